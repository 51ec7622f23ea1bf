"""Tests of what captions say."""

import re

import numpy as np
import pytest

from leakbench.benchmarks.figures.agreement import AgreementPanel
from leakbench.benchmarks.figures.agreement import Scored as Agreed
from leakbench.benchmarks.figures.bars import Bar, BarPanel
from leakbench.benchmarks.figures.captions import (
    agreement_caption,
    bars_caption,
    curves_caption,
    dots_caption,
    dumbbell_caption,
    heatmap_caption,
    lines_caption,
    reliability_caption,
    trade_caption,
)
from leakbench.benchmarks.figures.curves import CurvePanel, ScoreCurve
from leakbench.benchmarks.figures.dots import Dot, DotPanel
from leakbench.benchmarks.figures.lines import Line, LinePanel, Scale
from leakbench.benchmarks.figures.pareto import COST, PRICE, SPEED, Panel, Point
from leakbench.benchmarks.figures.reliability import ReliabilityPanel, Scores
from leakbench.benchmarks.figures.standings import Scored, StandingRow

POINTS = (
    Point("a", "a", 2.0, 0.4),
    Point("b", "b", 10.0, 0.3),
    Point("o", "o", 99.0, 1.0, ours=True),
)
ROWS = [
    StandingRow("a", {"real": Scored(0.5), "generated": Scored(0.3)}),
    StandingRow("b", {"real": Scored(0.2), "generated": Scored(0.4)}),
    StandingRow("o", {"real": Scored(0.1), "generated": Scored(0.9)}, ours=True),
]


def test_bars_say_who_is_highest_and_by_how_much():
    """In every panel; ours is told apart, and not as the highest."""
    bars = (Bar("a", 0.4), Bar("b", 0.75), Bar("native", 0.95, ours=True))
    told = bars_caption([BarPanel("clean", bars), BarPanel("worn", bars[:1])], "f1")
    assert "clean: b is highest with 0.75, 0.35 above a" in told
    assert "worn: a has 0.40" in told
    assert "not ranked, native is highest, with 0.95 to 0.95" in told


@pytest.mark.parametrize(
    ("trade", "first"),
    [
        (SPEED, "b is fastest (10 MB/s); 2 of 2"),
        (COST, "a is cheapest (2 core-hours); 1 of 2"),
        (PRICE, "a is cheapest (2); 1 of 2"),
    ],
)
def test_trades_say_who_is_best_and_who_is_first(trade, first):
    """Of the ranked alone."""
    told = trade_caption([Panel("real text", "", POINTS)], trade)
    assert "real text: a is highest (0.40)" in told
    assert first in told
    assert "Hollow: of this house" in told
    assert "Hollow" not in trade_caption([Panel("real text", "", POINTS[:2])], trade)


def test_curves_say_whose_scores_mean_most():
    """By the mean distance of score and share, of the ranked, where there are two."""
    told = reliability_caption(
        [
            ReliabilityPanel("a", {"real": Scores([], [], 0.05), "generated": Scores([], [], 0.3)}),
            ReliabilityPanel("b", {"real": Scores([], [], 0.4)}),
            ReliabilityPanel("o", {"real": Scores([], [], 0.0)}, ours=True),
        ]
    )
    assert "real text: of the ranked, scores of a are nearest to that share" in told
    assert "(mean distance 0.05), those of b farthest (0.40)" in told
    assert "generated lists" not in told


def test_curves_say_who_finds_most():
    """On each side, of the ranked."""
    curves = [
        ScoreCurve("a", [0.1, 0.6], [1.0, 0.8]),
        ScoreCurve("b", [0.1, 0.5], [1.0, 0.9]),
        ScoreCurve("o", [0.1, 0.9], [1.0, 0.9], ours=True),
    ]
    told = curves_caption([CurvePanel("lists", curves), CurvePanel("text", curves[2:])])
    assert "lists: of the ranked, a finds most, recall 0.60 at precision 0.80" in told
    assert "text:" not in told


