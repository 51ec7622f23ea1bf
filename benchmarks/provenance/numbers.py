"""Numbers of people in cells, as the whole numbers whose marks are looked at."""

from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.normalize.column import normalize_column
from leakbench.detectors.string_buffers import string_buffers
from leakbench.generator.audit.blocks import column_of, cut
from leakbench.generator.engine.compiled import compiled, inlined
from leakbench.generator.engine.digits import number_at
from leakbench.generator.identifiers.check_digits import (
    CREDIT_VALUE,
    credit_check,
    luhn_check,
    organisation_check,
    resident_check,
)
from leakbench.generator.identifiers.marks import credit_value

KINDS: Final = ("MOBILE", "RESIDENT_ID", "BANK_CARD", "USCC")
_MOBILE, _RESIDENT, _CARD, _CREDIT = range(len(KINDS))

_AT_A_TIME: Final = 4096  # views in memory at once
_ROOM: Final = 32  # characters that a number is read of; more are none of these
_OLD_RESIDENT: Final = 15  # digits of an ID of the first generation
_CARD_LENGTHS: Final = (15, 19)
_SURE: Final = 15  # digits that a spreadsheet keeps of a number; it makes the others 0
_NONE = np.uint64(0)

_STAR, _POINT = b"*."
_ZERO, _ONE, _THREE, _SIX, _EIGHT, _NINE = b"013689"
_UPPER_A, _UPPER_Z, _LOWER_A, _LOWER_Z = b"AZaz"

Bytes = NDArray[np.uint8]
Values = NDArray[np.uint64]


class Found(NamedTuple):
    """Numbers, both of shape (numbers,).

    Attributes:
        kind: Place in ``KINDS``, int8.
        value: What is hashed of it, as ``is_marked`` wants it.
    """

    kind: NDArray[np.int8]
    value: Values


def numbers(strings: pa.RecordBatch, answer: pa.RecordBatch) -> Found:
    """The numbers that a detector found, however they are written.

    What is masked, has lost digits or has a wrong check digit is left out: of such a number nobody
    knows whether it was marked. Resident IDs of 15 digits are lengthened.

    Args:
        strings: What the detector was given.
        answer: Its accepted answer, with the columns of ``SPANS``.
    """
    names = answer.column("label").dictionary.to_pylist()
    code = answer.column("label").indices.to_numpy(zero_copy_only=False)
    kind = np.array([KINDS.index(name) if name in KINDS else -1 for name in names], np.int8)[code]
    row, column, start, end = (
        answer.column(name).to_numpy(zero_copy_only=False).astype(np.int64)
        for name in ("row", "column", "start", "end")
    )
    value = np.zeros(len(kind), np.uint64)
    for number, cells in enumerate(strings.columns):
        here = np.flatnonzero((column == number) & (kind >= 0))
        if len(here):
            whole = column_of(cells)
            first = whole.first[row[here]]
            begin, stop = whole.points[first + start[here]], whole.points[first + end[here]]
            value[here] = _read(cut(whole.data, begin, stop), kind[here])
    known = value != _NONE
    return Found(kind[known], value[known])


def _read(texts: pa.StringArray, kind: NDArray[np.int8]) -> Values:
    """What each text is as a number of its kind; 0 where it is none."""
    value = np.zeros(len(texts), np.uint64)
    for begin in range(0, len(texts), _AT_A_TIME):
        part = slice(begin, begin + _AT_A_TIME)
        meant = string_buffers(normalize_column(texts[part]).text)
        _values(meant.data, meant.offsets, kind[part], value[part])
    return value


@compiled
def _values(data: Bytes, offsets: NDArray[np.int32], kind: NDArray[np.int8], value: Values) -> None:
    kept = np.zeros(_ROOM, np.uint8)
    for i in range(len(kind)):
        size = _keep(data, offsets[i], offsets[i + 1], kept)
        value[i] = _value(kept, size, kind[i])
        # Traders write mobiles and IDs backwards, too; of 15 digits nobody could tell.
        if value[i] == _NONE and kind[i] <= _RESIDENT and size != _OLD_RESIDENT:
            kept[:size] = kept[:size][::-1].copy()
            value[i] = _value(kept, size, kind[i])


