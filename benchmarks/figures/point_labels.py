"""Write the names of points into a plot, near them, over nothing else."""

from collections.abc import Callable, Sequence

from matplotlib.axes import Axes

from leakbench.benchmarks.figures.placement import Box, leader, place_labels
from leakbench.benchmarks.figures.style import INK

LABEL_POINTS = 7.5
MARKER_POINTS = 6.0
_NO_OBSTACLES: tuple[Box, ...] = ()

Drawn = Callable[[Sequence[tuple[float, float]]], list[tuple[float, float]]]


def in_points(axes: Axes, unit: float) -> Drawn:
    """A function from data to points of 1/72 inch, given the dots of a point."""

    def drawn(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        found = axes.transData.transform(list(places)) / unit
        return [(float(x), float(y)) for x, y in found]

    return drawn


def name_points(
    axes: Axes,
    names: Sequence[str],
    places: Sequence[tuple[float, float]],
    unit: float,
    obstacles: Sequence[Box] = _NO_OBSTACLES,
) -> None:
    """Write a name at each point, with a leading line where it stands apart.

    Args:
        axes: Laid out for good: names keep their places in it at any resolution.
        names: One a point.
        places: The points, in data.
        unit: Dots of a point of 1/72 inch.
        obstacles: What names keep off, in points.
    """
    if not names:
        return
    spots = in_points(axes, unit)(places)
    texts = [axes.text(0, 0, name, transform=None, ha="center", va="center") for name in names]
    for text in texts:
        text.set(fontsize=LABEL_POINTS, color=INK, zorder=4)
    boxes = [text.get_window_extent() for text in texts]
    view = axes.get_window_extent()
    chosen = place_labels(
        spots,
        [(box.width / unit + 5, box.height / unit + 1) for box in boxes],
        Box(*(edge / unit for edge in (view.x0, view.y0, view.x1, view.y1))),
        gap=MARKER_POINTS / 2 + 2,
        obstacles=obstacles,
    )
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
            (line,) = axes.plot(ends[:, 0], ends[:, 1], transform=axes.transAxes)
            line.set(color="#BBBBBB", linewidth=0.7, zorder=2)
