"""Where to write the names of points so that no two overlap: greedy, then each anew in turn."""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, hypot, inf, pi, sin
from typing import NamedTuple

# Of a half turn: right, above, below, left come first, then what lies between them.
ANGLES = (0.0, 0.5, -0.5, 1.0, *(step / 8 for step in range(-7, 8) if step % 4))
DISTANCES = (0.0, 6.0, 12.0, 18.0, 26.0, 36.0, 48.0, 64.0)
OUTSIDE = 10.0  # what a lost bit of a label costs, against a bit of a line or marker hidden
WRITTEN_OVER = 10.0  # what two labels over each other cost, against the same
FARTHER = 10  # candidates down the list cost as much as a square point hidden
ROUNDS = 2  # in which every label may move once more, as the others stand then
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
    blocked = [*markers, *obstacles]
    candidates = [
        list(_candidates(point, size, gap)) for point, size in zip(points, sizes, strict=True)
    ]
    chosen: dict[int, Box] = {}
    # Who has the nearest neighbours has the least choice, and goes first.
    order = sorted(range(len(points)), key=lambda one: _nearest(points, one))
    for index in order * (1 + ROUNDS):
        placed = {other: box for other, box in chosen.items() if other != index}
        lines = [(points[other], leader(box, points[other])) for other, box in placed.items()]
        rivals = [point for other, point in enumerate(points) if other != index]
        best = inf
        for rank, box in enumerate(candidates[index]):
            if best <= rank / FARTHER:
                break  # what comes now costs as much without hiding anything
            cost = rank / FARTHER + _covered(box, blocked, frame)
            if cost < best:
                line = (points[index], leader(box, points[index]))
                cost += WRITTEN_OVER * sum(box.overlap(other) for other in placed.values())
                cost += _mistaken(box, line, rivals, placed.values(), gap)
                cost += CROSSED * _crossings(line, lines)
                cost += CROSSED * sum(_passes(other, box) for other in lines)
            if cost < best:
                best, chosen[index] = cost, box
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
    line: Line,
    rivals: Sequence[tuple[float, float]],
    labels: Iterable[Box],
    gap: float,
) -> float:
    """How likely the label is taken for another point's: near it, or its line crosses others."""
    crossed = sum(
        _passes(line, one) for one in (*(_around(rival, gap) for rival in rivals), *labels)
    )
    return CROSSED * crossed + sum(box.overlap(_around(rival, 2 * gap)) for rival in rivals)


def _passes(line: Line, box: Box) -> int:
    """How many of nine places on a line a box covers."""
    (x, y), (to_x, to_y) = line
    if max(x, to_x) < box.left or min(x, to_x) > box.right:
        return 0
    if max(y, to_y) < box.bottom or min(y, to_y) > box.top:
        return 0
    places = ((x + (to_x - x) * step / 8, y + (to_y - y) * step / 8) for step in range(9))
    return sum(
        box.left <= across <= box.right and box.bottom <= up <= box.top for across, up in places
    )


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
