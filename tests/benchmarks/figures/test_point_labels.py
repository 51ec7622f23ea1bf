"""Tests of named marks."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from leakbench.benchmarks.figures.identities import identity
from leakbench.benchmarks.figures.point_labels import (
    MARKER_POINTS,
    Named,
    draw_named,
    in_points,
    lay_out,
)

pytestmark = pytest.mark.slow

SHARE = st.floats(0.02, 0.98)


def _axes():
    figure = Figure(figsize=(3.45, 2.6), dpi=72)
    made = figure.add_subplot()
    made.set(xlim=(0, 1), ylim=(0, 1))
    figure.draw_without_rendering()
    return made


def _named(places):
    return [
        Named(f"detector {at}", identity(f"detector {at}"), tuple(place))
        for at, place in enumerate(places)
    ]


@settings(max_examples=8)
@given(st.lists(st.tuples(SHARE, SHARE), min_size=1, max_size=12))
def test_every_mark_is_seen_and_named_here_or_left(places):
    """Marks stand apart, names do not overlap, and who has none is given back."""
    axes, marks = _axes(), _named(places)
    left = draw_named(axes, marks, 1.0)
    axes.figure.draw_without_rendering()
    shown = [line for line in axes.lines if line.get_marker() != "None"]
    assert [line.get_label() for line in shown] == [mark.name for mark in marks]
    spots = [axes.transAxes.transform(line.get_xydata()[0]) for line in shown]
    assert all(abs(one - other).max() > MARKER_POINTS / 2 for one, other in combinations(spots, 2))
    assert sorted(
        [text.get_text() for text in axes.texts] + [mark.name for mark in left]
    ) == sorted(mark.name for mark in marks)
    boxes = [text.get_window_extent() for text in axes.texts]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def test_a_moved_mark_is_tied_to_its_place():
    """Of two in one place one has a line to it."""
    axes = _axes()
    draw_named(axes, _named([(0.5, 0.5)] * 2), 1.0)
    starts = [tuple(line.get_xydata()[0]) for line in axes.lines if line.get_marker() == "None"]
    assert pytest.approx((0.5, 0.5)) in starts


def test_no_point_has_no_name():
    """Nothing is drawn, and nothing goes wrong."""
    axes = _axes()
    assert draw_named(axes, [], 1.0) == []
    assert not axes.texts
    assert in_points(axes, 1.0)([]) == []


def test_places_are_in_points():
    """The upper right corner is as far from the lower left one as the plot is large."""
    axes = _axes()
    (left, low), (right, high) = in_points(axes, 1.0)([(0, 0), (1, 1)])
    box = axes.get_window_extent()
    assert (right - left, high - low) == pytest.approx((box.width, box.height))


def test_who_has_no_room_is_in_the_legend():
    """A crowd: whoever is not named near his mark is told under the plot, and the plot stays."""
    marks = _named([(0.5, 0.5)] * 24)
    rooms = []

    def build(room):
        rooms.append(room)
        axes = _axes()
        return axes.figure, [(axes, marks, ())]

    figure = lay_out(build, 4, 0.0)
    named = {text.get_text() for text in figure.axes[0].texts}
    told = {text.get_text() for text in figure.legends[0].get_texts()}
    assert named | told == {mark.name for mark in marks}
    assert rooms[0] == 0 < rooms[1]
