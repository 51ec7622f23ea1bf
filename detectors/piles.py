"""Spans that pile up: how many lie over one character.

Who scores compares each true span with every predicted one that overlaps it. Where thousands lie
over one another, that is the square of their number; nobody who means it answers so.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

DEEPEST: Final = 1_000
"""Spans over one character that an answer may have."""

NOWHERE: Final = -1

Numbers = NDArray[np.int64]


def first_too_deep(cell: Numbers, start: Numbers, end: Numbers, deepest: int = DEEPEST) -> int:
    """A span that begins over more than ``deepest`` others and itself; −1 if there is none.

    Args:
        cell: The cell of each span, a number from 0 on, shape (spans,).
        start: Its first character.
        end: The one after its last; no span is empty.
        deepest: How many may lie over one character.
    """
    if len(cell) <= deepest:
        return NOWHERE
    counts = np.bincount(cell)
    if counts.max() <= deepest:
        return NOWHERE
    crowded = np.flatnonzero(counts[cell] > deepest)
    cells = np.tile(cell[crowded], 2)
    places = np.concatenate([end[crowded], start[crowded]])
    steps = np.repeat([-1, 1], len(crowded))  # ends first: what touches does not overlap
    order = np.lexsort((steps, places, cells))
    depths = np.cumsum(steps[order])
    at = int(depths.argmax())
    return int(crowded[order[at] - len(crowded)]) if depths[at] > deepest else NOWHERE
