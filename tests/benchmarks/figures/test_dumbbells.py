"""Tests of real against generated, line by line."""

import pytest

from leakbench.benchmarks.figures.dumbbells import draw_dumbbells
from leakbench.benchmarks.figures.identities import identity
from leakbench.benchmarks.figures.standings import Scored, StandingRow

pytestmark = pytest.mark.slow


def test_a_line_has_both_scores_and_their_intervals():
    """Its mark on real text, a bar on lists; ours below, whatever the order given."""
    sides = {"real": Scored(0.2, 0.1, 0.3), "generated": Scored(0.6, 0.5, 0.7)}
    rows = [StandingRow("native", sides, ours=True), StandingRow("lac", sides)]
    (axes,) = draw_dumbbells(rows, width="single").axes
    assert [text.get_text() for text in axes.get_yticklabels()] == ["lac", "native"]
    bottom, top = axes.get_ylim()
    assert bottom > top
    drawn = [list(map(float, line.get_xdata())) for line in axes.lines]
    assert drawn == [[0.2, 0.6], [0.1, 0.3], [0.5, 0.7], [0.6], [0.2]] * 2
    marks = [line.get_marker() for line in axes.lines if line.get_marker() not in {"None", "|"}]
    assert marks == [identity(name).mark.matplotlib for name in ("lac", "native")]
