"""Spans that were found in views, put where they are in the cells as written."""

import numpy as np

from leakbench.detectors.answers import Answer
from leakbench.detectors.normalize.blocks import NATURAL
from leakbench.detectors.normalize.characters import Ints
from leakbench.detectors.normalize.views import Views, written_range
from leakbench.detectors.structured.candidates import BYTE_BEGIN, BYTE_END, LABEL, SCORE
from leakbench.generator.engine.compiled import inlined, inner

_HUNDRED = np.float32(100)


@inner
def place_in_cells(offsets: Ints, rows: Ints, views: Views, found: Ints, count: int) -> None:
    """Write in place which rows spans are in, and from which code point to which one.

    Args:
        offsets: Where each cell begins; one more entry ends the last.
        rows: The cell of each view.
        views: What the spans were found in.
        found: Spans as the second pass writes them, shape (7, count or more).
        count: How many of them there are.
    """
    for span in range(count):
        view = found[0, span]
        begin, stop = found[BYTE_BEGIN, span], found[BYTE_END, span]
        cell_start = int(offsets[rows[view]])
        found[0, span] = rows[view]
        found[1, span], found[2, span] = written_range(views, view, begin, stop, cell_start)


@inner
def merge_by_row(one: Ints, count: int, other: Ints, more: int, out: Answer, total: int) -> int:
    """Write spans of different rows, each ordered by row, behind others; how many then are.

    Args:
        one: Some of the spans, shape (7, count or more).
        count: How many they are.
        other: The rest of them, as ``one``.
        more: How many those are.
        out: Written to; nothing is where they do not fit.
        total: How many spans stand there before.
    """
    end = total + count + more
    if end > len(out.label):
        return end
    mine = theirs = 0
    while total < end:
        stop = mine
        while stop < count and (theirs == more or one[0, stop] < other[0, theirs]):
            stop += 1
        total = _write(one, mine, stop, out, total)
        mine, stop = stop, theirs
        while stop < more and (mine == count or other[0, stop] < one[0, mine]):
            stop += 1
        total = _write(other, theirs, stop, out, total)
        theirs = stop
    return end


@inlined
def _write(spans: Ints, begin: int, end: int, out: Answer, total: int) -> int:
    """Write some of the spans behind others; how many then are."""
    for span in range(begin & NATURAL, end):
        out.row[total] = spans[0, span]
        out.start[total] = spans[1, span]
        out.end[total] = spans[2, span]
        out.label[total] = spans[LABEL, span]
        out.score[total] = np.float32(spans[SCORE, span]) / _HUNDRED
        total += 1
    return total
