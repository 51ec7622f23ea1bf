"""Draw marks in a plot so that each is seen, and write their names near them, over nothing else."""

from collections.abc import Callable, Sequence
from math import ceil, hypot
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from leakbench.benchmarks.figures.dodging import apart
from leakbench.benchmarks.figures.identities import Identity
from leakbench.benchmarks.figures.placement import place_labels
from leakbench.benchmarks.figures.rectangles import Box
from leakbench.benchmarks.figures.style import INK, LEGEND_LINE, SOFT, Width, mark_of

LABEL_POINTS = 7.0
MARKER_POINTS = 6.0
ABREAST: Final[dict[Width, int]] = {"single": 3, "double": 6}  # names in a line of the legend
_NO_OBSTACLES: tuple[Box, ...] = ()

Drawn = Callable[[Sequence[tuple[float, float]]], list[tuple[float, float]]]


class Named(NamedTuple):
    """A mark and its name.

    Attributes:
        name: Whose it is; written at it.
        look: Its colour and mark.
        at: Where it stands, in data.
        note: What is written after the name.
    """

    name: str
    look: Identity
    at: tuple[float, float]
    note: str = ""


Plots = list[tuple[Axes, Sequence[Named], Sequence[Box]]]
Build = Callable[[float], tuple[Figure, Plots]]


def in_points(axes: Axes, unit: float) -> Drawn:
    """A function from data to points of 1/72 inch, given the dots of a point."""

    def drawn(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        if not places:
            return []
        found = axes.transData.transform(list(places)) / unit
        return [(float(x), float(y)) for x, y in found]

    return drawn


def draw_named(
    axes: Axes, marks: Sequence[Named], unit: float, obstacles: Sequence[Box] = _NO_OBSTACLES
) -> list[Named]:
    """Draw marks and names; a mark that would hide another stands beside its place, tied to it.

    Args:
        axes: Laid out for good: names keep their places in it at any resolution.
        marks: What is drawn.
        unit: Dots of a point of 1/72 inch.
        obstacles: What names keep off if they can, in points.

    Returns:
        Those near which there is no room for a name: a legend is to tell them.
    """
    inverse = axes.transAxes.inverted()

    def inside(*places: tuple[float, float]) -> list[tuple[float, float]]:
        # In fractions of the axes a place holds at any resolution that the figure is saved in.
        found = inverse.transform([[edge * unit for edge in place] for place in places])
        return [(float(x), float(y)) for x, y in found]

    def tie(start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
        (x, y), (to_x, to_y) = inside(start, end)
        (line,) = axes.plot([x, to_x], [y, to_y], transform=axes.transAxes, clip_on=False)
        line.set(color=colour, linewidth=0.7, zorder=2)

    true = in_points(axes, unit)([mark.at for mark in marks])
    spots = apart(true, MARKER_POINTS + 1)
    for mark, spot, place in zip(marks, spots, true, strict=True):
        ((x, y),) = inside(spot)
        (drawn,) = axes.plot([x], [y], transform=axes.transAxes, clip_on=False, zorder=3)
        drawn.set(label=mark.name, linestyle="", **mark_of(mark.look, MARKER_POINTS))
        if hypot(spot[0] - place[0], spot[1] - place[1]) > 0.5:
            tie(place, spot, SOFT)
    texts = [axes.text(0, 0, mark.name + mark.note, ha="center", va="center") for mark in marks]
    for text in texts:
        text.set(fontsize=LABEL_POINTS, color=INK, zorder=4, transform=None)
    boxes = [text.get_window_extent() for text in texts]
    view = axes.get_window_extent()
    chosen = place_labels(
        spots,
        [(box.width / unit + 4, box.height / unit + 1) for box in boxes],
        Box(*(edge / unit for edge in (view.x0, view.y0, view.x1, view.y1))),
        gap=MARKER_POINTS / 2 + 1,
        obstacles=obstacles,
    )
    for text, label, spot in zip(texts, chosen, spots, strict=True):
        if label is None:
            text.remove()
            continue
        box = label.box
        text.set_transform(axes.transAxes)
        text.set_position(*inside(((box.left + box.right) / 2, (box.bottom + box.top) / 2)))
        if label.near is not None:
            tie(spot, label.near, "#BBBBBB")
    return [mark for mark, label in zip(marks, chosen, strict=True) if label is None]


def lay_out(build: Build, columns: int, bottom: float) -> Figure:
    """Make a figure of named marks, under it a legend of those for whose names there is no room.

    Args:
        build: Makes the figure without marks, laid out, with so many inches free for a legend; and
            says what each of its plots is to show.
        columns: Names in a line of the legend.
        bottom: Inches that stay free under the legend.
    """
    figure, unnamed = _filled(build, 0.0)
    if unnamed:
        lines = ceil(len({mark.name for mark in unnamed}) / columns)
        figure, unnamed = _filled(build, lines * LEGEND_LINE + 0.12)
        _tell(figure, unnamed, columns, bottom)
    return figure


def _filled(build: Build, room: float) -> tuple[Figure, list[Named]]:
    figure, plots = build(room)
    unit = figure.dpi / 72
    return figure, [
        mark
        for axes, marks, obstacles in plots
        for mark in draw_named(axes, marks, unit, obstacles)
    ]


def _tell(figure: Figure, unnamed: Sequence[Named], columns: int, bottom: float) -> None:
    """Put a legend under a figure."""
    looks = {mark.name + mark.note: mark.look for mark in sorted(unnamed)}
    handles = [
        Line2D([], [], linestyle="", label=name, **mark_of(look, MARKER_POINTS))
        for name, look in looks.items()
    ]
    figure.legend(
        handles=handles,
        loc="lower center",
        bbox_to_anchor=(0.5, bottom / figure.get_figheight()),
        ncols=min(columns, len(handles)),
        frameon=False,
        borderaxespad=0.2,
        columnspacing=1.0,
        handletextpad=0.2,
    )