def _many(make, *values):
    return [make(f"panel {place}", value) for place, value in enumerate(values)]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (
            bars_caption(
                _many(lambda t, v: BarPanel(t, (Bar("a", 0.5), Bar("b", v))), 0.1, 0.4, 0.9), "f1"
            ),
            ["Highest is a in 2 of 3 panels, b in 1", "most clearly on panel 0: a is highest"],
        ),
        (
            trade_caption(
                _many(
                    lambda t, v: Panel(t, "", (*POINTS, Point("c", "c", v, 0.1))), 1.0, 20.0, 30.0
                )
            ),
            ["Highest is a in 3 of 3 panels", "fastest is c in 2 of 3 panels, b in 1"],
        ),
        (
            agreement_caption(
                _many(
                    lambda t, v: AgreementPanel(
                        t, "", (Agreed("a", v, 0.5, trained=True, named=True),)
                    ),
                    *(0.4, 0.9, 0.6),
                )
            ),
            ["panel 1: a is farthest from the line, with 0.90"],
        ),
        (
            dots_caption(
                _many(
                    lambda t, v: DotPanel(t, (Dot("a", v, -1, 1, trained=True),)), 0.1, -0.3, 0.2
                ),
                "lost",
            ),
            ["panel 1: a differs most, by -0.30", "3 of 3 intervals hold zero"],
        ),
    ],
)
def test_many_panels_are_told_together(told, says):
    """In three sentences at most, however many there are."""
    for words in says:
        assert words in told
    assert len(re.findall(r"\.( |$)", told)) <= 3


def test_heat_maps_say_who_wins_most_labels_and_which_is_hardest():
    """Of labels that somebody claims."""
    values = np.array([[0.9, 0.8, 0.1, np.nan], [0.5, np.nan, 0.2, np.nan]])
    told = heatmap_caption(["a", "b"], ["X", "Y", "BANK_CARD", "Z"], values, "clean")
    assert "a is highest on 2 of 3 labels" in told
    assert "the hardest is bank card, of which b as the best has 0.20" in told
    missed = heatmap_caption(["a", "b"], ["X"], np.zeros((2, 1)), "clean")
    assert "x is found by none of them" in missed
    none = heatmap_caption([], ["X"], np.empty((0, 1)), "clean")
    assert "highest" not in none


def test_sweeps_say_who_loses_most_and_least():
    """From one end of the axis to the other."""
    lines = [
        Line("a", [0, 1], [0.9, 0.2], [0, 0], [1, 1]),
        Line("b", [0, 1], [0.5, 0.4], [0, 0], [1, 1]),
    ]
    scale = Scale(axis="hops", ticks={0: "0", 1: "1"}, log=False)
    told = lines_caption([LinePanel("strict recall", "a list", "recall", lines)], scale)
    assert "a loses most, from 0.90 to 0.20, and b least, from 0.50 to 0.40" in told


def test_sessions_say_who_is_fastest():
    """What is no detector is not."""
    lines = [
        Line("copy", [1], [900.0], [1], [1], reference=True),
        Line("a", [1], [20.0], [1], [1]),
        Line("b", [1], [10.0], [1], [1]),
    ]
    scale = Scale(axis="rows", ticks={1: "1"}, log=True)
    told = lines_caption([LinePanel("one thread", "", "rate", lines)], scale)
    assert "one thread: a is fastest with 20 MB/s, 2.0 times b" in told


def test_agreement_says_who_is_farthest_from_the_line():
    """Of those that are named."""
    points = (
        Agreed("a", 0.9, 0.5, trained=True, named=True),
        Agreed("b", 0.5, 0.5, trained=False, named=True),
        Agreed("union:a+b", 0.9, 0.0, trained=True, named=False),
    )
    told = agreement_caption([AgreementPanel("real: PHONE", "", points)])
    assert "real: PHONE: a is farthest from the line, with 0.90 on generated" in told


def test_dots_say_who_differs_most_and_how_many_for_sure():
    """With the sign."""
    dots = (Dot("a", -0.3, -0.4, -0.1, trained=True), Dot("b", 0.1, -0.2, 0.3, trained=False))
    told = dots_caption([DotPanel("PHONE", dots)], "overstated")
    assert "PHONE: a differs most, by -0.30; 1 of 2 intervals hold zero" in told


def test_dumbbells_say_who_is_highest_and_who_is_flattered():
    """The best are of the ranked, on either side."""
    told = dumbbell_caption(ROWS)
    assert "a is highest on real text with 0.50, b on lists with 0.40" in told
    assert "lists flatter o most, by 0.80" in told


def test_captions_speak_chinese():
    """Where it is asked for."""
    bars = (Bar("a", 0.4), Bar("b", 0.5))
    assert "最高" in bars_caption([BarPanel("clean", bars)], "f1", "zh")
