"""Two answers to one batch as one: where they overlap, the first one's spans stand."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.contract import SPANS
from leakbench.generator.engine.compiled import compiled


class _Sorted(NamedTuple):
    """Spans of an answer, sorted by cell and start."""

    cell: NDArray[np.int64]
    start: NDArray[np.integer]
    end: NDArray[np.integer]


def merge_by_priority(first: pa.RecordBatch, second: pa.RecordBatch) -> pa.RecordBatch:
    """All spans of the first answer, and those of the second that touch none of them.

    Args:
        first: A batch of ``SPANS``, in any order.
        second: Another, about the same cells.

    Returns:
        A batch of ``SPANS``, ordered by row, column and start.
    """
    if not second.num_rows:
        return first
    if not first.num_rows:
        return second
    cell, other_cell = _cells(first), _cells(second)
    start, other_start = _ints(first, "start"), _ints(second, "start")
    order, other_order = _order(cell, start), _order(other_cell, other_start)
    kept = np.empty(second.num_rows, np.bool_)
    _mark_free(
        _Sorted(cell[order], start[order], _ints(first, "end")[order]),
        _Sorted(
            other_cell[other_order], other_start[other_order], _ints(second, "end")[other_order]
        ),
        other_order,
        kept,
    )
    rest = np.flatnonzero(kept)
    order = _order(
        np.concatenate([cell, other_cell[rest]]), np.concatenate([start, other_start[rest]])
    )
    names = ("row", "column", "start", "end")
    columns = [
        pa.array(np.concatenate([_ints(first, name), _ints(second, name)[rest]])[order])
        for name in names
    ]
    scores = [answer.column("score").to_numpy(zero_copy_only=False) for answer in (first, second)]
    return pa.RecordBatch.from_arrays(
        [
            *columns,
            _labels(first, second, rest, order),
            pa.array(np.concatenate([scores[0], scores[1][rest]])[order]),
        ],
        schema=SPANS,
    )


def _ints(answer: pa.RecordBatch, name: str) -> NDArray[np.integer]:
    values: NDArray[np.integer] = answer.column(name).to_numpy()
    return values


def _cells(answer: pa.RecordBatch) -> NDArray[np.int64]:
    """Row and column as one number."""
    return _ints(answer, "row").astype(np.int64) << 16 | _ints(answer, "column")


def _order(cell: NDArray[np.int64], start: NDArray[np.integer]) -> NDArray[np.int64]:
    """What sorts spans by cell and start; runs that are sorted already cost little."""
    row, column = cell >> 16, cell & 0xFFFF
    if column.max(initial=0) == 0:
        return np.argsort(row << 32 | start, kind="stable")
    return np.lexsort((start, cell))


def _labels(
    first: pa.RecordBatch,
    second: pa.RecordBatch,
    rest: NDArray[np.int64],
    order: NDArray[np.int64],
) -> pa.DictionaryArray:
    """The labels of both; each answer numbers them in its own way."""
    one, other = first.column("label"), second.column("label")
    known = one.dictionary.to_pylist()
    names = [*known, *(name for name in other.dictionary.to_pylist() if name not in known)]
    renumbered = np.array([names.index(name) for name in other.dictionary.to_pylist()], np.int64)
    codes = np.concatenate([one.indices.to_numpy(), renumbered[other.indices.to_numpy()[rest]]])
    return pa.DictionaryArray.from_arrays(pa.array(codes[order].astype(np.int8)), names)


@compiled
def _mark_free(
    first: _Sorted, second: _Sorted, order: NDArray[np.int64], kept: NDArray[np.bool_]
) -> None:
    """Write which spans of the second overlap none of the first.

    Args:
        first: Spans that do not overlap each other.
        second: The others.
        order: The number of each of the second before they were sorted.
        kept: Written, by these numbers.
    """
    at = 0
    for i in range(len(second.cell)):
        cell, start = second.cell[i], second.start[i]
        while at < len(first.cell) and (
            first.cell[at] < cell or (first.cell[at] == cell and first.end[at] <= start)
        ):
            at += 1
        kept[order[i]] = not (
            at < len(first.cell) and first.cell[at] == cell and first.start[at] < second.end[i]
        )
