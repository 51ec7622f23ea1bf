"""The plot of recall against throughput: a panel for each corpus, one style for each detector."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log10
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font_names
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, LogLocator, MultipleLocator, NullFormatter

from leakbench.benchmarks.pareto import pareto_front
from leakbench.benchmarks.placement import Box, leader, place_labels
from leakbench.generator.datasets.outputs import replacing

# Okabe and Ito's palette without its yellow, which is faint on white; the markers tell apart what
# colours do not, on paper and for everyone.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "p", "<", ">", "h", "*", "d")
INK, SOFT, FAINT = "#222222", "#6B6B6B", "#E4E4E4"
SHADE, EDGE = "#F3F6F9", "#9DB0C1"  # what somebody beats in both, and its border
CJK_FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
)
MARKER_POINTS = 7.5
PANEL = (4.7, 4.0)  # inches
MAX_COLUMNS = 3
DPI = 200
# Neither the day nor the version of matplotlib: the same results give the same file.
_METADATA: dict[str, dict[str, str | None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


@dataclass(frozen=True, slots=True)
class Point:
    """A detector in a panel."""

    detector: str
    label: str
    mb_per_s: float
    recall: float


@dataclass(frozen=True, slots=True)
class Panel:
    """A corpus: what stands above its plot, and the points in it."""

    title: str
    subtitle: str
    points: tuple[Point, ...]


def styled() -> AbstractContextManager[None]:
    """Matplotlib's settings for every figure; fonts are embedded whole, so that PDF finds words."""
    found = set(get_font_names())
    return rc_context(
        {
            "font.family": ["DejaVu Sans", *(name for name in CJK_FONTS if name in found)],
            "font.size": 9,
            "pdf.fonttype": 42,
            "ps.fonttype": 42,
            "svg.fonttype": "path",
            "svg.hashsalt": "leakbench",
            "axes.edgecolor": SOFT,
            "axes.linewidth": 0.8,
            "text.color": INK,
            "axes.labelcolor": INK,
            "xtick.color": SOFT,
            "ytick.color": SOFT,
        }
    )


def save(figure: Figure, out: Path, name: str) -> list[Path]:
    """Save a figure as PNG, SVG and PDF; the files written."""
    written = []
    for form, metadata in _METADATA.items():
        path = out / f"{name}.{form}"
        with styled(), replacing(path) as temporary:
            figure.savefig(temporary, format=form, dpi=DPI, metadata=metadata)
        written.append(path)
    return written


def draw(panels: Sequence[Panel], note: str = "") -> Figure:
    """Draw all panels with common axes.

    Args:
        panels: At least one, each with at least one point.
        note: A line under the figure.

    Returns:
        The figure; whoever saves it does so under ``styled()`` too.
    """
    names = sorted({point.detector for panel in panels for point in panel.points})
    looks = {
        name: (COLOURS[index % len(COLOURS)], MARKERS[index % len(MARKERS)])
        for index, name in enumerate(names)
    }
    columns = min(len(panels), 2 if len(panels) == 4 else MAX_COLUMNS)
    rows = ceil(len(panels) / columns)
    with styled():
        layout = ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08, wspace=0.04, hspace=0.06)
        figure = Figure(figsize=(PANEL[0] * columns, PANEL[1] * rows + 0.3), layout=layout)
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flatten()
        limits = _limits(panels)
        for axes, panel in zip(grid, panels, strict=False):
            _frame(axes, panel, limits)
        for axes in grid[len(panels) :]:
            axes.set_visible(False)
        for index, axes in enumerate(grid[: len(panels)]):
            axes.tick_params(labelbottom=index + columns >= len(panels), labelleft=True)
        figure.supxlabel("throughput of one process, MB/s of UTF-8 text (log scale)", fontsize=9.5)
        figure.supylabel("strict recall", fontsize=9.5)
        if note:
            figure.text(0.995, 0.002, note, fontsize=6.5, color=SOFT, ha="right", va="bottom")
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
    axes.grid(which="major", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(which="both", length=0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
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


def _fill(axes: Axes, panel: Panel, looks: Mapping[str, tuple[str, str]], unit: float) -> None:
    points = [(point.mb_per_s, point.recall) for point in panel.points]
    front = [points[index] for index in pareto_front(points)]
    low, _high = axes.get_xlim()
    floor_, _ceiling = axes.get_ylim()
    across = [low, *(x for x, _ in front), front[-1][0]]
    heights = [front[0][1], *(y for _, y in front), floor_]
    axes.fill_between(across, heights, floor_, step="pre", color=SHADE, linewidth=0, zorder=0.5)
    axes.plot(across, heights, drawstyle="steps-pre", color=EDGE, linewidth=1, zorder=1.5)
    for point in panel.points:
        colour, marker = looks[point.detector]
        axes.plot(
            point.mb_per_s,
            point.recall,
            marker,
            color=colour,
            markersize=MARKER_POINTS,
            markeredgecolor="white",
            markeredgewidth=0.9,
            zorder=3,
            clip_on=False,
        )
    _name(axes, panel, unit)


def _name(axes: Axes, panel: Panel, unit: float) -> None:
    places = axes.transData.transform([(point.mb_per_s, point.recall) for point in panel.points])
    texts = [
        axes.text(
            0,
            0,
            point.label,
            transform=None,
            fontsize=9,
            color=INK,
            ha="center",
            va="center",
            zorder=4,
        )
        for point in panel.points
    ]
    boxes = [text.get_window_extent() for text in texts]
    sizes = [(box.width / unit + 2, box.height / unit + 1) for box in boxes]
    view = axes.get_window_extent()
    frame = Box(*(edge / unit for edge in (view.x0, view.y0, view.x1, view.y1)))
    spots = [(x / unit, y / unit) for x, y in places]
    lines = _front_boxes(axes, panel, unit)
    chosen = place_labels(spots, sizes, frame, gap=MARKER_POINTS / 2 + 2, obstacles=lines)
    inverse = axes.transAxes.inverted()
    for text, box, spot in zip(texts, chosen, spots, strict=True):
        middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
        # In fractions of the axes the place holds at any resolution that the figure is saved in.
        text.set_transform(axes.transAxes)
        x, y = inverse.transform([edge * unit for edge in middle])
        text.set_position((float(x), float(y)))
        near = leader(box, spot)
        if abs(near[0] - spot[0]) + abs(near[1] - spot[1]) > MARKER_POINTS + 4:
            ends = inverse.transform([[edge * unit for edge in end] for end in (spot, near)])
            axes.plot(
                ends[:, 0],
                ends[:, 1],
                transform=axes.transAxes,
                color="#BBBBBB",
                linewidth=0.7,
                zorder=2,
            )


def _front_boxes(axes: Axes, panel: Panel, unit: float) -> list[Box]:
    """The border of what is dominated, as thin boxes in points that labels keep off."""
    points = [(point.mb_per_s, point.recall) for point in panel.points]
    front = [points[index] for index in pareto_front(points)]
    corners = [(axes.get_xlim()[0], front[0][1])]
    for (x, y), (_, after) in pairwise([*front, (0.0, axes.get_ylim()[0])]):
        corners += [(x, y), (x, after)]
    drawn = [(x / unit, y / unit) for x, y in axes.transData.transform(corners)]
    return [
        Box(min(x0, x1) - 1, min(y0, y1) - 1, max(x0, x1) + 1, max(y0, y1) + 1)
        for (x0, y0), (x1, y1) in pairwise(drawn)
    ]
