"""Spans that were found in views, put where they are in the cells as written."""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.bit_rows import Words
from leakbench.detectors.structured.candidates import BYTE_BEGIN, BYTE_END
from leakbench.detectors.structured.reading import points_before
from leakbench.detectors.structured.symbols import Ints
from leakbench.generator.compiled import compiled


@compiled
def place_in_cells(
    offsets: Ints,
    rows: NDArray[np.int64],
    first: Ints,
    last: Ints,
    inside: Words,
    inside_before: Ints,
    blocks: Ints,
    found: Ints,
) -> None:
    """Write in place which rows spans are in, and from which code point to which one.

    Args:
        offsets: Where each cell begins; one more entry ends the last.
        rows: The cell of each view.
        first: Of the views, as the following.
        last: See ``View``.
        inside: See there.
        inside_before: See there.
        blocks: See there.
        found: Spans as the second pass writes them, shape (7, spans).
    """
    for span in range(found.shape[1]):
        view = found[0, span]
        low, word = int(offsets[rows[view]]), int(blocks[view])
        begin = int(first[found[BYTE_BEGIN, span]]) - low
        stop = int(last[found[BYTE_END, span] - 1]) - low
        found[0, span] = rows[view]
        found[1, span] = points_before(inside, inside_before, begin, word)
        found[2, span] = points_before(inside, inside_before, stop, word)


@compiled
def merge_by_row(one: Ints, other: Ints, out: Ints) -> None:
    """Merge spans of different rows, each ordered by row; all of shape (entries, spans)."""
    mine = theirs = 0
    for span in range(out.shape[1]):
        if theirs == other.shape[1] or (mine < one.shape[1] and one[0, mine] < other[0, theirs]):
            for entry in range(out.shape[0]):
                out[entry, span] = one[entry, mine]
            mine += 1
        else:
            for entry in range(out.shape[0]):
                out[entry, span] = other[entry, theirs]
            theirs += 1
