"""Tests of the Pareto front."""

from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.figures.pareto_front import pareto_front

POINTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)))


@given(POINTS)
def test_nobody_on_the_front_is_beaten_and_everyone_off_it_is(points):
    """A point is beaten by one at least as good in both; equal ones count once."""
    front = pareto_front(points)
    on = [points[index] for index in front]
    assert on == sorted(set(on))
    for x, y in points:
        assert any(a >= x and b >= y for a, b in on)
    for x, y in on:
        assert not any(a >= x and b >= y and (a, b) != (x, y) for a, b in points)


def test_of_equal_points_the_first_counts():
    """The order of the points decides."""
    assert pareto_front([(1, 1), (2, 2), (2, 2), (3, 0)]) == [1, 3]
