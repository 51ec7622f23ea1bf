"""Cells of worksheets as they are stored, laid out as columns.

Most of them are written as they stand. What is stored in another way than it reads, such as dates,
is read once for each distinct value.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.containers.cell_batches import column_of
from leakbench.generator.containers.cell_splitting import Bytes, Numbers
from leakbench.generator.containers.cell_values import read_as
from leakbench.generator.containers.sheets import BATCH_ROWS, grid
from leakbench.generator.containers.xml_text_scanning import write_unescaped
from leakbench.generator.engine.buffers import strings, values_of
from leakbench.generator.engine.compiled import compiled

MOST_BYTES: Final = 64 << 20
"""Bytes of the cells of a batch, at most: a few bytes may refer to a long text."""

PLAIN: Final = 0
"""The kind of a cell that reads as it stands in the sheet."""

ESCAPED: Final = 1
"""The same, without its entities and carriage returns."""

SHARED: Final = 2
"""A cell that refers to a shared string."""

ODD: Final = 8
"""Added to what a cell is ``Stored`` as, if it does not read as it stands."""

_LISTED: Final = 3  # odd cells that have been read


class Texts(NamedTuple):
    """Texts that cells refer to by number.

    Attributes:
        ends: Where they begin in ``data``, and at last where it ends.
        data: Their UTF-8.
    """

    ends: NDArray[np.uint32]
    data: Bytes


class StoredCells(NamedTuple):
    """Cells with something in them, row after row, in a piece of a sheet.

    Attributes:
        starts: First byte of each one's text, or the number of a text that it refers to.
        ends: The byte behind it.
        sizes: How many bytes are to be written for it.
        kinds: What it is.
        columns: Its place in its row; it grows within a row.
        row_ends: Of each row, the number of cells to its end.
        gaps: Of each row, how many empty rows stand before it.
    """

    starts: Numbers
    ends: Numbers
    sizes: Numbers
    kinds: NDArray[np.int8]
    columns: Numbers
    row_ends: Numbers
    gaps: Numbers


_LEAST_BYTES = 5  # of a row with something in it, of a cell, or of a shared string


def room_for(size: int, there: StoredCells | None = None) -> StoredCells:
    """Room for the cells of so many bytes of a sheet.

    Args:
        size: The bytes.
        there: Room that there is, which may be enough.
    """
    most = size // _LEAST_BYTES + 1
    if there is not None and len(there.starts) >= most:
        return there
    starts, ends, sizes, columns, row_ends, gaps = (np.empty(most, np.int32) for _ in range(6))
    return StoredCells(starts, ends, sizes, np.empty(most, np.int8), columns, row_ends, gaps)


def one_column(text: Bytes, cells: StoredCells, count: int) -> Texts:
    """The first cells as texts, one after another.

    Args:
        text: What they stand in.
        cells: The cells; their rows and columns are made up.
        count: How many there are.
    """
    listed = _read_odd(text, cells, count, since_1904=False)
    cells.columns[:count] = 0
    cells.row_ends[:count] = np.arange(1, count + 1)
    offsets = np.zeros((1, count + 1), np.int32)
    data = np.empty(cells.sizes[:count].sum(), np.uint8)
    _lay(text, cells, (_texts([]), listed), (0, np.arange(count)), offsets, data)
    return Texts(offsets[0].astype(np.uint32), data)


def laid(
    text: Bytes, cells: StoredCells, rows: int, width: int, shared: Texts, *, since_1904: bool
) -> Iterator[pa.RecordBatch]:
    """The first rows as batches of so many columns.

    Args:
        text: What they stand in.
        cells: Its cells; those that are odd are changed in place.
        rows: How many rows there are.
        width: Columns.
        shared: Texts that cells refer to.
        since_1904: Whether days count from 1904.
    """
    if not rows:
        return
    count = int(cells.row_ends[rows - 1])
    listed = _read_odd(text, cells, count, since_1904=since_1904)
    size = np.cumsum(cells.sizes[:count], dtype=np.int64)[cells.row_ends[:rows] - 1]
    line = np.cumsum(cells.gaps[:rows].astype(np.int64) + 1)  # the number of each row, from 1 on
    row = first = 0
    while first < line[-1]:
        last = min(first + BATCH_ROWS, int(line[-1]))
        end = int(np.searchsorted(line, last, side="right"))
        before = int(size[row - 1]) if row else 0
        fits = int(np.searchsorted(size, before + MOST_BYTES, side="right"))
        if fits < end:
            end = max(fits, row + 1)
            last = int(line[end - 1])
        offsets = np.zeros((width, last - first + 1), np.int32)
        data = np.empty((int(size[end - 1]) if end else 0) - before, np.uint8)
        lines = line[row:end] - 1 - first
        _lay(text, cells, (shared, listed), (row, lines), offsets, data)
        yield grid(column_of(one, data) for one in offsets)
        row, first = end, last


def _read_odd(text: Bytes, cells: StoredCells, count: int, *, since_1904: bool) -> Texts:
    """What odd cells read as, to which they refer from now on."""
    odd = np.flatnonzero(cells.kinds[:count] >= ODD)
    if not len(odd):
        return _texts([])
    offsets = np.zeros(len(odd) + 1, np.int32)
    np.cumsum(cells.sizes[odd] + 1, out=offsets[1:])
    data = np.empty(offsets[-1], np.uint8)
    _copy_odd(text, cells, odd, offsets, data)
    distinct = strings(offsets, data).dictionary_encode()
    listed = _texts(
        [
            read_as(ord(one[0]) - ODD, one[1:], since_1904=since_1904)
            for one in distinct.dictionary.to_pylist()
        ]
    )
    number = values_of(distinct.indices)
    cells.starts[odd] = number
    cells.sizes[odd] = np.diff(listed.ends)[number]
    cells.kinds[odd] = _LISTED
    return listed


def _texts(texts: list[str]) -> Texts:
    encoded = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.uint32)
    return Texts(ends, np.array(bytearray(b"".join(encoded)), np.uint8))


@compiled
def _copy_odd(
    text: Bytes, cells: StoredCells, odd: NDArray[np.int64], offsets: Numbers, data: Bytes
) -> None:
    """Write what odd cells are stored as, each behind a byte that is its kind."""
    for number in range(len(odd)):
        cell, to = odd[number], offsets[number]
        data[to] = cells.kinds[cell]
        write_unescaped(text, (cells.starts[cell], cells.ends[cell]), data, to + 1)


@compiled
def _lay(  # noqa: C901, PLR0912 - loops over cells of each kind
    text: Bytes,
    cells: StoredCells,
    texts: tuple[Texts, Texts],
    rows: tuple[int, NDArray[np.int64]],
    offsets: Numbers,
    data: Bytes,
) -> None:
    """Write cells column by column.

    Args:
        text: What they stand in.
        cells: Where they stand.
        texts: Shared strings, and what odd cells read as.
        rows: The first row, and the line of the batch that it and each that follows is.
        offsets: Zeros; written: where each cell begins in ``data``, shape (columns, lines + 1).
        data: Written: the bytes of all cells, those of a column one after another.
    """
    first, lines = rows
    shared, listed = texts
    for line in range(len(lines)):
        row = first + line
        for cell in range(cells.row_ends[row - 1] if row else 0, cells.row_ends[row]):
            offsets[cells.columns[cell], lines[line] + 1] = cells.sizes[cell]
    at = np.int32(0)
    for column in range(len(offsets)):
        for line in range(offsets.shape[1]):
            at += offsets[column, line]
            offsets[column, line] = at
    for line in range(len(lines)):
        row = first + line
        for cell in range(cells.row_ends[row - 1] if row else 0, cells.row_ends[row]):
            to = offsets[cells.columns[cell], lines[line]]
            kind, start = cells.kinds[cell], cells.starts[cell]
            if kind == PLAIN:
                for place in range(cells.sizes[cell]):
                    data[to + place] = text[start + place]
            elif kind == ESCAPED:
                write_unescaped(text, (start, cells.ends[cell]), data, to)
            elif kind == SHARED:
                begin = np.int64(shared.ends[start])
                for place in range(cells.sizes[cell]):
                    data[to + place] = shared.data[begin + place]
            else:
                begin = np.int64(listed.ends[start])
                for place in range(cells.sizes[cell]):
                    data[to + place] = listed.data[begin + place]
