"""The normalising view: a cell as it was meant, with a map back to what was written.

Full-width, circled, keycap and mathematical digits become ASCII, what has no width and what was
put between characters goes, numerals in words and letters that look like digits become digits
where enough of them stand together. What reads clean text can then read the view.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.normalize.bitmaps import Words
from leakbench.detectors.normalize.blocks import REACH
from leakbench.detectors.normalize.characters import Bytes, Ints
from leakbench.detectors.normalize.mapping import CharacterIndex, characters_before
from leakbench.generator.engine.compiled import inlined
from leakbench.generator.engine.intrinsics import BLOCK


class Views(NamedTuple):
    """Some cells as they were meant, one after another in memory that is used again.

    Attributes:
        written: The bytes of all of them, with room for a block and more behind.
        text: The same, not to be written.
        ends: Where each begins; one more entry ends the last.
        bounds: The same, not to be written.
        first: For the first byte of each character, the byte of the data that it came from.
        last: For the last byte of each, the byte of the data after those it came from.
        inside: Which bytes of the cells as written begin no character, see ``CharacterIndex``.
        inside_before: How many such bytes of a cell stand before those of each word.
        words: Which of those words is the first of each cell.
    """

    written: Bytes
    text: Bytes
    ends: Ints
    bounds: Ints
    first: Ints
    last: Ints
    inside: Words
    inside_before: Ints
    words: Ints


def room_for_views(cells: int, size: int) -> Views:
    """Memory for the views of so many cells, together of so many bytes."""
    words = size // BLOCK + 2 * cells
    written, ends = np.empty(size + REACH, np.uint8), np.empty(cells + 1, np.int32)
    return Views(
        written,
        only_read(written),
        ends,
        only_read(ends),
        np.empty(size + REACH, np.int32),
        np.empty(size + REACH, np.int32),
        np.empty(words, np.uint64),
        np.empty(words, np.int32),
        np.empty(cells, np.int32),
    )


def only_read(numbers: NDArray[Any]) -> NDArray[Any]:
    """The same memory as an array not to be written: kernels are compiled for each kind."""
    same = numbers.view()
    same.flags.writeable = False
    return same


@inlined
def written_range(
    views: Views, view: int, begin: int, end: int, cell_start: int
) -> tuple[int, int]:
    """Code points of a cell as written, from and to, that bytes of its view came from.

    Args:
        views: Some views.
        view: Which of them.
        begin: The first byte in their text, of which a character begins.
        end: The one after the last, not the first.
        cell_start: Where the cell begins in the data.
    """
    index = CharacterIndex(views.inside, views.inside_before, int(views.words[view]))
    first = int(views.first[begin]) - cell_start
    last = int(views.last[end - 1]) - cell_start
    return characters_before(index, first), characters_before(index, last)
