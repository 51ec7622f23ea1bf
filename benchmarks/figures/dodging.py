"""Marks that would hide each other, moved apart as little as that takes."""

from collections.abc import Sequence
from math import cos, hypot, pi, sin

Spot = tuple[float, float]

RINGS = 4  # in the least distance
DIRECTIONS = 16


def apart(points: Sequence[Spot], least: float) -> list[Spot]:
    """Move points until no two are nearer than a distance.

    Whoever hides nobody stays; the others keep their place or take the nearest free one, in the
    order given.

    Args:
        points: Positions, in any unit of length that is the same both ways.
        least: The distance.

    Returns:
        A position for each point.
    """
    placed: dict[int, Spot] = {
        index: point
        for index, point in enumerate(points)
        if all(
            hypot(point[0] - x, point[1] - y) >= least
            for other, (x, y) in enumerate(points)
            if other != index
        )
    }
    for index, point in enumerate(points):
        if index not in placed:
            placed[index] = _free(point, list(placed.values()), least)
    return [placed[index] for index in range(len(points))]


def _free(point: Spot, taken: Sequence[Spot], least: float) -> Spot:
    """The nearest place that is far enough from all that are taken."""
    ring = 0
    while True:
        for turn in range(DIRECTIONS if ring else 1):
            angle = 2 * pi * turn / DIRECTIONS
            x = point[0] + cos(angle) * ring * least / RINGS
            y = point[1] + sin(angle) * ring * least / RINGS
            if all(hypot(x - px, y - py) >= least for px, py in taken):
                return x, y
        ring += 1
