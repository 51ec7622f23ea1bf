"""Reads values as keys: kernels over the bytes of cells, and what they take a number to be."""

from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.normalize.column import normalize_column
from leakbench.detectors.string_buffers import string_buffers
from leakbench.generator.engine.compiled import compiled

READINGS: Final = ("account", "mobile", "resident", "card", "text", "tail")
"""What a value is read as; from ``text`` on as it is written, before in the normalising view."""
_ACCOUNT, _MOBILE, _RESIDENT, _CARD, _TEXT, _TAIL = range(len(READINGS))

_AT_A_TIME: Final = 4096  # views in memory at once
_LONGEST: Final = 192  # bytes of a value that are compared
_TAIL_BYTES: Final = 24  # of an address: street number, building and flat, whatever stands before
_OLD_RESIDENT: Final = 15  # digits of an ID of the first generation
_STAR, _POINT, _AT, _UNDERSCORE = b"*.@_"
_ZERO, _ONE, _SIX, _EIGHT, _NINE = b"01689"
_UPPER_A, _UPPER_Z, _LOWER_A, _LOWER_Z = b"AZaz"
_TO_UPPER: Final = _LOWER_A - _UPPER_A
_FIRST_WIDE: Final = 0b1000_0000  # bytes from here on are of characters outside ASCII
_CONTINUES: Final = 0b1000_0000  # 10______ continues a character,
_CONTINUES_MASK: Final = 0b1100_0000  # 0_______ and 11______ begin one
# First bytes of what is no letter: signs of Latin-1, punctuation, and of the next row its first
# 64 characters, which are the ideographic space and CJK punctuation.
_LATIN_SIGNS, _PUNCTUATION, _CJK = 0xC2, 0xE2, 0xE3
_FNV_OFFSET, _FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
_CHECKS = np.frombuffer(b"10X98765432", np.uint8)

Keys = NDArray[np.uint64]


