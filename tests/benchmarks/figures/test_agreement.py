"""Tests of the scatter of real against generated text."""

import pytest

from leakbench.benchmarks.figures.agreement import AgreementPanel, Scored, draw_agreement

pytestmark = pytest.mark.slow


def test_a_figure_has_a_panel_for_each_label():
    """Names are written for single detectors alone, with a star if they learnt here."""
    points = (
        Scored("one", 0.9, 0.5, trained=True, named=True),
        Scored("two", 0.91, 0.5, trained=False, named=True),
        Scored("union:one+two", 0.92, 0.5, trained=True, named=False),
    )
    figure = draw_agreement([AgreementPanel(str(place), "", points) for place in range(4)])
    shown = [axes for axes in figure.axes if axes.get_visible()]
    assert [axes.get_title(loc="left") for axes in shown] == list("0123")
    for axes in shown:
        assert {text.get_text() for text in axes.texts} >= {"one*", "two"}
        assert "union:one+two" not in {text.get_text() for text in axes.texts}


def test_those_in_one_place_are_one_mark():
    """With a name for each."""
    points = [Scored(name, 0.9, 0.5, trained=False, named=True) for name in ("one", "two")]
    figure = draw_agreement([AgreementPanel("", "", tuple(points))])
    assert "one\ntwo" in [text.get_text() for text in figure.axes[0].texts]
