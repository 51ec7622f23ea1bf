"""The cells of a batch that hold text, as one list: what adapters that work in batches share."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import pyarrow as pa

from leakbench.detectors.contract import Found, spans_from
from leakbench.detectors.plain_strings import cells_of

Cell = tuple[int, int, str]
"""Row, column and text of a cell."""


def full_cells(batch: pa.RecordBatch) -> Iterator[Cell]:
    """Cells that are neither null nor empty, by row, then column.

    Raises:
        StringsError: A column holds no strings.
    """
    columns = cells_of(batch)
    for row in range(batch.num_rows):
        for column, cells in enumerate(columns):
            if text := cells[row]:
                yield row, column, text


def in_groups(cells: Iterable[Cell], size: int) -> Iterator[list[Cell]]:
    """The same cells in lists of ``size``, the last of which may be shorter."""
    remaining = iter(cells)
    while group := list(islice(remaining, size)):
        yield group


def answer(found: Iterable[tuple[Cell, Sequence[Found]]]) -> pa.RecordBatch:
    """An answer from the spans of each cell."""
    return spans_from((row, column, span) for (row, column, _), spans in found for span in spans)
