"""Spans as columns of numbers, the form in which they are matched and counted."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled

_CELLS: Final = 2**31


class SpanArrays(NamedTuple):
    """Spans as columns, all of shape (spans,).

    Attributes:
        cell: Number of the cell, row × columns + column, int64.
        start: First code point, int32.
        end: One past the last, int32.
        label: Code of the label, from 0, int16.
    """

    cell: NDArray[np.int64]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    label: NDArray[np.int16]


def take(spans: SpanArrays, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> SpanArrays:
    """Spans by index or mask."""
    cell, start, end, label = spans
    return SpanArrays(cell[chosen], start[chosen], end[chosen], label[chosen])


def span_order(spans: SpanArrays) -> NDArray[np.int64] | None:
    """The indices that sort spans by cell, start, end and label; None if they are sorted."""
    if _is_sorted(spans):
        return None
    if not 0 <= spans.cell.min() <= spans.cell.max() < _CELLS:
        return np.lexsort((spans.label, spans.end, spans.start, spans.cell))
    place = spans.cell << 32 | spans.start
    # A stable sort is quick on the runs that detectors give; seldom do two spans start together.
    order = np.argsort(place, kind="stable")
    if _is_sorted(take(spans, order)):
        return order
    return np.lexsort((spans.end.astype(np.int64) << 16 | spans.label, place))


@compiled
def _is_sorted(spans: SpanArrays) -> bool:
    cell, start, end, label = spans.cell, spans.start, spans.end, spans.label
    for i in range(1, len(cell)):
        if cell[i] != cell[i - 1]:
            if cell[i] < cell[i - 1]:
                return False
        elif start[i] != start[i - 1]:
            if start[i] < start[i - 1]:
                return False
        elif end[i] != end[i - 1]:
            if end[i] < end[i - 1]:
                return False
        elif label[i] < label[i - 1]:
            return False
    return True
