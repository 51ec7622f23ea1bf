"""Kernels that split UTF-8 text into cells, and lay the cells of a column one after another.

A quote opens a quoted cell only where a cell begins, and only if it is closed before a delimiter or
a line end within ``FARTHEST_QUOTE`` bytes; else it is a character like others, so that a stray one
swallows nothing that follows on it.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled, inner

FARTHEST_QUOTE: Final = 1 << 17
"""Bytes after which a quoted cell is none; Excel's longest cells of Chinese have 98,301."""

PLAIN: Final = 0
QUOTED: Final = 1
DOUBLED: Final = 2  # quoted, with doubled quotes in it
_STRAY: Final = -1
_MORE: Final = -2

_QUOTE: Final = 34
_LINE_FEED: Final = 10
_RETURN: Final = 13
_SPACE: Final = 32

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int32]


class Manner(NamedTuple):
    """How a text is written.

    Attributes:
        delimiter: Bytes between cells; none where lines are not cut.
        quotes: Whether cells may stand in quotes.
        repeats: Whether spaces that follow on a delimiter are parts of it.
    """

    delimiter: Bytes
    quotes: bool
    repeats: bool


class Cells(NamedTuple):
    """Where the cells of a piece of text stand, in the order of reading.

    Attributes:
        starts: First byte of each cell, without its quote.
        ends: Byte behind its last one, without its quote.
        kinds: ``PLAIN``, ``QUOTED`` or ``DOUBLED``.
        row_ends: Of each row, the number of cells to its end.
    """

    starts: Numbers
    ends: Numbers
    kinds: NDArray[np.int8]
    row_ends: Numbers


def cells_for(size: int) -> Cells:
    """Room for the cells of a text of so many bytes."""
    return Cells(
        np.empty(size + 1, np.int32),
        np.empty(size + 1, np.int32),
        np.empty(size + 1, np.int8),
        np.empty(size + 1, np.int32),
    )


@inner
def _ends_line(byte: int) -> bool:
    return byte == _LINE_FEED or byte == _RETURN  # noqa: PLR1714 - a set would be made each time


@inner
def _delimited(text: Bytes, at: int, delimiter: Bytes) -> bool:
    """Whether a delimiter stands here, of which the first byte does."""
    if at + len(delimiter) > len(text):
        return False
    for place in range(1, len(delimiter)):  # noqa: SIM110 - kernels have no generators
        if text[at + place] != delimiter[place]:
            return False
    return True


@inner
def _closing(text: Bytes, start: int, delimiter: Bytes, final: bool) -> tuple[int, int]:  # noqa: FBT001
    """The quote that closes a cell, and the cell's kind, ``_STRAY``, or ``_MORE`` if text lacks."""
    kind, at, size = QUOTED, start, len(text)
    last = min(size, start + FARTHEST_QUOTE)
    while at < last:
        if text[at] != _QUOTE:
            at += 1
            continue
        if at + 1 == size:
            return at, kind if final else _MORE
        following = text[at + 1]
        if following == _QUOTE:
            kind = DOUBLED
            at += 2
            continue
        if _ends_line(following):
            return at, kind
        if following == delimiter[0] and _delimited(text, at + 1, delimiter):
            return at, kind
        return at, _STRAY
    return at, _MORE if last == size and not final and size < start + FARTHEST_QUOTE else _STRAY


@compiled
def split(text: Bytes, manner: Manner, final: bool, cells: Cells) -> tuple[int, int, int]:  # noqa: C901, FBT001
    """Find the cells of all rows that end in a text.

    Args:
        text: UTF-8, from the beginning of a row.
        manner: How it is written; a quoting one has a delimiter of one byte.
        final: Whether nothing follows, so that its end is that of a row.
        cells: Where they are written down.

    Returns:
        How many rows there are, the byte behind the last one, and how many quotes were stray.
    """
    starts, ends, kinds, row_ends = cells
    delimiter, quotes, repeats = manner
    size, width = len(text), len(delimiter)
    first = delimiter[0] if width else np.uint8(255)  # which stands in no UTF-8
    at, cell, rows, strays = 0, 0, 0, 0
    used, row_strays = 0, 0
    begun = False  # whether a delimiter ended the last cell, so that another cell follows
    while at < size or (final and begun):
        start, kind = at, PLAIN
        if quotes and at < size and text[at] == _QUOTE:
            close, found = _closing(text, at + 1, delimiter, final)
            if found == _MORE:
                break
            if found == _STRAY:
                row_strays += 1
            else:
                kind, at = found, close + 1
        while at < size:
            byte = text[at]
            if byte == first and _delimited(text, at, delimiter):
                break
            if _ends_line(byte):
                break
            at += 1
        if not final and (at == size or (at + 1 == size and text[at] == _RETURN)):
            break
        starts[cell] = start if kind == PLAIN else start + 1
        ends[cell] = at if kind == PLAIN else at - 1
        kinds[cell] = kind
        cell += 1
        begun = at < size and not _ends_line(text[at])
        if begun:
            at += width
            while repeats and at < size and text[at] == _SPACE:
                at += 1
            continue
        if at < size:
            at += 2 if text[at] == _RETURN and at + 1 < size and text[at + 1] == _LINE_FEED else 1
        row_ends[rows] = cell
        rows += 1
        used, strays, row_strays = at, strays + row_strays, 0
    return rows, used, strays


@compiled
def lay_columns(
    text: Bytes, cells: Cells, rows: tuple[int, int], offsets: Numbers, data: Bytes
) -> None:
    """Write cells column by column; those a row lacks are empty, those beyond join in the last.

    Args:
        text: What they stand in.
        cells: Where they stand.
        rows: The first row and the one behind the last.
        offsets: Written: where each cell begins in ``data``, shape (columns, rows + 1).
        data: Written: the bytes of all cells, those of a column one after another.
    """
    starts, ends, kinds, row_ends = cells
    width, at = len(offsets), 0
    for column in range(width):
        for row in range(rows[0], rows[1]):
            offsets[column, row - rows[0]] = at
            cell = (row_ends[row - 1] if row else 0) + column
            if cell >= row_ends[row]:
                continue
            start, end, kind = starts[cell], ends[cell], kinds[cell]
            if column == width - 1 and cell + 1 < row_ends[row]:
                last = row_ends[row] - 1
                start -= kind != PLAIN
                end = ends[last] + (kinds[last] != PLAIN)
                kind = PLAIN
            if kind == DOUBLED:
                place = start
                while place < end:
                    data[at] = text[place]
                    at += 1
                    place += 2 if text[place] == _QUOTE else 1
            else:
                for place in range(start, end):
                    data[at] = text[place]
                    at += 1
        offsets[column, rows[1] - rows[0]] = at
