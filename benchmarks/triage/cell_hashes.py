"""Cells as short hashes: what they say, how it is written, and the shape of that.

What a cell says leaves out spaces and punctuation and undoes full width; how it is written leaves
out nothing, but takes one space or comma for another. Its shape has a 9 for each digit, an A for
letters and an H for Chinese characters that
stand together: most cells of a column share a few, and what was worn has others.
"""

from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.string_buffers import string_buffers
from leakbench.generator.engine.compiled import compiled

_LONGEST: Final = 4_096  # bytes of a cell
_FNV_OFFSET, _FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_ZERO, _NINE, _UPPER_A, _UPPER_Z, _LOWER_A, _LOWER_Z = b"09AZaz"
_SPACE, _COMMA = b" ,"
_NO_BREAK: Final = 0xA0  # the second byte of such a space
_DIGIT, _LETTER, _HAN, _WIDE = b"9AHW"
_TO_UPPER: Final = _LOWER_A - _UPPER_A
_FIRST_WIDE: Final = 0x80  # bytes from here on are of characters outside ASCII
_FULL_WIDTH: Final = 0xEF  # first byte of ０ ａ Ａ and their punctuation
# First bytes of what is no letter: signs of Latin-1, punctuation, CJK punctuation.
_LATIN_SIGNS, _PUNCTUATION, _CJK = 0xC2, 0xE2, 0xE3
_FIRST_HAN, _LAST_HAN = 0xE4, 0xE9


class CellHashes(NamedTuple):
    """The cells of a column, all of shape (cells,).

    Attributes:
        says: What it says, 0 of a cell that says nothing.
        written: How it is written.
        shape: The shape of that.
    """

    says: NDArray[np.uint32]
    written: NDArray[np.uint16]
    shape: NDArray[np.uint16]


def cell_hashes(cells: pa.StringArray) -> CellHashes:
    """The hashes of the cells of a column of strings."""
    data, offsets = string_buffers(cells)
    made = np.zeros((3, len(cells)), np.uint64)
    _hash(data, offsets, made)
    says, written, shape = made
    return CellHashes(
        (says ^ (says >> np.uint64(32))).astype(np.uint32),
        (written >> np.uint64(48)).astype(np.uint16),
        (shape >> np.uint64(48)).astype(np.uint16),
    )


@compiled
def _hash(data: NDArray[np.uint8], offsets: NDArray[np.int32], made: NDArray[np.uint64]) -> None:
    for row in range(made.shape[1]):
        says, written, shape = _FNV_OFFSET, _FNV_OFFSET, _FNV_OFFSET
        kept = 0
        last = 0
        place = offsets[row]
        end = min(offsets[row + 1], place + _LONGEST)
        while place < end:
            size = min(_size(data[place]), end - place)
            meant = _plain(data, place, size)
            kind = _kind(data[place], meant, size)
            if kind != last or kind == _DIGIT or kind < _ZERO:
                shape = (shape ^ np.uint64(kind)) * _FNV_PRIME
            last = kind
            written = (written ^ np.uint64(kind)) * _FNV_PRIME
            if _LOWER_A <= meant <= _LOWER_Z:
                written = (written ^ np.uint64(meant)) * _FNV_PRIME
                meant -= _TO_UPPER
            if meant:
                written = (written ^ np.uint64(meant)) * _FNV_PRIME
                if _ZERO <= meant <= _NINE or _UPPER_A <= meant <= _UPPER_Z:
                    says = (says ^ np.uint64(meant)) * _FNV_PRIME
                    kept += 1
            else:
                for at in range(place, place + size):
                    written = (written ^ np.uint64(data[at])) * _FNV_PRIME
                    if kind == _HAN or data[place] not in (_LATIN_SIGNS, _PUNCTUATION, _CJK):
                        says = (says ^ np.uint64(data[at])) * _FNV_PRIME
                        kept += 1
            place += size
        made[0, row] = says | np.uint64(1) if kept else np.uint64(0)
        made[1, row] = written * _FNV_PRIME
        made[2, row] = shape * _FNV_PRIME


@compiled
def _size(first: int) -> int:
    """Bytes of a character that begins so."""
    if first < _FIRST_WIDE:
        return 1
    return 2 if first < 0xE0 else 3 if first < 0xF0 else 4


@compiled
def _plain(data: NDArray[np.uint8], place: int, size: int) -> int:
    """The character of ASCII that one is, or stands for; 0 where there is none.

    Spaces are one space, and of full width are not only digits and letters: what files are written
    as exchanges one for the other.
    """
    first = data[place]
    if size == 1:
        return _SPACE if first < _SPACE else int(first)
    second = data[place + 1]
    if size == 2:
        return _SPACE if first == _LATIN_SIGNS and second == _NO_BREAK else 0
    third = data[place + 2]
    if first == _CJK and second == 0x80:
        return _SPACE if third == 0x80 else _COMMA if third == 0x81 else 0
    if first == _FULL_WIDTH and second in (0xBC, 0xBD):
        code = (int(second) - 0xBC) * 64 + int(third) - 0x80 + 0x20
        return code if _SPACE < code < 0x7F else 0
    return 0


@compiled
def _kind(first: int, meant: int, size: int) -> int:
    """What a character stands for in a shape."""
    digit = _ZERO <= meant <= _NINE
    letter = _UPPER_A <= meant <= _UPPER_Z or _LOWER_A <= meant <= _LOWER_Z
    if digit or letter:
        return _WIDE if size > 1 else _DIGIT if digit else _LETTER
    if meant:
        return meant
    return _HAN if _FIRST_HAN <= first <= _LAST_HAN else _WIDE
