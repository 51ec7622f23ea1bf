"""Plots of a measure against an axis: a panel for each measure, a line each detector."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, NullFormatter, NullLocator

from leakbench.benchmarks.figure import COLOURS, FAINT, MARKERS, SOFT, styled

PANEL: Final = (4.7, 3.8)  # inches
LEGEND_INCHES: Final = 1.5
# A line that lies on another one lets it show through: the solid ones are drawn first.
STYLES: Final = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 1.5, 1.5, 1.5)))


class Look(NamedTuple):
    """What tells a line from others."""

    colour: str
    marker: str
    style: int


_REFERENCE: Final = Look(SOFT, "", 1)


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


def draw_lines(panels: Sequence[LinePanel], scale: Scale, note: str = "") -> Figure:
    """Draw all panels side by side on the same scales, with one legend.

    Args:
        panels: At least one.
        scale: Of all panels.
        note: A line under the figure.

    Returns:
        The figure; whoever saves it does so under ``styled()`` too.
    """
    names = sorted({line.name for panel in panels for line in panel.lines if not line.reference})
    looks = {
        name: Look(
            COLOURS[index % len(COLOURS)], MARKERS[index % len(MARKERS)], index % len(STYLES)
        )
        for index, name in enumerate(names)
    }
    ends: dict[str, tuple[float, Line2D]] = {}
    with styled():
        layout = ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08, wspace=0.04)
        size = (PANEL[0] * len(panels) + LEGEND_INCHES, PANEL[1])
        figure = Figure(figsize=size, layout=layout)
        grid = figure.subplots(1, len(panels), sharex=True, sharey=True, squeeze=False)[0]
        for axes, panel in zip(grid, panels, strict=True):
            _frame(axes, panel, scale)
            for line in panel.lines:
                drawn = _draw(axes, line, looks.get(line.name, _REFERENCE))
                ends.setdefault(line.name, (line.y[-1], drawn))
            axes.tick_params(labelleft=True)
        # Names stand in the order of the lines' ends, as the eye meets them.
        ordered = sorted(ends, key=lambda name: -ends[name][0])
        figure.legend(
            [ends[name][1] for name in ordered],
            ordered,
            loc="outside right upper",
            frameon=False,
            fontsize=8.5,
        )
        if note:
            figure.supxlabel(note, fontsize=6.5, color=SOFT, x=0.01, ha="left")
    return figure


def _frame(axes: Axes, panel: LinePanel, scale: Scale) -> None:
    if scale.log:
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:,.10g}"))
        axes.yaxis.set_minor_formatter(NullFormatter())
        axes.xaxis.set_minor_locator(NullLocator())
    else:
        axes.set_ylim(-0.03, 1.03)
    axes.set_xticks(list(scale.ticks), list(scale.ticks.values()), fontsize=7.5)
    axes.grid(which="major", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(which="both", length=0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.set_xlabel(scale.axis)
    axes.set_ylabel(panel.measure)
    axes.set_title(panel.title, loc="left", fontsize=11, fontweight="bold", pad=20)
    axes.annotate(
        panel.subtitle,
        (0, 1),
        (0, 7),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=8,
        color=SOFT,
    )


def _draw(axes: Axes, line: Line, look: Look) -> Line2D:
    below = [middle - low for middle, low in zip(line.y, line.low, strict=True)]
    above = [high - middle for middle, high in zip(line.y, line.high, strict=True)]
    drawn, _caps, _bars = axes.errorbar(
        line.x,
        line.y,
        yerr=[below, above],
        color=look.colour,
        marker=look.marker,
        linestyle=STYLES[look.style],
        zorder=2 + look.style / len(STYLES),
        linewidth=1.4,
        elinewidth=0.9,
        capsize=2,
        markersize=5.5,
        markeredgecolor="white",
        markeredgewidth=0.7,
    )
    return drawn
