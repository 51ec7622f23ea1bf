"""Batches of a grid out of where its cells stand in a text."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from leakbench.generator.containers.cell_splitting import Bytes, Cells, Numbers, lay_columns
from leakbench.generator.containers.sheets import BATCH_ROWS, grid


def widths(cells: Cells, rows: int) -> Numbers:
    """How many cells each of the first rows has."""
    return np.diff(cells.row_ends[:rows], prepend=np.int32(0))


def laid(text: Bytes, cells: Cells, rows: int, width: int) -> Iterator[pa.RecordBatch]:
    """The first rows as batches of so many columns.

    Args:
        text: What the cells stand in; it may be written over when the last batch has come.
        cells: Where they stand.
        rows: How many rows there are.
        width: Columns; cells beyond stay joined in the last one, cells that lack are empty.
    """
    ends = cells.row_ends
    for first in range(0, rows, BATCH_ROWS):
        last = min(first + BATCH_ROWS, rows)
        start = cells.starts[ends[first - 1] if first else 0]
        data = np.empty(cells.ends[ends[last - 1] - 1] - start + 2, np.uint8)
        offsets = np.empty((width, last - first + 1), np.int32)
        lay_columns(text, cells, (first, last), offsets, data)
        yield grid(column_of(one, data) for one in offsets)


def column_of(offsets: Numbers, data: Bytes) -> pa.Array:
    """A column out of where its cells begin in the bytes of all columns."""
    first, last = int(offsets[0]), int(offsets[-1])
    buffers = [None, pa.py_buffer(offsets - offsets[0]), pa.py_buffer(data[first:last])]
    return pa.Array.from_buffers(pa.string(), len(offsets) - 1, buffers)
