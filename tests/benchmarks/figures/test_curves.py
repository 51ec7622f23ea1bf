"""Tests of the plot of precision against recall."""

import pytest

from leakbench.benchmarks.figures.curves import CurvePanel, ScoreCurve, draw_curves

TWO = [
    ScoreCurve("steady", [0.2, 0.4, 0.6], [1.0, 0.9, 0.8]),
    ScoreCurve("native", [0.1, 0.5], [0.5, 0.7], ours=True),
]
PANELS = [CurvePanel("real text", TWO), CurvePanel("generated lists", TWO[:1])]


@pytest.fixture(scope="module", params=["single", "double"])
def figure(request):
    """Two panels, whatever their arrangement."""
    return draw_curves(PANELS, width=request.param)


def test_precision_between_two_thresholds_is_that_of_the_lower(figure):
    """Steps as average precision adds them up, from no recall on."""
    steps = [one for one in figure.axes[0].get_lines() if one.get_drawstyle() == "steps-pre"]
    for line, curve in zip(steps, TWO, strict=True):
        assert list(line.get_xdata()) == [0.0, *curve.recall]
        assert list(line.get_ydata()) == [curve.precision[0], *curve.precision]


def test_a_mark_stands_where_the_detector_is_as_it_comes(figure):
    """At the last point; of this house it is hollow."""
    marks = [line for line in figure.axes[0].get_lines() if line.get_linestyle() == "None"]
    assert [(line.get_xdata()[0], line.get_ydata()[0]) for line in marks] == [
        (0.6, 0.8),
        (0.5, 0.7),
    ]
    assert marks[1].get_markerfacecolor() == "none"
    assert marks[0].get_markerfacecolor() != "none"


def test_each_detector_is_named_once(figure):
    """Under both panels."""
    assert [axes.get_title(loc="left") for axes in figure.axes] == [one.title for one in PANELS]
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["steady", "native"]
