"""Long cells as several shorter strings, so that memory does not grow with the longest cell.

For readers to whom one line says nothing about the next: what they find in parts of whole lines is
what they find in the cell. A line of more than ``LONGEST_LINE`` bytes stands in no list and no
letter; it is read as if it broke behind the last blank or mark within them, or where there is none,
behind the last whole character.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.answers import Answer
from leakbench.detectors.string_buffers import Bytes, Strings
from leakbench.generator.engine.compiled import compiled, inner

LONGEST_LINE: Final = 1 << 19
"""Bytes of a line that is read whole, whatever stands in it."""

_NEWLINE: Final = ord("\n")
_KIND, _CONTINUES = 0b1100_0000, 0b1000_0000  # 10______ continues a character
_ASCII_MARKS = np.isin(np.arange(256), list(b"\t ,;!?|"))
_WIDE_MARKS = np.array([list(mark.encode()) for mark in "、。！，；？"], np.uint8)


class Parts(NamedTuple):
    """Strings cut into parts.

    Attributes:
        strings: The parts, in the same memory, one behind another.
        row: The string that each is of, int32, shape (parts,).
        before: Code points of that string before it, int32, shape (parts,).
    """

    strings: Strings
    row: NDArray[np.int32]
    before: NDArray[np.int32]

    def placed(self, found: Answer) -> Answer:
        """Spans of the parts as spans of the strings."""
        before = self.before[found.row]
        return Answer(
            self.row[found.row],
            found.start + before,
            found.end + before,
            found.label,
            found.score,
        )


def in_parts(strings: Strings, most: int, longest_line: int = LONGEST_LINE) -> Parts:
    """Cut strings of more than ``most`` bytes at line ends.

    Args:
        strings: Sound ones, see ``string_buffers``.
        most: Bytes of a part of more than one line; no more than of the longest line.
        longest_line: Bytes of a line that is not cut; four at least.
    """
    nothing = np.empty(0, np.int32)
    parts = _cut(strings, most, longest_line, (nothing, nothing, nothing))
    offsets, row, before = np.empty(parts + 1, np.int32), *np.empty((2, parts), np.int32)
    _cut(strings, most, longest_line, (offsets, row, before))
    offsets.flags.writeable = False  # as all strings come
    return Parts(Strings(strings.data, offsets), row, before)


@compiled
def _cut(
    strings: Strings,
    most: int,
    longest_line: int,
    out: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
) -> int:
    """Write offsets, rows and code points before of the parts, if there is room; how many."""
    data, ends = strings
    offsets, rows, before = out
    writes = len(offsets) > 0
    count = 0
    for row in range(len(ends) - 1):
        begin, end = int(ends[row]), int(ends[row + 1])
        points = 0
        while True:
            stop = end if end - begin <= most else _part_end(data, begin, end, most, longest_line)
            if writes:
                offsets[count], rows[count], before[count] = begin, row, points
            count += 1
            if stop == end:
                break
            for at in range(begin, stop):
                points += data[at] & _KIND != _CONTINUES
            begin = stop
    if writes:
        offsets[count] = ends[len(ends) - 1]
    return count


@inner
def _part_end(data: Bytes, begin: int, end: int, most: int, longest_line: int) -> int:
    """Where as many whole lines end as have no more than ``most`` bytes; one at least."""
    stop = _line_end(data, begin, end, longest_line)
    while stop < end:
        further = _line_end(data, stop, min(end, begin + most + 1), longest_line)
        if further - begin > most:
            break
        stop = further
    return stop


@inner
def _line_end(data: Bytes, begin: int, end: int, longest_line: int) -> int:
    """Where a line ends, its newline included, or breaks."""
    last = min(end, begin + longest_line)
    for at in range(begin, last):
        if data[at] == _NEWLINE:
            return at + 1
    if last == end:
        return end
    for at in range(last, begin, -1):
        if _ends_with_mark(data, begin, at):
            return at
    while data[last] & _KIND == _CONTINUES:
        last -= 1
    return last


@inner
def _ends_with_mark(data: Bytes, begin: int, at: int) -> bool:
    """Whether a blank or a mark ends at a place."""
    if _ASCII_MARKS[data[at - 1]]:
        return True
    if at - begin < _WIDE_MARKS.shape[1]:
        return False
    for mark in range(len(_WIDE_MARKS)):
        same = True
        for place in range(_WIDE_MARKS.shape[1]):
            same &= data[at - _WIDE_MARKS.shape[1] + place] == _WIDE_MARKS[mark, place]
        if same:
            return True
    return False