@inlined
def _value(kept: Bytes, size: int, kind: int) -> np.uint64:
    if kind == _MOBILE:
        return _mobile(kept, size)
    if kind == _RESIDENT:
        return _resident(kept, size)
    if kind == _CARD:
        return _card(kept, size)
    return _credit_code(kept, size)


@inlined
def _keep(data: Bytes, begin: int, end: int, kept: Bytes) -> int:
    """Keep digits and letters, in upper case; gives how many, 0 if it is masked or too long."""
    points = 0
    for place in range(begin, end):
        points += data[place] == _POINT
    if points == 1 and end - begin > 2 and data[end - 2] == _POINT and data[end - 1] == _ZERO:
        end -= 2  # a number that a spreadsheet took for a decimal
    size = 0
    for place in range(begin, end):
        byte = data[place]
        if _LOWER_A <= byte <= _LOWER_Z:
            byte -= np.uint8(_LOWER_A - _UPPER_A)
        if _ZERO <= byte <= _NINE or _UPPER_A <= byte <= _UPPER_Z:
            if size == _ROOM:
                return 0
            kept[size] = byte
            size += 1
        elif byte == _STAR:
            return 0
    return size


@inlined
def _are_digits(kept: Bytes, begin: int, end: int) -> bool:
    others = 0
    for place in range(begin, end):
        others += not _ZERO <= kept[place] <= _NINE
    return others == 0


@inlined
def _is_cut_off(kept: Bytes, size: int) -> bool:
    """Whether a spreadsheet has made the last digits of a long number 0, as far as can be told."""
    others = 0
    for place in range(_SURE, size):
        others += kept[place] != _ZERO
    return size > _SURE + 1 and others == 0


@inlined
def _mobile(kept: Bytes, size: int) -> np.uint64:
    """11 digits, after 0, 86, 086 or 0086 if need be."""
    first = size - 11
    if first < 0 or first > 4 or not _are_digits(kept, 0, size):
        return _NONE
    if first == 1 and kept[0] != _ZERO:
        return _NONE
    if first > 1 and not (kept[first - 2] == _EIGHT and kept[first - 1] == _SIX):
        return _NONE
    if kept[first] != _ONE or kept[first + 1] < _THREE:
        return _NONE
    return np.uint64(number_at(kept, first, 11))


@inlined
def _resident(kept: Bytes, size: int) -> np.uint64:
    """17 digits before the check digit; those of 15 get the century that they left out."""
    if size == _OLD_RESIDENT and _are_digits(kept, 0, size):
        # Not so the first digits of one of 18, whose year of four has no month behind two.
        if not (1 <= number_at(kept, 8, 2) <= 12 and 1 <= number_at(kept, 10, 2) <= 31):
            return _NONE
        area, rest = number_at(kept, 0, 6), number_at(kept, 6, 9)
        return np.uint64((area * 100 + 19) * 10**9 + rest)
    if size != 18 or kept[0] == _ZERO or not _are_digits(kept, 0, 17):
        return _NONE
    if _is_cut_off(kept, size) or kept[17] != resident_check(kept, 0):
        return _NONE
    return np.uint64(number_at(kept, 0, 17))


@inlined
def _card(kept: Bytes, size: int) -> np.uint64:
    """All digits before the check digit."""
    if not _CARD_LENGTHS[0] <= size <= _CARD_LENGTHS[1] or not _are_digits(kept, 0, size):
        return _NONE
    if _is_cut_off(kept, size) or kept[size - 1] != luhn_check(kept, 0, size - 1):
        return _NONE
    return np.uint64(number_at(kept, 0, size - 1))


@inlined
def _credit_code(kept: Bytes, size: int) -> np.uint64:
    """All characters before the check characters."""
    others = 0
    for place in range(size):
        others += CREDIT_VALUE[kept[place]] < 0
    if size != 18 or others or kept[16] != organisation_check(kept, 8):
        return _NONE
    if kept[17] != credit_check(kept, 0):
        return _NONE
    return credit_value(kept, 0)
