"""Tests of placing labels."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.figures.placement import place_labels
from leakbench.benchmarks.figures.rectangles import Box, crossing, passing

pytestmark = pytest.mark.slow

FRAME = Box(0, 0, 230, 160)  # a panel of a figure in points
GAP = 4.0
SPOTS = st.lists(
    st.tuples(st.floats(5, 225), st.floats(5, 155)), min_size=1, max_size=18, unique=True
)
WIDTHS = st.integers(15, 80)


def _marker(point):
    return Box(point[0] - GAP, point[1] - GAP, point[0] + GAP, point[1] + GAP)


@settings(max_examples=25)
@given(SPOTS, st.data())
def test_whatever_is_placed_can_be_read(points, data):
    """Labels lie over nothing and inside, and leading lines cross nothing, wherever points are."""
    sizes = [(data.draw(WIDTHS), 9) for _ in points]
    placed = place_labels(points, sizes, FRAME, gap=GAP)
    assert len(placed) == len(points)
    shown = [(at, label) for at, label in enumerate(placed) if label is not None]
    for at, (box, near) in shown:
        assert box.overlap(FRAME) > box.area - 1e-6
        assert all(box.overlap(_marker(point)) < 1e-6 for point in points)
        if near is not None:
            line = np.array([*points[at], *near])
            rivals = [_marker(point) for other, point in enumerate(points) if other != at]
            rivals += [label.box for other, label in shown if other != at]
            assert not any(passing(line, np.array(rival)) for rival in rivals)
    for (_, one), (_, other) in combinations(shown, 2):
        assert one.box.overlap(other.box) < 1e-6
    led = [np.array([*points[at], *near]) for at, (_, near) in shown if near is not None]
    assert not any(crossing(one, other) for one, other in combinations(led, 2))


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(20, 380), st.integers(20, 280)), max_size=6, unique=True))
def test_a_few_labels_in_a_wide_frame_are_all_placed(points):
    """Where there is room everybody is named, unless marks lie over each other."""
    apart = [
        point
        for at, point in enumerate(points)
        if all(max(abs(point[0] - x), abs(point[1] - y)) >= 2 * GAP for x, y in points[:at])
    ]
    placed = place_labels(apart, [(50, 9)] * len(apart), Box(0, 0, 400, 300), gap=GAP)
    assert None not in placed


def test_a_lonely_label_stands_right_of_its_point():
    """At the level of the point, just clear of the mark, and led to by nothing."""
    (label,) = place_labels([(100, 100)], [(40, 10)], FRAME, gap=GAP)
    assert label == (Box(104, 95, 144, 105), None)


def test_a_label_at_the_right_edge_stands_elsewhere():
    """It would be cut off there."""
    (label,) = place_labels([(220, 100)], [(40, 10)], FRAME, gap=GAP)
    assert label.box.right <= FRAME.right


def test_obstacles_are_left_free():
    """A line through the point is not written on."""
    line = Box(0, 99, 400, 101)
    (label,) = place_labels([(100, 100)], [(40, 10)], FRAME, gap=GAP, obstacles=[line])
    assert label.box.overlap(line) == 0


def test_a_label_gives_way_to_one_with_less_choice():
    """Two points side by side in a low frame are both named, though one would take the room."""
    frame = Box(0, 0, 110, 12)
    placed = place_labels([(50, 6), (60, 6)], [(40, 9), (40, 9)], frame, gap=GAP)
    assert None not in placed


def test_a_label_wider_than_the_frame_has_no_place():
    """It is told by its mark."""
    assert place_labels([(100, 100)], [(400, 10)], FRAME, gap=GAP) == [None]


def test_nothing_has_no_place():
    """No point, no label."""
    assert place_labels([], [], FRAME, gap=GAP) == []
