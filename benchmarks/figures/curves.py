"""Curves: a measure or a rate along an axis, a line for each detector; robustness and scaling."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, MultipleLocator, NullFormatter, NullLocator

from leakbench.benchmarks.figures.style import (
    INCHES,
    Language,
    Look,
    Width,
    legend_below,
    legend_inches,
    looks_of,
    plain_frame,
    styled,
    word,
)

PANEL_INCHES = 2.3


@dataclass(frozen=True, slots=True)
class Curve:
    """A detector's values along the axis; intervals where there are some.

    Attributes:
        detector: Its name.
        x: Numbers, or names of steps.
        y: Values.
        low: Lower ends of the intervals, or None.
        high: Upper ends, or None.
    """

    detector: str
    x: tuple[float | str, ...]
    y: tuple[float, ...]
    low: tuple[float, ...] | None = None
    high: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class CurvePanel:
    """One axis of difficulty or size."""

    title: str
    axis: str
    measure: str
    curves: tuple[Curve, ...]
    log_x: bool = False
    log_y: bool = False


def draw_curves(panels: Sequence[CurvePanel], *, width: Width, language: Language = "en") -> Figure:
    """Draw panels two abreast across two columns, one under the other in a single one.

    Args:
        panels: At least one, each with at least one curve.
        width: Of the figure.
        language: Of the axes.
    """
    looks = looks_of(curve.detector for panel in panels for curve in panel.curves)
    columns = min(len(panels), 2 if width == "double" else 1)
    rows = ceil(len(panels) / columns)
    abreast = 6 if width == "double" else 2
    with styled(language):
        layout = ConstrainedLayoutEngine(w_pad=0.04, h_pad=0.04)
        size = (INCHES[width], rows * PANEL_INCHES + legend_inches(looks, abreast))
        figure = Figure(figsize=size, layout=layout)
        grid = figure.subplots(rows, columns, squeeze=False).flatten()
        for axes, panel in zip(grid, panels, strict=False):
            _fill(axes, panel, looks, language)
        for axes in grid[len(panels) :]:
            axes.set_visible(False)
        legend_below(figure, looks, abreast, lines=True)
    return figure


def _fill(axes: Axes, panel: CurvePanel, looks: dict[str, Look], language: Language) -> None:
    plain_frame(axes, panel.title)
    for curve in panel.curves:
        look = looks[curve.detector]
        if curve.low is not None and curve.high is not None:
            axes.fill_between(
                curve.x, curve.low, curve.high, color=look.colour, alpha=0.15, linewidth=0
            )
        axes.plot(
            curve.x,
            curve.y,
            color=look.colour,
            marker=look.marker,
            markersize=4.5,
            markeredgecolor="white",
            markeredgewidth=0.6,
            linewidth=1.3,
        )
    axes.set_xlabel(word(panel.axis, language))
    axes.set_ylabel(word(panel.measure, language))
    number = FuncFormatter(lambda value, _place: f"{value:,.10g}")
    if panel.log_x:
        ticks = sorted({x for curve in panel.curves for x in curve.x})
        axes.set_xscale("log")
        axes.set_xticks(ticks)
        axes.tick_params(axis="x", rotation=30)
        axes.xaxis.set_major_formatter(number)
        axes.xaxis.set_minor_locator(NullLocator())
    if panel.log_y:
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter(number)
        axes.yaxis.set_minor_formatter(NullFormatter())
    else:
        axes.set_ylim(-0.02, 1.02)
        axes.yaxis.set_major_locator(MultipleLocator(0.2))
