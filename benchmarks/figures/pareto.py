"""The plot of recall against throughput: a panel for each corpus, one style for each detector."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log10

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, LogLocator, MultipleLocator, NullFormatter

from leakbench.benchmarks.figures.pareto_front import pareto_front
from leakbench.benchmarks.figures.placement import Box
from leakbench.benchmarks.figures.point_labels import MARKER_POINTS, in_points, name_points
from leakbench.benchmarks.figures.style import (
    INCHES,
    SOFT,
    Language,
    Look,
    Width,
    looks_of,
    plain_frame,
    styled,
    word,
)

SHADE, EDGE = "#F3F6F9", "#9DB0C1"  # what somebody beats in both, and its border
SHAPE = 0.85  # height of a panel by its width
MAX_COLUMNS = 3
NOTE_INCHES = 0.17


@dataclass(frozen=True, slots=True)
class Point:
    """A detector in a panel; ``ours`` is drawn hollow and has no part in the border."""

    detector: str
    label: str
    mb_per_s: float
    recall: float
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A corpus: what stands above its plot, and the points in it."""

    title: str
    subtitle: str
    points: tuple[Point, ...]


def draw(
    panels: Sequence[Panel], note: str = "", *, width: Width = "double", language: Language = "en"
) -> Figure:
    """Draw all panels with common axes.

    Args:
        panels: At least one, each with at least one point.
        note: A line under the figure.
        width: Of the figure; in a single column one panel stands under the other.
        language: Of the axes.

    Returns:
        The figure; whoever saves it does so under ``styled`` too.
    """
    looks = looks_of(point.detector for panel in panels for point in panel.points)
    most = 1 if width == "single" else 2 if len(panels) == 4 else MAX_COLUMNS
    columns = min(len(panels), most)
    rows = ceil(len(panels) / columns)
    with styled(language):
        each = INCHES[width] / max(columns, 2 if width == "double" else 1) * SHAPE + 0.25
        below = NOTE_INCHES if note else 0.0
        height = each * rows + 0.3 + below
        layout = ConstrainedLayoutEngine(
            w_pad=0.05,
            h_pad=0.05,
            wspace=0.03,
            hspace=0.05,
            rect=(0, below / height, 1, 1 - below / height),
        )
        figure = Figure(figsize=(INCHES[width], height), layout=layout)
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flatten()
        limits = _limits(panels)
        for axes, panel in zip(grid, panels, strict=False):
            _frame(axes, panel, limits)
        for axes in grid[len(panels) :]:
            axes.set_visible(False)
        for index, axes in enumerate(grid[: len(panels)]):
            lowest = index + columns >= len(panels)
            axes.tick_params(labelbottom=lowest, labelleft=True)
            if lowest:
                axes.set_xlabel(word("rate", language))
            if index % columns == 0:
                axes.set_ylabel(word("recall", language))
        if note:
            figure.text(0.01, 0.03 / height, note, fontsize=6, color=SOFT, va="bottom", wrap=True)
        figure.draw_without_rendering()  # settles the layout, on which places of labels depend
        figure.set_layout_engine("none")
        for axes, panel in zip(grid, panels, strict=False):
            _fill(axes, panel, looks, figure.dpi / 72)
    return figure


def _limits(panels: Sequence[Panel]) -> tuple[float, float]:
    rates = [point.mb_per_s for panel in panels for point in panel.points]
    # Names stand right of their points by preference, so there is more room on that side.
    return 10 ** (log10(min(rates)) - 0.4), 10 ** (log10(max(rates)) + 0.8)


def _frame(axes: Axes, panel: Panel, limits: tuple[float, float]) -> None:
    axes.set_xscale("log")
    axes.set_xlim(*limits)
    axes.set_ylim(-0.04, 1.04)
    axes.xaxis.set_major_locator(LogLocator(numticks=12))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:,.10g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_major_locator(MultipleLocator(0.2))
    plain_frame(axes, panel.title, panel.subtitle)


def _fill(axes: Axes, panel: Panel, looks: Mapping[str, Look], unit: float) -> None:
    _shade(axes, _front(panel))
    for point in panel.points:
        colour, marker = looks[point.detector]
        inside, edge = ("white", SOFT) if point.ours else (colour, "white")
        axes.plot(
            point.mb_per_s,
            point.recall,
            marker,
            color=inside,
            markersize=MARKER_POINTS,
            markeredgecolor=edge,
            markeredgewidth=0.9,
            zorder=3,
            clip_on=False,
        )
    names = [point.label for point in panel.points]
    points = [(point.mb_per_s, point.recall) for point in panel.points]
    name_points(axes, names, points, unit, _front_boxes(axes, panel, unit))


def _front(panel: Panel) -> list[tuple[float, float]]:
    """Those of the ranked whom nobody ranked beats in both."""
    points = [(point.mb_per_s, point.recall) for point in panel.points if not point.ours]
    return [points[index] for index in pareto_front(points)]


def _shade(axes: Axes, front: Sequence[tuple[float, float]]) -> None:
    if not front:
        return
    low, _high = axes.get_xlim()
    floor_, _ceiling = axes.get_ylim()
    across = [low, *(x for x, _ in front), front[-1][0]]
    heights = [front[0][1], *(y for _, y in front), floor_]
    axes.fill_between(across, heights, floor_, step="pre", color=SHADE, linewidth=0, zorder=0.5)
    axes.plot(across, heights, drawstyle="steps-pre", color=EDGE, linewidth=1, zorder=1.5)


def _front_boxes(axes: Axes, panel: Panel, unit: float) -> list[Box]:
    """The border of what is dominated, as thin boxes in points that labels keep off."""
    front = _front(panel)
    if not front:
        return []
    corners = [(axes.get_xlim()[0], front[0][1])]
    for (x, y), (_, after) in pairwise([*front, (0.0, axes.get_ylim()[0])]):
        corners += [(x, y), (x, after)]
    drawn = in_points(axes, unit)(corners)
    return [
        Box(min(x0, x1) - 1, min(y0, y1) - 1, max(x0, x1) + 1, max(y0, y1) + 1)
        for (x0, y0), (x1, y1) in pairwise(drawn)
    ]
