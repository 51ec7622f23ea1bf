"""The plot of real scores against generated ones: a panel for each label of each real corpus."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MultipleLocator

from leakbench.benchmarks.figure import COLOURS, FAINT, INK, SOFT, styled
from leakbench.benchmarks.placement import Box, leader, place_labels

PANEL = (3.9, 3.9)  # inches
MAX_COLUMNS = 3
MARKER_POINTS = 6.5


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
class ScatterPanel:
    """A label of a real corpus: what stands above its plot, and the points in it."""

    title: str
    subtitle: str
    points: tuple[Scored, ...]


def draw_scatter(panels: Sequence[ScatterPanel], note: str = "") -> Figure:
    """Draw all panels with common axes from 0 to 1.

    Args:
        panels: At least one.
        note: A line under the figure.

    Returns:
        The figure; whoever saves it does so under ``styled()`` too.
    """
    columns = min(len(panels), MAX_COLUMNS)
    rows = ceil(len(panels) / columns)
    with styled():
        layout = ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08, wspace=0.04, hspace=0.06)
        figure = Figure(figsize=(PANEL[0] * columns, PANEL[1] * rows + 0.3), layout=layout)
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flatten()
        for axes, panel in zip(grid, panels, strict=False):
            _frame(axes, panel)
        for index, axes in enumerate(grid):
            axes.set_visible(index < len(panels))
            axes.tick_params(labelbottom=index + columns >= len(panels), labelleft=True)
        figure.supxlabel("strict F1 on generated text", fontsize=9.5)
        figure.supylabel("strict F1 on real text", fontsize=9.5)
        if note:
            figure.text(0.995, 0.002, note, fontsize=6.5, color=SOFT, ha="right", va="bottom")
        figure.draw_without_rendering()  # settles the layout, on which places of names depend
        figure.set_layout_engine("none")
        for axes, panel in zip(grid, panels, strict=False):
            _name(axes, panel, figure.dpi / 72)
    return figure


def _frame(axes: Axes, panel: ScatterPanel) -> None:
    axes.set_xlim(-0.03, 1.03)
    axes.set_ylim(-0.03, 1.03)
    axes.set_aspect("equal")
    axes.xaxis.set_major_locator(MultipleLocator(0.2))
    axes.yaxis.set_major_locator(MultipleLocator(0.2))
    axes.grid(color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.plot([0, 1], [0, 1], color=SOFT, linewidth=0.7, linestyle=(0, (4, 3)), zorder=1)
    for point in panel.points:
        colour = COLOURS[1] if point.trained else COLOURS[0]
        axes.plot(
            point.generated,
            point.real,
            "s" if point.trained else "o",
            color=colour,
            alpha=1.0 if point.named else 0.4,
            markersize=MARKER_POINTS if point.named else MARKER_POINTS / 2,
            markeredgecolor="white",
            markeredgewidth=0.7,
            zorder=3 if point.named else 2,
            clip_on=False,
        )
    axes.set_title(panel.title, loc="left", fontsize=10.5, fontweight="bold", pad=30)
    axes.annotate(
        panel.subtitle,
        (0, 1),
        (0, 7),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=7.5,
        color=SOFT,
    )


def _name(axes: Axes, panel: ScatterPanel, unit: float) -> None:
    named = [point for point in panel.points if point.named]
    if not named:
        return
    spots = axes.transData.transform([(point.generated, point.real) for point in named]) / unit
    texts = [
        axes.text(0, 0, point.detector, fontsize=8, color=INK, ha="center", va="center", zorder=4)
        for point in named
    ]
    boxes = [text.get_window_extent() for text in texts]
    view = axes.get_window_extent()
    chosen = place_labels(
        [(float(x), float(y)) for x, y in spots],
        [(box.width / unit + 2, box.height / unit + 1) for box in boxes],
        Box(*(edge / unit for edge in (view.x0, view.y0, view.x1, view.y1))),
        gap=MARKER_POINTS / 2 + 1,
    )
    inverse = axes.transAxes.inverted()
    for text, box, spot in zip(texts, chosen, spots, strict=True):
        middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
        # In fractions of the axes the place holds at any resolution that the figure is saved in.
        text.set_transform(axes.transAxes)
        x, y = inverse.transform([edge * unit for edge in middle])
        text.set_position((float(x), float(y)))
        near = leader(box, (float(spot[0]), float(spot[1])))
        if abs(near[0] - spot[0]) + abs(near[1] - spot[1]) > MARKER_POINTS + 4:
            ends = inverse.transform([[edge * unit for edge in end] for end in (spot, near)])
            axes.plot(*ends.T, transform=axes.transAxes, color=SOFT, linewidth=0.5, zorder=1.5)
