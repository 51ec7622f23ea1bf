"""Dots with intervals beside a line at nothing: a difference of every detector, by panels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator

from leakbench.benchmarks.figures.identities import Identity, identities
from leakbench.benchmarks.figures.style import (
    INCHES,
    SOFT,
    Language,
    mark_of,
    plain_frame,
    styled,
    word,
)

DOT_INCHES = 0.17
FRAME_INCHES = 0.45  # a title and ticks
AXIS_INCHES = 0.2  # its name
NOTE_INCHES = 0.2
MARKER_POINTS = 5.0
TRAINED = "*"  # stands behind who learnt from generated text


@dataclass(frozen=True, slots=True)
class Dot:
    """A detector's difference with its interval; ``trained`` if it learnt from generated text."""

    detector: str
    value: float
    low: float
    high: float
    trained: bool


@dataclass(frozen=True, slots=True)
class DotPanel:
    """What is compared, and its dots, the first on top."""

    title: str
    dots: tuple[Dot, ...]


def draw_dots(
    panels: Sequence[DotPanel],
    measure: str,
    note: str = "",
    *,
    language: Language = "en",
) -> Figure:
    """Draw panels with one axis of differences, two abreast across two columns.

    Args:
        panels: At least one, each with dots.
        measure: A word for what differs.
        note: A line under the figure.
        language: Of the axis.

    Returns:
        The figure; whoever saves it does so under ``styled()`` too.
    """
    looks = identities(dot.detector for panel in panels for dot in panel.dots)
    columns = min(len(panels), 2)
    rows = ceil(len(panels) / columns)
    lines = [
        max(len(panel.dots) for panel in panels[row * columns : (row + 1) * columns])
        for row in range(rows)
    ]
    height = sum(lines) * DOT_INCHES + rows * FRAME_INCHES + AXIS_INCHES
    below = NOTE_INCHES if note else 0.0
    height += below
    with styled(language):
        free = (0, below / height, 1, 1 - below / height)
        layout = ConstrainedLayoutEngine(w_pad=0.05, h_pad=0.05, rect=free)
        figure = Figure(figsize=(INCHES["double"], height), layout=layout)
        grid = figure.subplots(
            rows, columns, sharex=True, squeeze=False, gridspec_kw={"height_ratios": lines}
        ).flatten()
        for axes in grid[len(panels) :]:
            axes.set_visible(False)
        for index, (axes, panel) in enumerate(zip(grid, panels, strict=False)):
            _frame(axes, panel, lines[index // columns], looks)
            if index + columns >= len(panels):
                axes.set_xlabel(word(measure, language))
        if note:
            figure.text(0.01, 0.03 / height, note, fontsize=6, color=SOFT, va="bottom")
    return figure


def _frame(axes: Axes, panel: DotPanel, lines: int, looks: Mapping[str, Identity]) -> None:
    """A panel of so many lines, the lowest of which may be empty."""
    plain_frame(axes, panel.title)
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.axvline(0, color=SOFT, linewidth=0.8, zorder=1)
    axes.set_ylim(lines - 0.5, -0.5)
    axes.set_yticks(
        range(len(panel.dots)), [dot.detector + TRAINED * dot.trained for dot in panel.dots]
    )
    axes.tick_params(labelbottom=True)
    for at, dot in enumerate(panel.dots):
        look = looks[dot.detector]
        axes.plot([dot.low, dot.high], [at, at], color=look.colour, linewidth=1.1, zorder=2)
        axes.plot(dot.value, at, linestyle="", zorder=3, **mark_of(look, MARKER_POINTS))
