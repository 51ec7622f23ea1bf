"""Scoring: a batch of truth and a detector's answer in, counts out, by columns only."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.characters import count_characters
from leakbench.benchmarks.counts import COLUMNS, Counts, CountsError
from leakbench.benchmarks.labels import DEPTHS, OUT_OF_SCOPE, LabelSpace
from leakbench.benchmarks.matching import DROPPED, SPURIOUS, Matching, match
from leakbench.benchmarks.spans import SpanArrays, span_order, take
from leakbench.generator.compiled import compiled

__all__ = ["Counts", "CountsError", "score_batch"]

# How a truth span was matched: the first index of the pairs that ``_tally`` counts.
_EXACT: Final = 0
_OVERLAP: Final = 1
_IGNORED: Final = 2

_SEEN: Final = 1  # bits of a record: it has a span that counts,
_WRONG: Final = (2, 4, 8)  # and one that was not found strictly at each of the depths

Value = TypeVar("Value", bound=np.generic)


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
    cell, predicted_cell, stride = _cells(truth, predictions)
    listed = truth.flatten()
    ignored = _by_name(listed.field("quality"), _unscored)
    wanted = _spans(cell, listed.field, space.truth_codes)
    answer = _spans(predicted_cell, predictions.column, space.predicted_codes)
    in_scope = wanted.label != OUT_OF_SCOPE
    if not in_scope.all():
        wanted, ignored = take(wanted, in_scope), ignored[in_scope]
    if (order := span_order(wanted)) is not None:
        wanted, ignored = take(wanted, order), ignored[order]
    in_scope = answer.label != OUT_OF_SCOPE
    if not in_scope.all():
        answer = take(answer, in_scope)
    if (order := span_order(answer)) is not None:
        answer = take(answer, order)
    return _count(wanted, ignored, answer, space, stride, len(truth))


def _cells(
    truth: pa.ListArray, predictions: pa.RecordBatch
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """The cell number of every true and every predicted span, and the cells of a record."""
    row = _long(pc.list_parent_indices(truth))
    predicted_row = _long(predictions.column("row"))
    if truth.type.value_type.get_field_index("column") < 0:
        return row, predicted_row, 1
    column = _long(truth.flatten().field("column"))
    predicted_column = _long(predictions.column("column"))
    stride = 1 + int(max(column.max(initial=0), predicted_column.max(initial=0)))
    return row * stride + column, predicted_row * stride + predicted_column, stride


def _spans(
    cell: NDArray[np.int64],
    column: Callable[[str], pa.Array],
    codes: Callable[[Sequence[str]], NDArray[np.int16]],
) -> SpanArrays:
    start, end = (_long(column(name)).astype(np.int32) for name in ("start", "end"))
    return SpanArrays(cell, start, end, _by_name(column("label"), codes))


def _long(column: pa.Array) -> NDArray[np.int64]:
    return np.asarray(column.to_numpy(zero_copy_only=False), np.int64)


def _by_name(names: pa.Array, values: Callable[[Sequence[str]], NDArray[Value]]) -> NDArray[Value]:
    """The value of each name, asked once for every one in use (a dictionary may hold more)."""
    if not pa.types.is_dictionary(names.type):
        names = names.dictionary_encode()
    codes = _long(names.indices)
    used = np.flatnonzero(np.bincount(codes, minlength=len(names.dictionary)))
    asked = values(names.dictionary.take(pa.array(used)).to_pylist())
    table = np.zeros(len(names.dictionary), asked.dtype)
    table[used] = asked
    return table[codes]


def _unscored(qualities: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([quality != "exact" for quality in qualities], np.bool_)


def _count(  # noqa: PLR0913, PLR0917 - what a batch has become by then
    truth: SpanArrays,
    ignored: NDArray[np.bool_],
    predicted: SpanArrays,
    space: LabelSpace,
    stride: int,
    rows: int,
) -> Counts:
    """The counts of sorted spans."""
    families = space.families
    matching = match(truth, ignored, predicted, families)
    codes = len(families)
    pairs = np.zeros((3, codes, codes), np.int64)
    alone = np.zeros((4, codes), np.int64)
    records = np.zeros(rows, np.uint8)
    _tally(truth, ignored, predicted, matching, families, stride, pairs, alone, records)
    counts = Counts.empty(space.labels)
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
