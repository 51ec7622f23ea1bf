"""Two answers to one batch as one: where they overlap, the first one's spans stand."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.contract import SPANS
from leakbench.generator.engine.compiled import compiled


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
    start, end = _ints(first, "start"), _ints(first, "end")
    order, other_order = _order(cell, start), _order(other_cell, _ints(second, "start"))
    kept = np.empty(second.num_rows, np.bool_)
    _free(
        cell[order],
        start[order],
        end[order],
        other_cell[other_order],
        _ints(second, "start")[other_order],
        _ints(second, "end")[other_order],
        other_order,
        kept,
    )
    rest = np.flatnonzero(kept)
    order = _order(
        np.concatenate([cell, other_cell[rest]]),
        np.concatenate([start, _ints(second, "start")[rest]]),
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
def _free(  # noqa: PLR0913, PLR0917 - a kernel takes plain arrays
    cell: NDArray[np.integer],
    start: NDArray[np.integer],
    end: NDArray[np.integer],
    other_cell: NDArray[np.integer],
    other_start: NDArray[np.integer],
    other_end: NDArray[np.integer],
    order: NDArray[np.integer],
    kept: NDArray[np.bool_],
) -> None:
    """Which of the others overlap none of the first, both in order and without overlaps."""
    at = 0
    for i in range(len(other_cell)):
        while at < len(cell) and (
            cell[at] < other_cell[i] or (cell[at] == other_cell[i] and end[at] <= other_start[i])
        ):
            at += 1
        kept[order[i]] = not (
            at < len(cell) and cell[at] == other_cell[i] and start[at] < other_end[i]
        )
