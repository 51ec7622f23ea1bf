"""Tests of the plot of precision against recall, and of reliability."""

import pytest

from leakbench.benchmarks.figures.curves import ScoreCurve, draw_curves

TWO = [
    ScoreCurve("steady", [0.2, 0.4, 0.6], [1.0, 0.9, 0.8], [0.15, 0.95], [0.1, 0.9]),
    ScoreCurve("native", [0.1, 0.5], [0.5, 0.7], [0.5], [0.7]),
]


@pytest.fixture(scope="module")
def panels():
    """Lines and marks of both panels by their axes' names."""
    left, right = draw_curves(TWO, "clean").axes
    return left.get_lines(), right.get_lines()


def test_precision_between_two_thresholds_is_that_of_the_lower(panels):
    """Steps as average precision adds them up, from no recall on."""
    lines, _ = panels
    steps = [line for line in lines if line.get_drawstyle() == "steps-pre"]
    for line, curve in zip(steps, TWO, strict=True):
        assert list(line.get_xdata()) == [0.0, *curve.recall]
        assert list(line.get_ydata()) == [curve.precision[0], *curve.precision]


def test_a_mark_stands_where_the_detector_is_as_it_comes(panels):
    """At the last point; of this house it is hollow."""
    lines, _ = panels
    marks = [line for line in lines if line.get_linestyle() == "None"]
    assert [(line.get_xdata()[0], line.get_ydata()[0]) for line in marks] == [
        (0.6, 0.8),
        (0.5, 0.7),
    ]
    assert marks[1].get_markerfacecolor() == "none"
    assert marks[0].get_markerfacecolor() != "none"


def test_shares_stand_beside_scores_and_the_diagonal(panels):
    """Every part of the scale has its mark."""
    _, lines = panels
    assert [list(line.get_xdata()) for line in lines[:1]] == [[0, 1]]
    marks = [line for line in lines if line.get_linestyle() == "None"]
    assert [list(line.get_xdata()) for line in marks] == [list(curve.score) for curve in TWO]
    assert [list(line.get_ydata()) for line in marks] == [list(curve.right) for curve in TWO]


def test_each_detector_is_named_once():
    """Under both panels, whatever their arrangement."""
    for width in ("single", "double"):
        (legend,) = draw_curves(TWO, "clean", width=width).legends
        assert [text.get_text() for text in legend.get_texts()] == ["steady", "native"]
