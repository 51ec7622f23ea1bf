"""Tests of moving marks apart."""

from itertools import combinations
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.figures.dodging import apart

SPOTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=20)


@given(SPOTS, st.floats(1, 10))
def test_no_mark_hides_another(points, least):
    """However many share a place."""
    moved = apart(points, least)
    assert len(moved) == len(points)
    pairs = combinations(moved, 2)
    assert all(hypot(a - x, b - y) >= least for (a, b), (x, y) in pairs)


@given(SPOTS)
def test_whoever_hides_nobody_stays(points):
    """Only marks over each other move."""
    for point, moved in zip(points, apart(points, 5), strict=True):
        near = sum(hypot(point[0] - x, point[1] - y) < 5 for x, y in points)
        assert near > 1 or moved == point


def test_of_two_in_one_place_one_moves_by_a_mark():
    """And no farther."""
    first, second = apart([(10, 10), (10, 10)], 6)
    assert first == (10, 10)
    assert hypot(second[0] - 10, second[1] - 10) == 6
