"""The plot of a score against speed or cost: a panel for each corpus, one look a detector."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log10
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, LogLocator, MultipleLocator, NullFormatter

from leakbench.benchmarks.figures.identities import identities
from leakbench.benchmarks.figures.pareto_front import pareto_front
from leakbench.benchmarks.figures.point_labels import (
    ABREAST,
    Named,
    Plots,
    in_points,
    lay_out,
)
from leakbench.benchmarks.figures.rectangles import Box
from leakbench.benchmarks.figures.style import (
    INCHES,
    SOFT,
    Language,
    Width,
    plain_frame,
    styled,
    word,
)

SHADE, EDGE = "#F3F6F9", "#9DB0C1"  # what somebody beats in both, and its border
SHAPE = 0.68  # height of a panel by its width
NOTE_INCHES = 0.17


class Trade(NamedTuple):
    """What is weighed against what, each a word of ``words.toml``.

    Attributes:
        across: What costs or hurries.
        up: The score.
        cheap: Whether less of the first is better; it then falls from left to right.
    """

    across: str
    up: str
    cheap: bool


SPEED: Final = Trade("rate", "recall", cheap=False)
COST: Final = Trade("core_hours", "f1", cheap=True)
PRICE: Final = Trade("price", "f1", cheap=True)


@dataclass(frozen=True, slots=True)
class Point:
    """A detector in a panel.

    Attributes:
        detector: Its name, which its look follows from.
        label: What is written at it.
        x: Its speed or cost.
        y: Its score.
        ours: Whether it is of this house, and has no part in the border.
    """

    detector: str
    label: str
    x: float
    y: float
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A corpus: what stands above its plot, and the points in it."""

    title: str
    subtitle: str
    points: tuple[Point, ...]


def draw(
    panels: Sequence[Panel],
    note: str = "",
    *,
    trade: Trade = SPEED,
    width: Width = "double",
    language: Language = "en",
) -> Figure:
    """Draw all panels with common axes; what is better stands right and above.

    Args:
        panels: At least one, each with at least one point.
        note: A line under the figure.
        trade: What the axes are.
        width: Of the figure; in a single column one panel stands under the other.
        language: Of the axes.

    Returns:
        The figure; whoever saves it does so under ``styled`` too.
    """
    looks = identities(point.detector for panel in panels for point in panel.points)
    bottom = NOTE_INCHES if note else 0.0
    columns = min(len(panels), 1 if width == "single" else 2)
    rows = ceil(len(panels) / columns)

    def build(room: float) -> tuple[Figure, Plots]:
        each = INCHES[width] / max(columns, 2 if width == "double" else 1) * SHAPE + 0.25
        below = bottom + room
        height = each * rows + 0.3 + below
        layout = ConstrainedLayoutEngine(
            w_pad=0.05,
            h_pad=0.05,
            wspace=0.03,
            hspace=0.05,
            rect=(0, below / height, 1, 1 - below / height),
        )
        figure = Figure(figsize=(INCHES[width], height), layout=layout)
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
        # Where no place is free, columns are filled first: tables in the first, texts beside them.
        full = len(panels) == rows * columns
        grid = grid.T.flatten() if full else grid.flatten()
        limits = _limits(panels, cheap=trade.cheap)
        for axes, panel in zip(grid, panels, strict=False):
            _frame(axes, panel, limits)
        for axes in grid[len(panels) :]:
            axes.set_visible(False)
        for index, axes in enumerate(grid[: len(panels)]):
            spec = axes.get_subplotspec()
            lowest = spec.is_last_row() if full else index + columns >= len(panels)
            axes.tick_params(labelbottom=lowest, labelleft=True)
            if lowest:
                axes.set_xlabel(word(trade.across, language))
            if spec.is_first_col():
                axes.set_ylabel(word(trade.up, language))
        if note:
            figure.text(0.01, 0.03 / height, note, fontsize=6, color=SOFT, va="bottom", wrap=True)
        figure.draw_without_rendering()  # settles the layout, on which places of labels depend
        figure.set_layout_engine("none")
        plots: Plots = []
        for axes, panel in zip(grid, panels, strict=False):
            front = border(panel, cheap=trade.cheap)
            _shade(axes, front)
            marks = [
                Named(point.label, looks[point.detector], (point.x, point.y))
                for point in panel.points
            ]
            plots.append((axes, marks, _front_boxes(axes, front, figure.dpi / 72)))
        return figure, plots

    with styled(language):
        return lay_out(build, ABREAST[width], bottom)


def border(panel: Panel, *, cheap: bool) -> list[tuple[float, float]]:
    """Those of the ranked whom nobody ranked beats in both, the best score first."""
    points = [(point.x, point.y) for point in panel.points if not point.ours]
    ways = [(-x if cheap else x, y) for x, y in points]
    return [points[index] for index in pareto_front(ways)]


def _limits(panels: Sequence[Panel], *, cheap: bool) -> tuple[float, float]:
    logs = [log10(point.x) for panel in panels for point in panel.points]
    # Names stand right of their points by preference, so there is more room on that side.
    if cheap:
        return 10 ** (max(logs) + 0.4), 10 ** (min(logs) - 0.8)
    return 10 ** (min(logs) - 0.4), 10 ** (max(logs) + 0.8)


def _frame(axes: Axes, panel: Panel, limits: tuple[float, float]) -> None:
    axes.set_xscale("log")
    axes.set_xlim(*limits)
    axes.set_ylim(-0.04, 1.04)
    axes.xaxis.set_major_locator(LogLocator(numticks=12))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:,.10g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_major_locator(MultipleLocator(0.2))
    plain_frame(axes, panel.title, panel.subtitle)


def _shade(axes: Axes, front: Sequence[tuple[float, float]]) -> None:
    if not front:
        return
    low, _high = axes.get_xlim()
    floor_, _ceiling = axes.get_ylim()
    across = [low, *(x for x, _ in front), front[-1][0]]
    heights = [front[0][1], *(y for _, y in front), floor_]
    axes.fill_between(across, heights, floor_, step="pre", color=SHADE, linewidth=0, zorder=0.5)
    axes.plot(across, heights, drawstyle="steps-pre", color=EDGE, linewidth=1, zorder=1.5)


def _front_boxes(axes: Axes, front: Sequence[tuple[float, float]], unit: float) -> list[Box]:
    """The border of what is dominated, as thin boxes in points that labels keep off."""
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
