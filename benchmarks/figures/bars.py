"""Bars with intervals: a measure of every detector, a panel for each group of runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MultipleLocator

from leakbench.benchmarks.figures.identities import identities
from leakbench.benchmarks.figures.style import (
    INCHES,
    INK,
    Language,
    plain_frame,
    styled,
    word,
)

BAR_INCHES = 0.19
ABREAST = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """A detector's measure, maybe with an interval; ``ours`` is hollow, in a lower part."""

    detector: str
    value: float
    low: float | None = None
    high: float | None = None
    ours: bool = False


@dataclass(frozen=True, slots=True)
class BarPanel:
    """A group of runs."""

    title: str
    bars: tuple[Bar, ...]


def draw_bars(panels: Sequence[BarPanel], measure: str, *, language: Language = "en") -> Figure:
    """Draw bars across two columns, three panels abreast.

    Args:
        panels: At least one; every detector keeps its place in all, the
                first panel's best on top, those of this house below.
        measure: What is measured: ``recall``, ``precision``, ``f1`` or ``f2``.
        language: Of the axis.
    """
    names = _order(panels)
    house = {bar.detector for panel in panels for bar in panel.bars if bar.ours}
    looks = identities(names)
    # Detectors of this house stand apart, one free line under those of others.
    apart = sum(name not in house for name in names) % len(names) and 0.6
    rows_of = {name: -place - apart * (name in house) for place, name in enumerate(names)}
    columns = min(len(panels), ABREAST)
    rows = ceil(len(panels) / columns)
    height = rows * (BAR_INCHES * (len(names) + apart) + 0.35) + 0.35
    with styled(language):
        layout = ConstrainedLayoutEngine(w_pad=0.03, h_pad=0.03)
        figure = Figure(figsize=(INCHES["double"], height), layout=layout)
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flatten()
        for axes in grid[len(panels) :]:
            axes.set_visible(False)
        for axes, panel in zip(grid, panels, strict=False):
            plain_frame(axes, panel.title)
            axes.grid(visible=False, axis="y")
            axes.set_xlim(0, 1)
            axes.xaxis.set_major_locator(MultipleLocator(0.5 if columns > 1 else 0.25))
            axes.set_yticks(list(rows_of.values()), names)
            axes.set_ylim(min(rows_of.values()) - 0.6, 0.6)
            for bar in panel.bars:
                at, look = rows_of[bar.detector], looks[bar.detector]
                inside = look.colour if look.mark.filled and not bar.ours else "white"
                drawn = axes.barh(at, bar.value, height=0.68, color=inside, linewidth=0.9)
                drawn.patches[0].set_edgecolor(look.colour)
                if bar.low is not None and bar.high is not None:
                    axes.plot([bar.low, bar.high], [at, at], color=INK, linewidth=1.1)
        figure.supxlabel(word(measure, language), fontsize=8)
    return figure


def _order(panels: Sequence[BarPanel]) -> list[str]:
    """All detectors, those of this house after the others, the first panel's best first."""
    bars = [
        bar
        for panel in panels
        for bar in sorted(panel.bars, key=lambda bar: (-bar.value, bar.detector))
    ]
    names = dict.fromkeys(bar.detector for bar in bars)
    house = {bar.detector for bar in bars if bar.ours}
    return sorted(names, key=lambda name: name in house)
