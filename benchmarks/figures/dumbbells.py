"""Real against generated: two scores of every detector with their intervals, joined by a line."""

from collections.abc import Sequence
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator

from leakbench.benchmarks.figures.identities import Identity, identities
from leakbench.benchmarks.figures.standings import Scored, StandingRow
from leakbench.benchmarks.figures.style import (
    INCHES,
    INK,
    LEGEND_LINE,
    SOFT,
    Language,
    Width,
    mark_of,
    plain_frame,
    styled,
    word,
)

ROW_INCHES: Final = 0.23
SPREAD: Final = 0.36  # of a line: the two intervals stand so far above and below its middle
MARKER: Final = 5.5  # points
APART: Final = 0.6  # lines between the ranked and those of this house


def draw_dumbbells(
    rows: Sequence[StandingRow], *, width: Width, language: Language = "en"
) -> Figure:
    """Draw a line a detector: its mark on real text, a bar across it on generated lists.

    Args:
        rows: At least one, with both sides; those of this house stand below.
        width: Of the figure.
        language: Of the words.

    Returns:
        The figure; whoever saves it does so under ``styled()`` too.
    """
    looks = identities(row.name for row in rows)
    order = sorted(rows, key=lambda row: row.ours)
    apart = APART if {row.ours for row in rows} == {False, True} else 0.0
    places = [place + apart * row.ours for place, row in enumerate(order)]
    with styled(language):
        height = ROW_INCHES * (places[-1] + 1) + 0.45 + LEGEND_LINE
        layout = ConstrainedLayoutEngine(w_pad=0.04, h_pad=0.04)
        figure = Figure(figsize=(INCHES[width], height), layout=layout)
        axes = figure.subplots()
        plain_frame(axes)
        axes.grid(visible=False, axis="y")
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(places[-1] + 0.6, -0.6)
        axes.xaxis.set_major_locator(MultipleLocator(0.2))
        axes.set_yticks(places, [row.name for row in order])
        figure.supxlabel(word("f1_personal", language), fontsize=8)
        for at, row in zip(places, order, strict=True):
            _line(axes, at, row.sides["real"], row.sides["generated"], looks[row.name])
        handles = [
            Line2D([], [], linestyle="", marker=marker, color=INK, markersize=MARKER, label=label)
            for marker, label in (
                ("o", word("real", language)),
                ("|", word("generated", language)),
            )
        ]
        figure.legend(
            handles=handles, loc="outside upper center", ncols=2, frameon=False, borderaxespad=0
        )
    return figure


def _line(axes: Axes, at: float, real: Scored, made: Scored, look: Identity) -> None:
    colour = look.colour
    axes.plot([real.value, made.value], [at, at], color=SOFT, linewidth=0.8, zorder=1.5)
    for scored, up in ((real, -SPREAD), (made, SPREAD)):
        if scored.low is not None and scored.high is not None:
            ends = [scored.low, scored.high]
            axes.plot(ends, [at + up, at + up], color=colour, linewidth=0.9, zorder=2)
    axes.plot([made.value], [at], "|", color=colour, markersize=MARKER + 3, zorder=2.5, mew=1.8)
    axes.plot([real.value], [at], linestyle="", zorder=3, **mark_of(look, MARKER))
