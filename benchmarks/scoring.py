"""Scoring: a batch of truth and a detector's answer in, counts out, by columns only."""

from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.benchmarks.alignment import Alignment, align
from leakbench.benchmarks.characters import count_characters
from leakbench.benchmarks.counts import COLUMNS, Counts, CountsError
from leakbench.benchmarks.labels import DEPTHS, LabelSpace
from leakbench.benchmarks.matching import DROPPED, SPURIOUS, Matching
from leakbench.benchmarks.spans import SpanArrays
from leakbench.generator.compiled import compiled

__all__ = ["Counts", "CountsError", "score_batch"]

# How a truth span was matched: the first index of the pairs that ``_tally`` counts.
_EXACT: Final = 0
_OVERLAP: Final = 1
_IGNORED: Final = 2

_SEEN: Final = 1  # bits of a record: it has a span that counts,
_WRONG: Final = (2, 4, 8)  # and one that was not found strictly at each of the depths


def score_batch(truth: pa.ListArray, predictions: pa.RecordBatch, space: LabelSpace) -> Counts:
    """Score the answer to one batch.

    Args:
        truth: ``text_spans`` (text track) or ``cell_spans`` (table track) of the batch's records,
            sliced or not. Spans whose quality is not ``exact`` are ignored.
        predictions: A checked answer with the columns of ``SPANS``, in any order; rows count from
            the first record of ``truth``.
        space: The labels; spans out of its scope are dropped on both sides.

    Raises:
        UnmappedLabelError: A label is not in the registry and nothing maps it.
    """
    return _count(align(truth, predictions, space))


def _count(aligned: Alignment) -> Counts:
    truth, ignored, predicted = aligned.truth, aligned.ignored, aligned.predicted
    families = aligned.space.families
    codes = len(families)
    pairs = np.zeros((3, codes, codes), np.int64)
    alone = np.zeros((4, codes), np.int64)
    records = np.zeros(aligned.rows, np.uint8)
    _tally(
        truth,
        ignored,
        predicted,
        aligned.matching,
        families,
        aligned.stride,
        pairs,
        alone,
        records,
    )
    counts = Counts.empty(aligned.space.labels)
    first = 0
    for groups in (np.arange(codes), families, np.zeros(codes, np.int64)):
        same = groups[:, None] == groups
        by_truth = [
            (pairs[_EXACT] * same).sum(1),
            (pairs[_EXACT] * ~same).sum(1),
            (pairs[_OVERLAP] * same).sum(1),
            (pairs[_OVERLAP] * ~same).sum(1),
            *alone,
            (pairs[_IGNORED] * same).sum(1),
        ]
        np.add.at(counts.table[:, : len(by_truth)], first + groups, np.stack(by_truth, axis=1))
        first += codes
    counts.table[:, COLUMNS.index("truth_characters") :] = count_characters(
        truth, ignored, predicted, families
    )
    counts.records = int(np.count_nonzero(records & _SEEN))
    for depth, wrong in zip(DEPTHS, _WRONG, strict=True):
        counts.records_found[depth] = int(np.count_nonzero((records & (_SEEN | wrong)) == _SEEN))
    return counts


@compiled
def _tally(  # noqa: C901, D417, PLR0913, PLR0917 - a kernel takes plain arrays
    truth: SpanArrays,
    ignored: NDArray[np.bool_],
    predicted: SpanArrays,
    matching: Matching,
    families: NDArray[np.int16],
    stride: int,
    pairs: NDArray[np.int64],
    alone: NDArray[np.int64],
    records: NDArray[np.uint8],
) -> None:
    """Count matched pairs by both labels, the spans without a partner, and wrong records.

    Args:
        pairs: Shape (3, codes, codes): exact, overlapping, and exact with ignored truth; by the
            label of the truth, then of the prediction.
        alone: Shape (4, codes): missed and spurious, all predictions that count, ignored truth.
        records: Bits of each record.
    """
    for i in range(len(truth.cell)):
        label, j = truth.label[i], matching.prediction[i]
        exact = j >= 0 and truth.start[i] == predicted.start[j] and truth.end[i] == predicted.end[j]
        if ignored[i]:
            alone[3, label] += 1
            if exact:
                pairs[_IGNORED, label, predicted.label[j]] += 1
            continue
        state = _SEEN
        if j < 0:
            alone[0, label] += 1
        else:
            pairs[_EXACT if exact else _OVERLAP, label, predicted.label[j]] += 1
        if not exact:
            state |= _WRONG[0] | _WRONG[1] | _WRONG[2]
        else:
            other = predicted.label[j]
            if label != other:
                state |= _WRONG[0]
            if families[label] != families[other]:
                state |= _WRONG[1]
        records[truth.cell[i] // stride] |= state
    for j in range(len(predicted.cell)):
        if matching.truth[j] != DROPPED:
            alone[2, predicted.label[j]] += 1
            if matching.truth[j] == SPURIOUS:
                alone[1, predicted.label[j]] += 1
