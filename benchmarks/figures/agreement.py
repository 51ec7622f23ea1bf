"""The plot of real scores against generated ones: a panel for each label of each real corpus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MultipleLocator

from leakbench.benchmarks.figures.identities import Identity, identities
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
    plain_frame,
    styled,
    word,
)

TITLE_INCHES = 0.45
NOTE_INCHES = 0.2
TRAINED = "*"  # stands behind who learnt from generated text
UNION = "#9A9A9A"


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
    language: Language = "en",
) -> Figure:
    """Draw all panels with common axes from 0 to 1, two abreast across two columns.

    Args:
        panels: At least one.
        note: A line under the figure.
        language: Of the axes.

    Returns:
        The figure; whoever saves it does so under ``styled()`` too.
    """
    columns = min(len(panels), 2)
    rows = ceil(len(panels) / columns)
    side = INCHES["double"] / 2
    looks = identities(point.detector for panel in panels for point in panel.points)
    bottom = NOTE_INCHES if note else 0.0

    def build(room: float) -> tuple[Figure, Plots]:
        height = rows * (side + TITLE_INCHES) + 0.3 + bottom + room
        free = (0, (bottom + room) / height, 1, 1 - (bottom + room) / height)
        layout = ConstrainedLayoutEngine(w_pad=0.05, h_pad=0.06, rect=free)
        figure = Figure(figsize=(INCHES["double"], height), layout=layout)
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flatten()
        for index, (axes, panel) in enumerate(zip(grid, panels, strict=False)):
            _frame(axes, panel)
            lowest = index + columns >= len(panels)
            axes.tick_params(labelbottom=lowest, labelleft=True)
            if lowest:
                axes.set_xlabel(f"{word('f1', language)}, {word('generated_text', language)}")
            if index % columns == 0:
                axes.set_ylabel(f"{word('f1', language)}, {word('real', language)}")
        for axes in grid[len(panels) :]:
            axes.set_visible(False)
        if note:
            figure.text(0.01, 0.03 / height, note, fontsize=6, color=SOFT, va="bottom")
        figure.draw_without_rendering()  # settles the layout, on which places of names depend
        figure.set_layout_engine("none")
        unit = figure.dpi / 72
        plots: Plots = []
        for axes, panel in zip(grid, panels, strict=False):
            unions = [(one.generated, one.real) for one in panel.points if not one.named]
            dots = [Box(x - 2, y - 2, x + 2, y + 2) for x, y in in_points(axes, unit)(unions)]
            plots.append((axes, _marks(panel, looks), dots))
        return figure, plots

    with styled(language):
        return lay_out(build, ABREAST["double"], bottom)


def _marks(panel: AgreementPanel, looks: Mapping[str, Identity]) -> list[Named]:
    """Everybody who is named, those with the same two scores as one."""
    together: dict[tuple[float, float], list[Scored]] = {}
    for point in panel.points:
        if point.named:
            together.setdefault((point.generated, point.real), []).append(point)
    return [
        Named(
            "\n".join(one.detector + TRAINED * one.trained for one in some),
            looks[some[0].detector],
            at,
        )
        for at, some in together.items()
    ]


def _frame(axes: Axes, panel: AgreementPanel) -> None:
    axes.set_xlim(-0.05, 1.05)
    axes.set_ylim(-0.05, 1.05)
    axes.set_box_aspect(1)
    axes.xaxis.set_major_locator(MultipleLocator(0.2))
    axes.yaxis.set_major_locator(MultipleLocator(0.2))
    plain_frame(axes, panel.title, panel.subtitle)
    axes.plot([0, 1], [0, 1], color=SOFT, linewidth=0.7, linestyle=(0, (4, 3)), zorder=1)
    for point in panel.points:
        if not point.named:
            axes.plot(point.generated, point.real, ".", color=UNION, markersize=3, zorder=2)
