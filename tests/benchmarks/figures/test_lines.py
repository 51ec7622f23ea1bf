"""Tests of plots of a measure against an axis."""

from io import BytesIO

import pytest

from leakbench.benchmarks.figures.lines import Line, LinePanel, Scale, draw_lines
from leakbench.benchmarks.figures.style import styled

PLACES = {1: "1", 64: "64", 65_536: "65,536"}
RATES = LinePanel(
    "one thread",
    "list",
    "MB/s",
    [
        Line("slow", [1, 64], [0.1, 0.2], [0.05, 0.2], [0.1, 0.3]),
        Line("fast", [1, 64, 65_536], [10, 20, 40], [10, 10, 10], [10, 30, 50]),
        Line("copy", [1, 65_536], [99, 999], [99, 999], [99, 999], reference=True),
    ],
)
SHARES = LinePanel("recall", "list", "recall", [Line("slow", [0, 1], [1, 0], [0.9, 0], [1, 0.1])])
LOG = Scale(axis="rows", ticks=PLACES, log=True)


def _drawn(axes):
    return [container[0] for container in axes.containers]


def test_every_line_is_drawn_with_its_range():
    """Points where they were measured, bars from the lowest to the highest."""
    figure = draw_lines([RATES], LOG)
    (axes,) = figure.axes
    lines = _drawn(axes)
    assert [list(line.get_ydata()) for line in lines] == [list(one.y) for one in RATES.lines]
    ((bars,),) = [container[2] for container in axes.containers[1:2]]
    assert [tuple(ends[:, 1]) for ends in bars.get_segments()] == [(10, 10), (10, 30), (10, 50)]


def test_names_stand_in_the_order_of_the_lines_ends():
    """The highest first, each once, with the look of its line in every panel."""
    figure = draw_lines([RATES, RATES], LOG)
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["copy", "fast", "slow"]
    looks = [
        [(line.get_color(), line.get_marker()) for line in _drawn(axes)] for axes in figure.axes
    ]
    assert looks[0] == looks[1]
    assert len(set(looks[0])) == 3


def test_a_line_on_another_lets_it_show_through():
    """Its strokes have gaps, and it lies above the one that has none."""
    same = [Line(name, [0, 1], [0.5, 0.4], [0.5, 0.4], [0.5, 0.4]) for name in "ba"]
    figure = draw_lines(
        [LinePanel("recall", "", "recall", same)], Scale(axis="a", ticks={0: "0"}, log=False)
    )
    above, below = _drawn(figure.axes[0])
    assert (above.get_linestyle(), below.get_linestyle()) == ("--", "-")
    assert above.get_zorder() > below.get_zorder()


@pytest.mark.parametrize(("panel", "log"), [(RATES, True), (SHARES, False)])
def test_places_are_named_as_they_were_given(panel, log):
    """On both kinds of scale; shares have the same height in every figure."""
    ticks = PLACES if log else {0: "true", 1: "withheld"}
    figure = draw_lines([panel], Scale(axis="a", ticks=ticks, log=log))
    (axes,) = figure.axes
    assert [label.get_text() for label in axes.get_xticklabels()] == list(ticks.values())
    assert (axes.get_yscale() == "log") is log
    assert log or axes.get_ylim() == (-0.03, 1.03)


@pytest.mark.slow
def test_it_can_be_saved_with_a_note():
    """In every panel count."""
    for count in (1, 2):
        with styled():
            draw_lines([RATES] * count, LOG, "a note").savefig(BytesIO(), format="png", dpi=40)
