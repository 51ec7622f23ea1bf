"""Tests of rectangles and lines."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.figures.rectangles import Box, crossing, overlapping, passing

NUMBER = st.integers(0, 12)
BOX = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), NUMBER, NUMBER, NUMBER, NUMBER)
LINE = st.tuples(NUMBER, NUMBER, NUMBER, NUMBER)
STEPS = np.linspace(0, 1, 2_521)[1:-1]  # parts of a line by all numbers to ten


@given(BOX, BOX)
def test_boxes_overlap_that_share_area(one, other):
    """As the area says, either way round."""
    shared = bool(overlapping(np.array(one), np.array(other)))
    assert shared == (one.overlap(other) > 0) == (other.overlap(one) > 0)


@given(LINE, BOX)
def test_a_line_passes_whose_points_lie_inside(line, box):
    """As thousands of its points say; it may touch the border."""
    x = line[0] + STEPS * (line[2] - line[0])
    y = line[1] + STEPS * (line[3] - line[1])
    inside = ((x > box.left) & (x < box.right) & (y > box.bottom) & (y < box.top)).any()
    assert bool(passing(np.array(line), np.array(box))) >= inside
    wide = Box(box.left - 0.01, box.bottom - 0.01, box.right + 0.01, box.top + 0.01)
    if not passing(np.array(line), np.array(wide)):
        assert not inside


@given(LINE, LINE)
def test_lines_cross_either_way_round(one, other):
    """And not if one end lies on the other line."""
    first, second = np.array(one), np.array(other)
    assert bool(crossing(first, second)) == bool(crossing(second, first))
    assert not crossing(first, np.array([*one[:2], *other[2:]]))


def test_a_cross_is_a_crossing():
    """Two diagonals cross, two sides do not."""
    assert crossing(np.array([0, 0, 2, 2]), np.array([0, 2, 2, 0]))
    assert not crossing(np.array([0, 0, 2, 0]), np.array([0, 2, 2, 2]))
