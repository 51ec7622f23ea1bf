"""Two answers to one batch as one: where they overlap, the first one's spans stand."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.detectors.contract import SPANS
from leakbench.generator.compiled import compiled


def merged(first: pa.RecordBatch, second: pa.RecordBatch) -> pa.RecordBatch:
    """All spans of the first answer, and those of the second that touch none of them.

    Args:
        first: A batch of ``SPANS``, in any order.
        second: Another, about the same cells.

    Returns:
        A batch of ``SPANS``, ordered by row, column and start.
    """
    if not first.num_rows:
        return second
    if second.num_rows:
        kept = np.empty(second.num_rows, np.bool_)
        ranked = [_ranked(answer) for answer in (first, second)]
        (cell, start, end, _), (other_cell, other_start, other_end, order) = ranked
        _free(cell, start, end, other_cell, other_start, other_end, order, kept)
        second = second.filter(pa.array(kept))
    if not second.num_rows:
        return first
    both = pa.Table.from_batches([_plain(first), _plain(second)])
    both = both.sort_by([(name, "ascending") for name in ("row", "column", "start")])
    return both.cast(SPANS).combine_chunks().to_batches()[0]


def _plain(answer: pa.RecordBatch) -> pa.RecordBatch:
    """The answer with its labels as strings, since each answer numbers them in its own way."""
    place = answer.schema.get_field_index("label")
    return answer.set_column(place, "label", pc.cast(answer.column(place), pa.string()))


def _ranked(
    answer: pa.RecordBatch,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Cells as one number, starts and ends, all in order, and the order."""
    row, column, start, end = (answer.column(i).to_numpy() for i in range(4))
    cell = row.astype(np.int64) << 16 | column
    order = np.lexsort((start, cell))
    return cell[order], start[order], end[order], order


@compiled
def _free(  # noqa: PLR0913, PLR0917 - a kernel takes plain arrays
    cell: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    other_cell: np.ndarray,
    other_start: np.ndarray,
    other_end: np.ndarray,
    order: np.ndarray,
    kept: np.ndarray,
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