def read_keys(
    cells: pa.Array,
    row: NDArray[np.int64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    facts: NDArray[np.int64],
) -> Keys:
    """The keys of the values of a column of strings; 0 is one that cannot be read.

    Args:
        cells: The column.
        row: Row of each value, shape (values,).
        start: First code point.
        end: One past the last.
        facts: Role, reading, fewest and most characters of each, shape (values, 4).
    """
    data, offsets = string_buffers(cells)
    bounds = np.zeros(len(row) + 1, np.int32)
    raw = np.empty(int((offsets[row + 1] - offsets[row]).sum()), np.uint8)
    raw = raw[: _gather(_Cells(data, offsets), _Spans(row, start, end), raw, bounds)]
    raw.flags.writeable = bounds.flags.writeable = False
    key = np.zeros(len(row), np.uint64)
    as_written = np.isin(facts[:, 1], (_TEXT, _TAIL))
    _keys(raw, bounds, np.flatnonzero(as_written), facts, key)
    values = pa.StringArray.from_buffers(len(row), pa.py_buffer(bounds), pa.py_buffer(raw))
    viewed = np.flatnonzero(~as_written)
    for begin in range(0, len(viewed), _AT_A_TIME):
        rows = viewed[begin : begin + _AT_A_TIME]
        meant, ends = string_buffers(normalize_column(values.take(pa.array(rows))).text)
        some = np.zeros(len(rows), np.uint64)
        _keys(meant, ends, np.arange(len(some)), facts[rows], some)
        key[rows] = some
    return key


class _Cells(NamedTuple):
    """The UTF-8 bytes of a column, and where each cell begins and ends in them."""

    data: NDArray[np.uint8]
    offsets: NDArray[np.int32]


class _Spans(NamedTuple):
    """Spans of a column: row, first code point, one past the last; each of shape (spans,)."""

    row: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


@compiled
def _gather(cells: _Cells, spans: _Spans, out: NDArray[np.uint8], bounds: NDArray[np.int32]) -> int:
    """Copy the bytes of spans given in code points; gives their number."""
    data, offsets = cells
    row, start, end = spans
    at = 0
    for i in range(len(row)):
        point = -1
        for place in range(offsets[row[i]], offsets[row[i] + 1]):
            point += _begins(data[place])
            if point >= end[i]:
                break
            if point >= start[i]:
                out[at] = data[place]
                at += 1
        bounds[i + 1] = at
    return at


@compiled
def _keys(
    data: NDArray[np.uint8],
    bounds: NDArray[np.int32],
    which: NDArray[np.int64],
    facts: NDArray[np.int64],
    key: Keys,
) -> None:
    """Write the key of each value; 0 stays where it cannot be read as what it should be."""
    kept = np.empty(_LONGEST, np.uint8)
    for i in which:
        reading, shortest, longest = facts[i, 1], facts[i, 2], facts[i, 3]
        size, points = _keep(data, bounds[i], bounds[i + 1], reading, kept)
        first = 0
        if reading == _MOBILE:
            first = _after_country(kept, size)
        elif reading == _RESIDENT and size == _OLD_RESIDENT:
            size = _lengthened(kept)
        elif reading == _TAIL:
            first = max(0, size - _TAIL_BYTES)
            while first < size and not _begins(kept[first]):
                first += 1
        length = points if reading >= _TEXT else size - first
        if not shortest <= length <= longest:
            continue
        if _is_sound(reading, kept, first, size):
            value = _FNV_OFFSET
            for place in range(first, size):
                value = (value ^ np.uint64(kept[place])) * _FNV_PRIME
            key[i] = value | np.uint64(1)


@compiled
def _is_sound(reading: int, kept: NDArray[np.uint8], first: int, size: int) -> bool:
    """Whether digits are where they must be, and check digits right."""
    if reading == _MOBILE:
        return kept[first] == _ONE and _digits(kept, first, size)
    if reading == _RESIDENT:
        return _digits(kept, 0, 17) and kept[17] == _resident_check(kept)
    if reading == _CARD:
        return _digits(kept, 0, size) and _luhn(kept, size)
    return True


@compiled
def _keep(
    data: NDArray[np.uint8], begin: int, end: int, reading: int, kept: NDArray[np.uint8]
) -> tuple[int, int]:
    """Keep what a value consists of, in upper case; gives bytes and code points, 0 if masked."""
    written = reading >= _TEXT
    if end - begin > 2 and data[end - 2] == _POINT and data[end - 1] == _ZERO:
        end -= 2  # a number that a spreadsheet took for a decimal
    size = 0
    points = 0
    mute = False  # in a space or a sign outside ASCII
    for place in range(begin, end):
        byte = data[place]
        if byte == _STAR:
            return 0, 0
        if _begins(byte):
            wide = byte == _CJK and place + 1 < end and data[place + 1] == _CONTINUES
            mute = byte in (_LATIN_SIGNS, _PUNCTUATION) or wide
        if _LOWER_A <= byte <= _LOWER_Z:
            byte -= _TO_UPPER
        plain = _ZERO <= byte <= _NINE or _UPPER_A <= byte <= _UPPER_Z
        mark = byte in (_UNDERSCORE, _AT) and reading == _ACCOUNT
        if (plain or mark or (written and byte >= _FIRST_WIDE and not mute)) and size < _LONGEST:
            kept[size] = byte
            size += 1
            points += _begins(byte)
    return size, points


@compiled
def _after_country(kept: NDArray[np.uint8], size: int) -> int:
    """Where a mobile number begins after 0, 86, 086 or 0086."""
    code = size - 11
    if code == 1 and kept[0] == _ZERO:
        return code
    if 2 <= code <= 4 and kept[code - 2] == _EIGHT and kept[code - 1] == _SIX:
        return code
    return 0


@compiled
def _begins(byte: np.uint8) -> bool:
    """Whether a byte of UTF-8 begins a character."""
    return (byte & _CONTINUES_MASK) != _CONTINUES


@compiled
def _digits(kept: NDArray[np.uint8], first: int, end: int) -> bool:
    others = 0
    for place in range(first, end):
        others += not _ZERO <= kept[place] <= _NINE
    return others == 0


@compiled
def _resident_check(kept: NDArray[np.uint8]) -> np.uint8:
    total = 0
    for place in range(17):
        total += (int(kept[place]) - _ZERO) * _WEIGHTS[place]
    return _CHECKS[total % 11]


@compiled
def _lengthened(kept: NDArray[np.uint8]) -> int:
    """Write an ID of 15 digits as one of 18; gives its length."""
    if not _digits(kept, 0, 15):
        return 15
    for place in range(16, 7, -1):
        kept[place] = kept[place - 2]
    kept[6], kept[7] = _ONE, _NINE  # the century that it left out
    kept[17] = _resident_check(kept)
    return 18


@compiled
def _luhn(kept: NDArray[np.uint8], size: int) -> bool:
    total = 0
    for place in range(size):
        digit = int(kept[size - 1 - place]) - _ZERO
        if place % 2:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return total % 10 == 0
