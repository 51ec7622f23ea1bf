"""The plot of real scores against generated ones: a panel for each label of each real corpus."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MultipleLocator

from leakbench.benchmarks.figures.placement import Box
from leakbench.benchmarks.figures.point_labels import MARKER_POINTS, in_points, name_points
from leakbench.benchmarks.figures.style import (
    COLOURS,
    INCHES,
    SOFT,
    Language,
    Width,
    plain_frame,
    styled,
    word,
)

TITLE_INCHES = 0.45
NOTE_INCHES = 0.2


@dataclass(frozen=True, slots=True)
class Scored:
    """A detector in a panel.

    Attributes:
        detector: Its name.
        generated: Its score on generated text.
        real: Its score on real text.
        trained: Whether it learnt from generated text.
        named: Whether its name is written; unions are dots.
    """

    detector: str
    generated: float
    real: float
    trained: bool
    named: bool


@dataclass(frozen=True, slots=True)
class AgreementPanel:
    """A label of a real corpus: what stands above its plot, and the points in it."""

    title: str
    subtitle: str
    points: tuple[Scored, ...]


def draw_agreement(
    panels: Sequence[AgreementPanel],
    note: str = "",
    *,
    width: Width = "double",
    language: Language = "en",
) -> Figure:
    """Draw all panels with common axes from 0 to 1.

    Args:
        panels: At least one.
        note: A line under the figure.
        width: Of the figure.
        language: Of the axes.

    Returns:
        The figure; whoever saves it does so under ``styled()`` too.
    """
    columns = min(len(panels), 2) if width == "double" else 1
    rows = ceil(len(panels) / columns)
    side = INCHES[width] / max(columns, 2 if width == "double" else 1)
    with styled(language):
        below = NOTE_INCHES if note else 0.0
        height = rows * (side + TITLE_INCHES) + 0.3 + below
        free = (0, below / height, 1, 1 - below / height)
        layout = ConstrainedLayoutEngine(w_pad=0.05, h_pad=0.06, rect=free)
        figure = Figure(figsize=(INCHES[width], height), layout=layout)
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flatten()
        for index, (axes, panel) in enumerate(zip(grid, panels, strict=False)):
            _frame(axes, panel)
            lowest = index + columns >= len(panels)
            axes.tick_params(labelbottom=lowest, labelleft=True)
            if lowest:
                axes.set_xlabel(f"{word('f1', language)}, {word('synthetic', language)}")
            if index % columns == 0:
                axes.set_ylabel(f"{word('f1', language)}, {word('real', language)}")
        for axes in grid[len(panels) :]:
            axes.set_visible(False)
        if note:
            figure.text(0.01, 0.03 / height, note, fontsize=6, color=SOFT, va="bottom")
        figure.draw_without_rendering()  # settles the layout, on which places of names depend
        figure.set_layout_engine("none")
        for axes, panel in zip(grid, panels, strict=False):
            named = [point for point in panel.points if point.named]
            places = [(point.generated, point.real) for point in named]
            unit = figure.dpi / 72
            others = [(one.generated, one.real) for one in panel.points if not one.named]
            dots = [Box(x - 2, y - 2, x + 2, y + 2) for x, y in _spots(axes, others, unit)]
            name_points(axes, [point.detector for point in named], places, unit, dots)
    return figure


def _spots(
    axes: Axes, places: Sequence[tuple[float, float]], unit: float
) -> list[tuple[float, float]]:
    return in_points(axes, unit)(places) if places else []


def _frame(axes: Axes, panel: AgreementPanel) -> None:
    axes.set_xlim(-0.03, 1.03)
    axes.set_ylim(-0.03, 1.03)
    axes.set_box_aspect(1)
    axes.xaxis.set_major_locator(MultipleLocator(0.2))
    axes.yaxis.set_major_locator(MultipleLocator(0.2))
    plain_frame(axes, panel.title, panel.subtitle)
    axes.plot([0, 1], [0, 1], color=SOFT, linewidth=0.7, linestyle=(0, (4, 3)), zorder=1)
    for point in panel.points:
        axes.plot(
            point.generated,
            point.real,
            "s" if point.trained else "o",
            color=COLOURS[1] if point.trained else COLOURS[0],
            alpha=1.0 if point.named else 0.4,
            markersize=MARKER_POINTS if point.named else MARKER_POINTS / 2,
            markeredgecolor="white",
            markeredgewidth=0.7,
            zorder=3 if point.named else 2,
            clip_on=False,
        )
