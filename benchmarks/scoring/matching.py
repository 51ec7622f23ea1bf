"""One-to-one matching of predicted spans with true ones, whatever order either comes in.

All overlapping pairs of a cell stand in one strict order, and the best pair whose two spans are
both free is taken until none is left. A pair goes before another

1. if its truth counts (ignored truth is matched last),
2. if its boundaries are exact,
3. if it overlaps more,
4. if its labels are equal, or else of one family,
5. if its truth, then its prediction, stands earlier (start, end, label).

Only identical spans are equal in this order, so the counts do not depend on who came first, and
the same matching serves every label depth. One shared character is an overlap (nervaluate asks
for one hundredth of the truth).
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.spans import SpanArrays, span_order, take
from leakbench.generator.engine.compiled import compiled

__all__ = ["DROPPED", "MISSED", "SPURIOUS", "Matching", "SpanArrays", "match"]

Indices = NDArray[np.int64]

SPURIOUS: Final = -1
DROPPED: Final = -2
MISSED: Final = -1

_LONGEST: Final = 2**31 - 1


class Matching(NamedTuple):
    """Who belongs to whom.

    Attributes:
        prediction: Index of each truth's prediction, −1 if it was missed; int64, shape (truth,).
        truth: Index of each prediction's truth; −1 if it is spurious, −2 if it does not count
            because its truth is ignored; int64, shape (predictions,).
    """

    prediction: Indices
    truth: Indices


def match(
    truth: SpanArrays,
    ignored: NDArray[np.bool_],
    predicted: SpanArrays,
    families: NDArray[np.int16] | None = None,
) -> Matching:
    """Match predictions with truth.

    Args:
        truth: True spans in any order; they may overlap.
        ignored: Which of them do not count (masked or damaged values), shape (truth,). A
            prediction matched with one, or overlapping nothing but such, is dropped.
        predicted: Predicted spans in any order; of identical ones all but one are spurious.
        families: The coarse label of each label code, to prefer a label of the same family.
    """
    truth_order, predicted_order = span_order(truth), span_order(predicted)
    if truth_order is not None:
        truth, ignored = take(truth, truth_order), ignored[truth_order]
    if predicted_order is not None:
        predicted = take(predicted, predicted_order)
    found = _match_sorted(truth, ignored, predicted, families)
    return Matching(
        _unsorted(found.prediction, truth_order, predicted_order),
        _unsorted(found.truth, predicted_order, truth_order),
    )


def _unsorted(partner: Indices, order: Indices | None, partner_order: Indices | None) -> Indices:
    if partner_order is not None and len(partner_order):
        partner = np.where(partner < 0, partner, partner_order[partner])
    if order is None:
        return partner
    result = np.empty_like(partner)
    result[order] = partner
    return result


def _match_sorted(
    truth: SpanArrays,
    ignored: NDArray[np.bool_],
    predicted: SpanArrays,
    families: NDArray[np.int16] | None,
) -> Matching:
    found = Matching(
        np.full(len(truth.cell), MISSED, np.int64), np.full(len(predicted.cell), SPURIOUS, np.int64)
    )
    _match_unambiguous(truth, ignored, predicted, found)
    free_truth = np.flatnonzero(found.prediction == MISSED)
    free = np.flatnonzero(found.truth == SPURIOUS)
    if not (len(free_truth) and len(free)):
        return found
    left, right = take(truth, free_truth), take(predicted, free)
    skipped = ignored[free_truth]
    if families is None:
        families = np.arange(1 + max(left.label.max(), right.label.max()), dtype=np.int16)
    reach = _reach(right)
    pairs = np.empty((3, _overlaps(left, skipped, right, reach, families, None)), np.int64)
    _overlaps(left, skipped, right, reach, families, pairs)
    _take_best(np.argsort(pairs[0], kind="stable"), pairs, free_truth, free, found)
    if skipped.any():
        _drop(truth, ignored, _reach(truth), predicted, found)
    return found


@compiled
def _compare(a: SpanArrays, i: int, b: SpanArrays, j: int) -> int:
    """Sign of the place of span i of a against that of span j of b: cell, start, end."""
    if a.cell[i] != b.cell[j]:
        return -1 if a.cell[i] < b.cell[j] else 1
    if a.start[i] != b.start[j]:
        return -1 if a.start[i] < b.start[j] else 1
    if a.end[i] != b.end[j]:
        return -1 if a.end[i] < b.end[j] else 1
    return 0


@compiled
def _match_unambiguous(
    truth: SpanArrays, ignored: NDArray[np.bool_], predicted: SpanArrays, found: Matching
) -> None:
    """Match the exact pairs that nothing else can claim: the great majority."""
    i = j = 0
    while i < len(truth.cell) and j < len(predicted.cell):
        place = _compare(truth, i, predicted, j)
        if place < 0:
            i += 1
        elif place > 0:
            j += 1
        else:
            next_i, next_j = i + 1, j + 1
            while next_i < len(truth.cell) and _compare(truth, i, truth, next_i) == 0:
                next_i += 1
            while next_j < len(predicted.cell) and _compare(truth, i, predicted, next_j) == 0:
                next_j += 1
            if next_i == i + 1 and next_j == j + 1 and not ignored[i]:
                found.prediction[i] = j
                found.truth[j] = i
            i, j = next_i, next_j


@compiled
def _reach(spans: SpanArrays) -> NDArray[np.int32]:
    """The furthest end of a span and all before it in its cell; it never falls within a cell."""
    reach = spans.end.copy()
    for i in range(1, len(reach)):
        if spans.cell[i] == spans.cell[i - 1]:
            reach[i] = max(reach[i], reach[i - 1])
    return reach


@compiled
def _first_reaching(
    spans: SpanArrays, reach: NDArray[np.int32], at: int, cell: int, start: int
) -> int:
    """The first span from ``at`` on that can overlap something at ``start`` of ``cell``."""
    while at < len(reach) and (
        spans.cell[at] < cell or (spans.cell[at] == cell and reach[at] <= start)
    ):
        at += 1
    return at


@compiled
def _overlaps(
    truth: SpanArrays,
    ignored: NDArray[np.bool_],
    predicted: SpanArrays,
    reach: NDArray[np.int32],
    families: NDArray[np.int16],
    pairs: NDArray[np.int64] | None,
) -> int:
    """Count the overlapping pairs; write rank, truth and prediction of each, by position."""
    count = first = 0
    for i in range(len(truth.cell)):
        cell, start, end = truth.cell[i], truth.start[i], truth.end[i]
        first = _first_reaching(predicted, reach, first, cell, start)
        j = first
        while j < len(reach) and predicted.cell[j] == cell and predicted.start[j] < end:
            overlap = min(end, predicted.end[j]) - max(start, predicted.start[j])
            if overlap > 0:
                if pairs is not None:
                    inexact = start != predicted.start[j] or end != predicted.end[j]
                    label, other = truth.label[i], predicted.label[j]
                    unlike = 0 if label == other else 1 if families[label] == families[other] else 2
                    tier = np.int64(ignored[i]) << 1 | inexact
                    pairs[0, count] = tier << 33 | (_LONGEST - overlap) << 2 | unlike
                    pairs[1, count] = i
                    pairs[2, count] = j
                count += 1
            j += 1
    return count


@compiled
def _take_best(
    order: Indices, pairs: Indices, free_truth: Indices, free: Indices, found: Matching
) -> None:
    """Take the pairs in order, each if both its spans are still free."""
    for k in order:
        i, j = free_truth[pairs[1, k]], free[pairs[2, k]]
        if found.prediction[i] == MISSED and found.truth[j] == SPURIOUS:
            found.prediction[i] = j
            found.truth[j] = i


@compiled
def _drop(
    truth: SpanArrays,
    ignored: NDArray[np.bool_],
    reach: NDArray[np.int32],
    predicted: SpanArrays,
    found: Matching,
) -> None:
    """Drop the predictions matched with ignored truth, or overlapping nothing else."""
    first = 0
    for j in range(len(predicted.cell)):
        if found.truth[j] != SPURIOUS:
            if ignored[found.truth[j]]:
                found.truth[j] = DROPPED
            continue
        cell, start, end = predicted.cell[j], predicted.start[j], predicted.end[j]
        first = _first_reaching(truth, reach, first, cell, start)
        touches_ignored = touches_counted = False
        i = first
        while i < len(reach) and truth.cell[i] == cell and truth.start[i] < end:
            if truth.end[i] > start:
                if ignored[i]:
                    touches_ignored = True
                else:
                    touches_counted = True
            i += 1
        if touches_ignored and not touches_counted:
            found.truth[j] = DROPPED
