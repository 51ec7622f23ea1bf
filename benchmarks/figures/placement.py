"""Where to write the names of points: near them, over nothing else, and no leading line crossed.

Whatever breaks one of these rules is no place at all, so what is placed is readable; a name for
which nothing is left is told elsewhere, by its mark.
"""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.figures.rectangles import Box, crossing, overlapping, passing

# Of a half turn: right, above, below, left come first, then what lies between them.
ANGLES = (0.0, 0.5, -0.5, 1.0, *(step / 8 for step in range(-7, 8) if step % 4))
DISTANCES = (0.0, 6.0, 12.0, 18.0, 26.0, 36.0)
MOST = 28  # places that a label chooses among
ROUNDS = 8  # in which a label without a place may move another one away
HIDDEN = 0.5  # what a square point of a line behind a label costs, against a place down the list


class Placed(NamedTuple):
    """A label.

    Attributes:
        box: Where it stands.
        near: Its end of the leading line, which starts at the point; None where it needs none.
    """

    box: Box
    near: tuple[float, float] | None


class _Places(NamedTuple):
    """All places that keep off frame and marks: whose, where, how good, and led to or not."""

    owner: NDArray[np.int64]
    boxes: NDArray[np.float64]
    lines: NDArray[np.float64]
    led: NDArray[np.bool_]
    cost: NDArray[np.float64]


def place_labels(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    frame: Box,
    *,
    gap: float,
    obstacles: Sequence[Box] = (),
) -> list[Placed | None]:
    """Choose a place for the label of each point.

    Args:
        points: Positions, in any unit of length that is the same both ways.
        sizes: Width and height of each label.
        frame: What no label leaves.
        gap: Half the size of a mark, with the space around it.
        obstacles: What is not to be covered if it can be helped.

    Returns:
        For each point its label. Labels overlap neither each other nor any mark, leading lines
        cross neither each other nor another's mark or label; None where that leaves no place.
    """
    if not points:
        return []
    marks = np.array([_around(point, gap) for point in points])
    places = _free(points, sizes, frame, marks, gap)
    places = _cheapest(places, obstacles)
    fit = _fit(places)
    chosen = _choose(places, fit, len(points))
    return [
        None
        if place < 0
        else Placed(
            Box(*map(float, places.boxes[place])),
            (float(places.lines[place, 2]), float(places.lines[place, 3]))
            if places.led[place]
            else None,
        )
        for place in chosen
    ]


def _around(point: tuple[float, float], gap: float) -> Box:
    return Box(point[0] - gap, point[1] - gap, point[0] + gap, point[1] + gap)


def _free(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    frame: Box,
    marks: NDArray[np.float64],
    gap: float,
) -> _Places:
    """Places within the frame that hide no mark, are nearest to their own, and led to freely."""
    count = len(points)
    turns = np.array(ANGLES * len(DISTANCES)) * pi
    far = np.repeat(DISTANCES, len(ANGLES))
    at, size = np.array(points, np.float64), np.array(sizes, np.float64)
    away = np.stack([np.array([cos(t) for t in turns]), np.array([sin(t) for t in turns])], 1)
    reach = gap + far[None, :, None] + size[:, None, :] / 2
    middle = at[:, None] + away[None] * reach
    low, high = middle - size[:, None] / 2, middle + size[:, None] / 2
    boxes = np.concatenate([low, high], 2).reshape(-1, 4)
    owner = np.repeat(np.arange(count), len(turns))
    near = np.clip(at[owner], boxes[:, :2], boxes[:, 2:])
    lines = np.concatenate([at[owner], near], 1)
    led = np.tile(far > 0, count)
    cost = np.tile(np.arange(len(turns), dtype=np.float64), count)
    inside = (boxes[:, :2] >= (frame.left, frame.bottom)).all(1)
    inside &= (boxes[:, 2:] <= (frame.right, frame.top)).all(1)
    others = owner[:, None] != np.arange(count)[None]
    hides = overlapping(boxes[:, None], marks[None]).any(1)
    led_over = passing(lines[:, None], marks[None]) & others & led[:, None]
    # Without a leading line a name belongs to the mark that is nearest.
    wide = boxes + np.array([-gap, -gap, gap, gap])
    mistaken = overlapping(wide[:, None], marks[None]) & others & ~led[:, None]
    keep = inside & ~hides & ~led_over.any(1) & ~mistaken.any(1)
    return _Places(owner[keep], boxes[keep], lines[keep], led[keep], cost[keep])


def _cheapest(places: _Places, obstacles: Sequence[Box]) -> _Places:
    """The best few of each label, the cheapest first."""
    cost = places.cost.copy()
    for one in obstacles:
        shared = np.minimum(places.boxes[:, 2:], one[2:]) - np.maximum(places.boxes[:, :2], one[:2])
        cost += HIDDEN * np.clip(shared, 0, None).prod(1)
    order = np.lexsort((cost, places.owner))
    owner = places.owner[order]
    rank = np.arange(len(order)) - np.searchsorted(owner, owner)
    kept = order[rank < MOST]
    return _Places(
        places.owner[kept], places.boxes[kept], places.lines[kept], places.led[kept], cost[kept]
    )


def _fit(places: _Places) -> NDArray[np.bool_]:
    """Which places go together, shape (places, places)."""
    boxes, lines, led = places.boxes, places.lines, places.led
    clash = overlapping(boxes[:, None], boxes[None])
    over = passing(lines[:, None], boxes[None]) & led[:, None]
    both = led[:, None] & led[None]
    crossed = crossing(lines[:, None], lines[None]) & both
    return ~(clash | over | over.T | crossed | (places.owner[:, None] == places.owner[None]))


def _choose(places: _Places, fit: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
    """A place for as many labels as possible, cheap ones first; -1 for none, shape (count,)."""
    chosen = np.full(count, -1)
    mine = [np.flatnonzero(places.owner == owner) for owner in range(count)]
    order = sorted(range(count), key=lambda owner: len(mine[owner]))
    for owner in order:
        chosen[owner] = _best(mine[owner], chosen, fit)
    for _ in range(ROUNDS):
        left = [owner for owner in order if chosen[owner] < 0]
        moved = [_move(owner, mine, chosen, fit) for owner in left]
        if not any(moved):
            break
    for owner in order:  # some may stand better now
        at, chosen[owner] = chosen[owner], -1
        better = _best(mine[owner], chosen, fit)
        chosen[owner] = better if better >= 0 else at
    return chosen


def _best(mine: NDArray[np.int64], chosen: NDArray[np.int64], fit: NDArray[np.bool_]) -> int:
    """The cheapest of a label's places that goes together with all that are chosen."""
    free = mine[fit[np.ix_(mine, chosen[chosen >= 0])].all(1)]
    return int(free[0]) if len(free) else -1


def _move(
    owner: int,
    mine: Sequence[NDArray[np.int64]],
    chosen: NDArray[np.int64],
    fit: NDArray[np.bool_],
) -> bool:
    """Place a label where one other stands, if that one has another place."""
    for place in mine[owner]:
        in_the_way = [other for other, at in enumerate(chosen) if at >= 0 and not fit[place, at]]
        if len(in_the_way) > 1:
            continue
        before = chosen.copy()
        chosen[in_the_way] = -1
        chosen[owner] = place
        moved = [_best(mine[other], chosen, fit) for other in in_the_way]
        if all(at >= 0 for at in moved):
            chosen[in_the_way] = moved
            return True
        chosen[:] = before
    return False
