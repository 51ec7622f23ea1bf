"""Tests of names at points."""

from itertools import combinations

import pytest
from matplotlib.figure import Figure

from leakbench.benchmarks.figures.point_labels import in_points, name_points


@pytest.fixture
def axes():
    """An empty plot, laid out."""
    figure = Figure(figsize=(4, 3), dpi=72)
    made = figure.add_subplot()
    made.set(xlim=(0, 1), ylim=(0, 1))
    figure.draw_without_rendering()
    return made


def test_names_stand_apart_though_their_points_do_not(axes):
    """Three points in one place: three names, none over another."""
    names = ["one", "two", "three"]
    name_points(axes, names, [(0.5, 0.5)] * 3, 1.0)
    axes.figure.draw_without_rendering()
    assert [text.get_text() for text in axes.texts] == names
    boxes = [text.get_window_extent() for text in axes.texts]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def test_no_point_has_no_name(axes):
    """Nothing is drawn, and nothing goes wrong."""
    name_points(axes, [], [], 1.0)
    assert not axes.texts


def test_places_are_in_points(axes):
    """The upper right corner is as far from the lower left one as the plot is large."""
    (left, low), (right, high) = in_points(axes, 1.0)([(0, 0), (1, 1)])
    box = axes.get_window_extent()
    assert (right - left, high - low) == pytest.approx((box.width, box.height))
