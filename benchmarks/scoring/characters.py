"""Character-level counts: how many characters are personal information, were called so, or both.

Within a cell and a label the spans of one side are united first, so nothing counts twice. The
characters of ignored truth are taken out of the text: they count on neither side.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.spans import SpanArrays, span_order, take
from leakbench.generator.engine.compiled import compiled

TRUTH: Final = 0
PREDICTED: Final = 1
BOTH: Final = 2


def count_characters(
    truth: SpanArrays,
    ignored: NDArray[np.bool_],
    predicted: SpanArrays,
    families: NDArray[np.int16],
) -> NDArray[np.int64]:
    """Count characters by label at every depth.

    Args:
        truth: True spans in any order.
        ignored: Which of them are taken out, shape (truth,).
        predicted: Predicted spans in any order.
        families: The coarse code of each of n label codes, shape (n,).

    Returns:
        Characters of truth, of predictions and of both, shape (2n + 1, 3): a row for each fine
        code, one for each coarse code, and one for any label.
    """
    if ignored.any():
        blanked = _union(_sorted(take(truth, ignored)))
        truth = _close_gaps(_sorted(take(truth, ~ignored)), blanked)
        predicted = _close_gaps(_sorted(predicted), blanked)
    else:
        truth, predicted = _sorted(truth), _sorted(predicted)
    counts = np.zeros((2 * len(families) + 1, 3), np.int64)
    _sweep(truth, predicted, families, counts)
    return counts


def _sorted(spans: SpanArrays) -> SpanArrays:
    order = span_order(spans)
    return spans if order is None else take(spans, order)


@compiled
def _union(spans: SpanArrays) -> SpanArrays:
    """The disjoint stretches that sorted spans cover; ``label`` means nothing."""
    cell, start, end = spans.cell.copy(), spans.start.copy(), spans.end.copy()
    count = 0
    for i in range(len(cell)):
        if count and cell[i] == cell[count - 1] and start[i] <= end[count - 1]:
            end[count - 1] = max(end[count - 1], end[i])
        else:
            cell[count], start[count], end[count] = cell[i], start[i], end[i]
            count += 1
    return SpanArrays(cell[:count], start[:count], end[:count], spans.label[:count])


@compiled
def _close_gaps(spans: SpanArrays, blanked: SpanArrays) -> SpanArrays:
    """Offsets in the text that is left when the blanked stretches are cut out of it."""
    removed = np.zeros(len(blanked.cell) + 1, np.int64)
    for i in range(len(blanked.cell)):
        removed[i + 1] = removed[i] + blanked.end[i] - blanked.start[i]
    start, end = spans.start.copy(), spans.end.copy()
    low = high = 0
    for i in range(len(start)):
        cell = spans.cell[i]
        if i == 0 or cell != spans.cell[i - 1]:
            low = high
            while low < len(blanked.cell) and blanked.cell[low] < cell:
                low += 1
            high = low
            while high < len(blanked.cell) and blanked.cell[high] == cell:
                high += 1
        if high > low:
            start[i] = _moved(spans.start[i], blanked, removed, low, high)
            end[i] = _moved(spans.end[i], blanked, removed, low, high)
    return SpanArrays(spans.cell, start, end, spans.label)


@compiled
def _moved(
    offset: np.int32, blanked: SpanArrays, removed: NDArray[np.int64], low: int, high: int
) -> np.int64:
    """Where an offset comes to stand, given the stretches low to high of its cell."""
    before = low + np.searchsorted(blanked.start[low:high], offset)
    gone = removed[before] - removed[low]
    if before > low:
        # The last stretch may begin before the offset and end after it.
        gone -= max(0, np.int64(blanked.end[before - 1]) - offset)
    return np.int64(offset - gone)


@compiled
def _sweep(
    truth: SpanArrays,
    predicted: SpanArrays,
    families: NDArray[np.int16],
    counts: NDArray[np.int64],
) -> None:
    """Go over both sides at once by position; each label knows how far each side has covered it.

    Spans come by start, so whatever a side covers beyond the present start is one stretch, and
    what a new span adds to it and shares with the other side follows from the two frontiers.
    """
    codes = len(families)
    frontier = np.zeros((len(counts), 2), np.int64)
    seen_in = np.full(len(counts), -1, np.int64)
    i = j = 0
    while i < len(truth.cell) or j < len(predicted.cell):
        first_is_truth = j == len(predicted.cell) or (
            i < len(truth.cell)
            and (
                truth.cell[i] < predicted.cell[j]
                or (truth.cell[i] == predicted.cell[j] and truth.start[i] <= predicted.start[j])
            )
        )
        if first_is_truth:
            side, cell, label = TRUTH, truth.cell[i], truth.label[i]
            start, end = np.int64(truth.start[i]), np.int64(truth.end[i])
            i += 1
        else:
            side, cell, label = PREDICTED, predicted.cell[j], predicted.label[j]
            start, end = np.int64(predicted.start[j]), np.int64(predicted.end[j])
            j += 1
        for row in (np.int64(label), codes + np.int64(families[label]), 2 * codes):
            if seen_in[row] != cell:
                seen_in[row] = cell
                frontier[row, TRUTH] = frontier[row, PREDICTED] = 0
            fresh = max(start, frontier[row, side])
            if end > fresh:
                counts[row, side] += end - fresh
                counts[row, BOTH] += max(0, min(end, frontier[row, 1 - side]) - fresh)
                frontier[row, side] = end
