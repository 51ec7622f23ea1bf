"""Plots of a measure against an axis: a panel for each measure, a line each detector."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from math import ceil
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, NullFormatter, NullLocator

from leakbench.benchmarks.figures.identities import Identity, identities
from leakbench.benchmarks.figures.style import (
    INCHES,
    LEGEND_LINE,
    SOFT,
    Language,
    Width,
    mark_of,
    plain_frame,
    styled,
    word,
)

PANEL_INCHES: Final = 2.5
CROWD_INCHES: Final = 0.12  # more for each line beyond the sixth
MARKER: Final = 5.0  # points
MARGIN: Final = 1.5  # times the highest and lowest, on a logarithmic scale
LONG_TICK: Final = 5  # characters of a tick that do not fit beside each other
# A line that lies on another one lets it show through: the solid ones are drawn first.
STYLES: Final = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 1.5, 1.5, 1.5)))


@dataclass(frozen=True, slots=True)
class Line:
    """A detector in a panel.

    Attributes:
        name: Of the detector.
        x: Where on the axis, ascending; of named places their numbers from 0.
        y: The measure there.
        low: The lower end of its range there.
        high: The upper end.
        reference: Whether it is no detector, but what detectors are compared with.
    """

    name: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    reference: bool = False


@dataclass(frozen=True, slots=True)
class LinePanel:
    """A measure: what stands above its plot and beside it, and the lines in it."""

    title: str
    subtitle: str
    measure: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What the panels share.

    Attributes:
        axis: What the horizontal axis is called.
        ticks: Its places and what they are called.
        log: Whether both axes are logarithmic; else the measure is a share.
    """

    axis: str
    ticks: Mapping[float, str]
    log: bool


def draw_lines(
    panels: Sequence[LinePanel],
    scale: Scale,
    note: str = "",
    *,
    width: Width = "double",
    language: Language = "en",
) -> Figure:
    """Draw all panels on the same scales, with one legend under them.

    Args:
        panels: At least one; side by side across two columns, stacked in a single one.
        scale: Of all panels.
        note: A line under the figure.
        width: Of the figure.
        language: Of the axes.

    Returns:
        The figure; whoever saves it does so under ``styled()`` too.
    """
    looks = identities(line.name for panel in panels for line in panel.lines if not line.reference)
    dashes = dict(zip(sorted(looks), cycle(range(len(STYLES))), strict=False))
    rows, columns = (1, len(panels)) if width == "double" else (len(panels), 1)
    abreast = 5 if width == "double" else 2
    limits = _limits(panels)
    ends: dict[str, tuple[float, Line2D]] = {}
    with styled(language):
        names = {line.name for panel in panels for line in panel.lines}
        legend = LEGEND_LINE * ceil(len(names) / abreast) + (0.35 if note else 0.15)
        layout = ConstrainedLayoutEngine(w_pad=0.04, h_pad=0.04, wspace=0.03)
        each = PANEL_INCHES + CROWD_INCHES * max(0, len(names) - 6)
        figure = Figure(figsize=(INCHES[width], each * rows + legend), layout=layout)
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flatten()
        for axes, panel in zip(grid, panels, strict=True):
            _frame(axes, panel, scale, (limits, language))
            for line in panel.lines:
                style = 1 if line.reference else dashes[line.name]
                drawn = _draw(axes, line, looks.get(line.name), style)
                ends.setdefault(line.name, (line.y[-1], drawn))
            axes.tick_params(labelleft=True)
        # Names stand in the order of the lines' ends, as the eye meets them.
        ordered = sorted(ends, key=lambda name: -ends[name][0])
        figure.legend(
            [ends[name][1] for name in ordered],
            ordered,
            loc="outside lower center",
            ncols=min(abreast, len(ordered)),
            frameon=False,
            title=note or None,
            title_fontsize=6,
        )
    return figure


def _limits(panels: Sequence[LinePanel]) -> tuple[float, float]:
    """Of detectors: what they are compared with may leave the plot, or they would be crowded."""
    lines = [line for panel in panels for line in panel.lines]
    lines = [line for line in lines if not line.reference] or lines
    return min(min(line.low) for line in lines) / MARGIN, max(max(x.high) for x in lines) * MARGIN


def _frame(
    axes: Axes, panel: LinePanel, scale: Scale, look: tuple[tuple[float, float], Language]
) -> None:
    limits, language = look
    if scale.log:
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_ylim(*limits)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:,.10g}"))
        axes.yaxis.set_minor_formatter(NullFormatter())
        axes.xaxis.set_minor_locator(NullLocator())
    else:
        axes.set_ylim(-0.03, 1.03)
    axes.set_xticks(list(scale.ticks), list(scale.ticks.values()))
    if max(map(len, scale.ticks.values())) > LONG_TICK:
        axes.tick_params(axis="x", rotation=30)
    plain_frame(axes, panel.title, panel.subtitle)
    axes.set_xlabel(word(scale.axis, language))
    axes.set_ylabel(word(panel.measure, language))


def _draw(axes: Axes, line: Line, look: Identity | None, style: int) -> Line2D:
    below = [middle - low for middle, low in zip(line.y, line.low, strict=True)]
    above = [high - middle for middle, high in zip(line.y, line.high, strict=True)]
    drawn, _caps, _bars = axes.errorbar(
        line.x,
        line.y,
        yerr=[below, above],
        **({"color": SOFT} if look is None else mark_of(look, MARKER)),
        linestyle=STYLES[style],
        zorder=2 + style / len(STYLES),
        linewidth=1.4,
        elinewidth=0.9,
        capsize=2,
    )
    return drawn
