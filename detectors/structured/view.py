"""The normalising view: a cell as it was meant, with a map back to what was written.

Full-width, circled, keycap and mathematical digits become ASCII, what has no width and what was
put between characters goes, numerals in words and letters that look like digits become digits
where enough of them stand together. The passes that read clean text then read the view.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.bit_rows import BLOCK, Words
from leakbench.detectors.structured.byte_masks import REACH
from leakbench.detectors.structured.folds import FoldTables
from leakbench.detectors.structured.symbols import Bytes, Ints
from leakbench.detectors.structured.writing import write_views

_AT_A_TIME = 1024  # cells in memory at once, few enough to stay in the cache


class View(NamedTuple):
    """Some cells as they were meant.

    Attributes:
        rows: Which cells.
        text: The bytes of all of them, with room for a block and more behind.
        bounds: Where each begins; one more entry ends the last.
        first: For the first byte of each character, the byte of the data that it came from.
        last: For the last byte of each, the byte of the data after those it came from.
        inside: Which bytes of a cell as written begin no character, a word for 64, and one more.
        inside_before: How many such bytes of the cell stand before those of each word.
        blocks: Which of those words is the first of each cell.
    """

    rows: NDArray[np.int64]
    text: Bytes
    bounds: Ints
    first: Ints
    last: Ints
    inside: Words
    inside_before: Ints
    blocks: Ints


def views(
    data: Bytes,
    offsets: Ints,
    tail: tuple[Bytes, int],
    rows: NDArray[np.int64],
    tables: FoldTables,
) -> Iterator[View]:
    """Read some cells as they were meant, a few at a time, all in the same memory.

    Args:
        data: The column's value bytes, not to be written.
        offsets: Where each cell begins; one more entry ends the last; not to be written.
        tail: What ``padded_tail`` says of the data.
        rows: Which cells.
        tables: What becomes of characters.

    Yields:
        The cells by turns; the next ones are written over them.
    """
    if not len(rows):
        return
    sizes = offsets[rows + 1] - offsets[rows]
    longest = int(sizes.max())
    room = REACH + max(
        int(sizes[begin : begin + _AT_A_TIME].sum()) for begin in range(0, len(rows), _AT_A_TIME)
    )
    words = sizes // BLOCK + 2
    ends: Ints = np.cumsum(words, dtype=np.int32)
    begins: Ints = ends - words
    inside, before = np.empty(ends[-1], np.uint64), np.empty(ends[-1], np.int32)
    written = np.empty(room, np.uint8)
    first, last = np.empty(room, np.int32), np.empty(room, np.int32)
    text = written.view()
    text.flags.writeable = False  # as all bytes that are read: kernels are compiled for each kind
    for begin in range(0, len(rows), _AT_A_TIME):
        some, blocks = rows[begin : begin + _AT_A_TIME], begins[begin : begin + _AT_A_TIME]
        bounds = np.empty(len(some) + 1, np.int32)
        write_views(
            data,
            offsets,
            some,
            longest,
            tables,
            *tail,
            written,
            bounds,
            first,
            last,
            inside,
            before,
            blocks,
        )
        bounds.flags.writeable = False
        yield View(some, text, bounds, first, last, inside, before, blocks)
