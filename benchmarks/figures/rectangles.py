"""Rectangles and lines in a plane: which overlap, cross and pass, for arrays of them at once.

A rectangle is left, bottom, right, top; a line is the coordinates of its two ends. Shapes broadcast
over all but the last axis.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


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


def overlapping(boxes: Array, others: Array) -> NDArray[np.bool_]:
    """Whether rectangles share any area; those that only touch do not."""
    shared = np.minimum(boxes[..., 2:], others[..., 2:]) - np.maximum(
        boxes[..., :2], others[..., :2]
    )
    above: NDArray[np.bool_] = shared > 0
    return np.logical_and.reduce(above, axis=-1)


def passing(lines: Array, boxes: Array) -> NDArray[np.bool_]:
    """Whether lines pass through the inside of rectangles."""
    start, way = lines[..., :2], lines[..., 2:] - lines[..., :2]
    still = way == 0
    step = np.where(still, 1.0, way)
    low, high = (boxes[..., :2] - start) / step, (boxes[..., 2:] - start) / step
    # Where a line does not move along an axis, it is inside all the way or nowhere.
    within = (start > boxes[..., :2]) & (start < boxes[..., 2:])
    enters = np.where(still, np.where(within, -np.inf, np.inf), np.minimum(low, high)).max(-1)
    leaves = np.where(still, np.where(within, np.inf, -np.inf), np.maximum(low, high)).min(-1)
    return np.maximum(enters, 0.0) < np.minimum(leaves, 1.0)


def crossing(lines: Array, others: Array) -> NDArray[np.bool_]:
    """Whether lines cross; those that only touch, or lie upon each other, do not."""
    return (_side(lines, others[..., :2]) * _side(lines, others[..., 2:]) < 0) & (
        _side(others, lines[..., :2]) * _side(others, lines[..., 2:]) < 0
    )


def _side(lines: Array, points: Array) -> Array:
    """Positive if a point lies left of a line, negative if right."""
    across, up = lines[..., 2] - lines[..., 0], lines[..., 3] - lines[..., 1]
    return across * (points[..., 1] - lines[..., 1]) - up * (points[..., 0] - lines[..., 0])
