"""Tests of dots with intervals."""

import pytest

from leakbench.benchmarks.figures.dots import Dot, DotPanel, draw_dots
from leakbench.benchmarks.figures.identities import identities

FEW = (Dot("one", 0.3, 0.1, 0.4, trained=True), Dot("two", -0.1, -0.2, 0.0, trained=False))
MANY = (*FEW, Dot("three", -0.2, -0.3, -0.1, trained=False))


@pytest.fixture
def figure():
    """Three panels, of which the last is alone in its row."""
    panels = [DotPanel(title, dots) for title, dots in (("a", FEW), ("b", MANY), ("c", FEW))]
    return draw_dots(panels, "overstated", "a note")


def test_a_panel_has_a_dot_for_each_detector(figure):
    """At its value, with its interval, on a line of its own; the first on top."""
    shown = [axes for axes in figure.axes if axes.get_visible()]
    assert [len(axes.get_yticks()) for axes in shown] == [2, 3, 2]
    for axes, dots in zip(shown, (FEW, MANY, FEW), strict=True):
        assert [text.get_text() for text in axes.get_yticklabels()] == [
            x.detector + "*" * x.trained for x in dots
        ]
        bottom, top = axes.get_ylim()
        assert bottom > top
        _, *drawn = axes.lines
        found = [tuple(line.get_xdata()) for line in drawn]
        assert found == [place for x in dots for place in ((x.low, x.high), (x.value,))]


def test_differences_are_read_on_one_axis(figure):
    """Panels have the same limits, with 0 within them."""
    (limits,) = {axes.get_xlim() for axes in figure.axes}
    assert limits[0] < 0 < limits[1]


def test_who_learnt_from_generated_text_has_a_star(figure):
    """Behind the name; its mark is its own."""
    names = [text.get_text() for text in figure.axes[0].get_yticklabels()]
    assert names == ["one*", "two"]
    marks = [line for line in figure.axes[0].lines if line.get_marker() not in {"None", ""}]
    looks = identities(["one", "two", "three"])
    assert [line.get_marker() for line in marks] == [
        looks[name].mark.matplotlib for name in ("one", "two")
    ]
