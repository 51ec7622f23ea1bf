"""Where to write the names of points so that no two overlap: greedy, over places around each."""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, hypot, pi, sin
from typing import NamedTuple

# Of a half turn: right, above, below, left come first, then what lies between them.
ANGLES = (0.0, 0.5, -0.5, 1.0, *(step / 8 for step in range(-7, 8) if step % 4))
DISTANCES = (0.0, 6.0, 12.0, 18.0, 26.0, 36.0, 48.0)
OUTSIDE = 10.0  # what a lost bit of a label costs, against a bit of a line or marker hidden
WRITTEN_OVER = 10.0  # what two labels over each other cost, against the same
CROSSED = 20.0  # what a leading line through another marker or line costs, in square points

Line = tuple[tuple[float, float], tuple[float, float]]


class Box(NamedTuple):
    """A rectangle: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: "Box") -> float:
        """The area that both share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(0.0, width) * max(0.0, height)

    @property
    def area(self) -> float:
        """Width times height."""
        return (self.right - self.left) * (self.top - self.bottom)


def place_labels(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    frame: Box,
    *,
    gap: float,
    obstacles: Sequence[Box] = (),
) -> list[Box]:
    """Choose a box for the label of each point.

    Args:
        points: Positions, in any unit of length that is the same both ways.
        sizes: Width and height of each label.
        frame: What no label leaves, if that is possible.
        gap: Half the size of a marker, with the space around it.
        obstacles: What else is not to be covered.

    Returns:
        One box a point. Labels overlap neither each other nor any marker where there is room.
    """
    markers = [_around(point, gap) for point in points]
    chosen: dict[int, Box] = {}
    # Who has the nearest neighbours has the least choice, and goes first.
    for index in sorted(range(len(points)), key=lambda one: _nearest(points, one)):
        blocked = [*markers, *obstacles]
        lines = [(points[other], leader(placed, points[other])) for other, placed in chosen.items()]
        rivals = [point for other, point in enumerate(points) if other != index]
        boxes = list(_candidates(points[index], sizes[index], gap))
        costs = [
            _covered(box, blocked, frame)
            + WRITTEN_OVER * sum(box.overlap(other) for other in chosen.values())
            + _mistaken(box, points[index], rivals, chosen.values(), gap)
            + CROSSED * _crossings((points[index], leader(box, points[index])), lines)
            + rank / 100
            for rank, box in enumerate(boxes)
        ]
        chosen[index] = boxes[costs.index(min(costs))]
    return [chosen[index] for index in range(len(points))]


def leader(box: Box, point: tuple[float, float]) -> tuple[float, float]:
    """The place on a label's border that is nearest to its point."""
    return min(max(point[0], box.left), box.right), min(max(point[1], box.bottom), box.top)


def _around(point: tuple[float, float], gap: float) -> Box:
    return Box(point[0] - gap, point[1] - gap, point[0] + gap, point[1] + gap)


def _covered(box: Box, blocked: Sequence[Box], frame: Box) -> float:
    """The area that a label hides or loses."""
    outside = box.area - box.overlap(frame)
    return sum(box.overlap(other) for other in blocked) + OUTSIDE * outside


def _mistaken(
    box: Box,
    point: tuple[float, float],
    rivals: Sequence[tuple[float, float]],
    labels: Iterable[Box],
    gap: float,
) -> float:
    """How likely the label is taken for another point's: near it, or its line crosses others."""
    end = leader(box, point)
    way = [
        (point[0] + (end[0] - point[0]) * step / 8, point[1] + (end[1] - point[1]) * step / 8)
        for step in range(9)
    ]
    others = [*(_around(rival, gap) for rival in rivals), *labels]
    crossed = sum(other.overlap(_around(place, 0.5)) > 0 for other in others for place in way)
    return CROSSED * crossed + sum(box.overlap(_around(rival, 2 * gap)) for rival in rivals)


def _crossings(line: Line, others: Sequence[Line]) -> int:
    """How many other leading lines a line crosses."""
    return sum(
        _side(*line, other[0]) * _side(*line, other[1]) < 0
        and _side(*other, line[0]) * _side(*other, line[1]) < 0
        for other in others
    )


def _side(
    start: tuple[float, float], end: tuple[float, float], point: tuple[float, float]
) -> float:
    """Positive if a point lies left of a line, negative if right."""
    across, up = end[0] - start[0], end[1] - start[1]
    return across * (point[1] - start[1]) - up * (point[0] - start[0])


def _nearest(points: Sequence[tuple[float, float]], index: int) -> float:
    x, y = points[index]
    others = (point for other, point in enumerate(points) if other != index)
    return min((hypot(x - px, y - py) for px, py in others), default=0.0)


def _candidates(point: tuple[float, float], size: tuple[float, float], gap: float) -> Iterator[Box]:
    """Boxes around a point, the best ones first."""
    width, height = size
    for distance in DISTANCES:
        for turn in ANGLES:
            dx, dy = cos(turn * pi), sin(turn * pi)
            across = point[0] + dx * (gap + distance + width / 2)
            up = point[1] + dy * (gap + distance + height / 2)
            yield Box(across - width / 2, up - height / 2, across + width / 2, up + height / 2)
