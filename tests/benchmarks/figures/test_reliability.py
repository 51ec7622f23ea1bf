"""Tests of the plots of the share that is right against the score."""

import pytest

from leakbench.benchmarks.figures.reliability import ReliabilityPanel, Scores, draw_reliability

SOME, MORE = Scores([0.1, 0.9], [0.0, 0.8], 0.1), Scores([0.5], [0.7], 0.2)
PANELS = [
    ReliabilityPanel("a", {"real": SOME, "generated": MORE}),
    ReliabilityPanel("b", {"generated": SOME}),
    ReliabilityPanel("native", {"real": MORE}, ours=True),
]


@pytest.fixture(scope="module")
def shown():
    """All panels that are seen."""
    return [axes for axes in draw_reliability(PANELS).axes if axes.get_visible()]


def test_a_detector_has_a_panel_of_its_own(shown):
    """In which nobody else's line can lie upon its own."""
    assert [axes.get_title(loc="left") for axes in shown] == ["a", "b", "native"]
    for axes, panel in zip(shown, PANELS, strict=True):
        (diagonal, *lines) = axes.get_lines()
        assert list(diagonal.get_xdata()) == [0, 1]
        drawn = [(list(one.get_xdata()), list(one.get_ydata())) for one in lines]
        assert drawn == [(list(one.score), list(one.right)) for one in panel.sides.values()]


def test_sides_are_told_apart_by_line_and_mark(shown):
    """Real text has the detector's mark, generated lists a bar."""
    _, real, made = shown[0].get_lines()
    assert real.get_linestyle() == "-" != made.get_linestyle()
    assert made.get_marker() == "|" != real.get_marker()


@pytest.mark.parametrize("count", [1, 2, 3, 5, 6])
def test_rows_are_filled(count):
    """As evenly as can be: at most one panel less in the last than in the others, of up to six."""
    figure = draw_reliability([PANELS[0]] * count)
    empty = [axes for axes in figure.axes if not axes.get_visible()]
    assert len(empty) <= 1
