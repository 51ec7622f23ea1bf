"""Bars with intervals: a measure of every detector, a panel for each group of runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MultipleLocator

from leakbench.benchmarks.figures.style import (
    INCHES,
    INK,
    SOFT,
    Language,
    Width,
    looks_of,
    plain_frame,
    styled,
    word,
)

BAR_INCHES = 0.19
ABREAST: Final[dict[Width, int]] = {"single": 1, "double": 3}


@dataclass(frozen=True, slots=True)
class Bar:
    """A detector's measure, with its interval if there is one; ``ours`` is drawn hollow."""

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


def draw_bars(
    panels: Sequence[BarPanel], measure: str, *, width: Width, language: Language = "en"
) -> Figure:
    """Draw bars: three abreast across two columns, one under the other in a single one.

    Args:
        panels: At least one; every detector keeps its place in all, the first panel's best on top.
        measure: What is measured: ``recall``, ``precision``, ``f1`` or ``f2``.
        width: Of the figure.
        language: Of the axis.
    """
    order = sorted(panels[0].bars, key=lambda bar: bar.value)
    names = [bar.detector for bar in order]
    for panel in panels[1:]:
        names += [bar.detector for bar in panel.bars if bar.detector not in names]
    looks = looks_of(names)
    columns = min(len(panels), ABREAST[width])
    rows = ceil(len(panels) / columns)
    height = rows * (BAR_INCHES * len(names) + 0.35) + 0.35
    with styled(language):
        layout = ConstrainedLayoutEngine(w_pad=0.03, h_pad=0.03)
        figure = Figure(figsize=(INCHES[width], height), layout=layout)
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flatten()
        for axes in grid[len(panels) :]:
            axes.set_visible(False)
        for axes, panel in zip(grid, panels, strict=False):
            plain_frame(axes, panel.title)
            axes.grid(visible=False, axis="y")
            axes.set_xlim(0, 1)
            axes.xaxis.set_major_locator(MultipleLocator(0.5 if columns > 1 else 0.25))
            axes.set_yticks(range(len(names)), names)
            for bar in panel.bars:
                at = names.index(bar.detector)
                inside = "white" if bar.ours else looks[bar.detector].colour
                edge = SOFT if bar.ours else inside
                axes.barh(at, bar.value, height=0.68, color=inside, edgecolor=edge, linewidth=0.8)
                if bar.low is not None and bar.high is not None:
                    axes.plot([bar.low, bar.high], [at, at], color=INK, linewidth=1.1)
        figure.supxlabel(word(measure, language), fontsize=8)
    return figure
