"""The memory of columns of strings, as kernels read it: looked through before anything trusts it.

Kernels ask neither whether a cell ends where the next begins nor whether a character has all its
bytes; memory that a stranger hands over may break both, and what reads it would leave its array.
"""

from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.plain_strings import StringsError, check_column, without_nulls
from leakbench.generator.engine.compiled import compiled, inlined
from leakbench.generator.engine.intrinsics import BLOCK, bytes_in_ranges, trailing_zeros

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int32]

# Ranges of bytes, each by its lowest and how many there are.
_HIGH: Final = (0x80, 0x80)  # of characters outside ASCII
_LEADS: Final = (0xC0, 0x40)  # begins a character of two bytes or more,
_LEADS_THREE: Final = (0xE0, 0x20)  # of three or more,
_LEADS_FOUR: Final = (0xF0, 0x10)  # of four
_EASY: Final = (0xC2, 0x1E, 0xE1, 0x0C, 0xEE, 0x02)  # leads that any byte that continues may follow
_ONE, _TWO, _THREE, _BLOCK = np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(BLOCK)
_KIND, _CONTINUES = 0b1100_0000, 0b1000_0000  # 10______ continues a character

# Leads after which the second byte has bounds of its own: else the character would have a shorter
# form, be half of a pair, or lie beyond U+10FFFF.
_E0, _ED, _F0, _F4 = 0xE0, 0xED, 0xF0, 0xF4
_FROM_A0, _FROM_90 = 0xA0, 0x90
_FIRST_LEAD: Final = 0xC2  # those below would begin too long a form of ASCII
_LONGEST: Final = 4  # bytes of a character
NOWHERE: Final = -1


class Strings(NamedTuple):
    """Strings without nulls, in memory that is sound.

    Attributes:
        data: Their UTF-8 bytes, not to be written.
        offsets: Where each begins and the last one ends, not to be written; shape (strings + 1,).
    """

    data: Bytes
    offsets: Offsets


# All arrays come as not to be written: kernels are compiled for each kind.
_NO_BYTES: Bytes = np.frombuffer(b"", np.uint8)
NO_STRINGS: Final = Strings(_NO_BYTES, np.frombuffer(bytes(4), np.int32))


def string_buffers(column: pa.StringArray, name: str = "text") -> Strings:
    """The memory of a column of type ``string``, sliced or not; a null is an empty string.

    Args:
        column: The strings.
        name: What the column is called, for the message.

    Raises:
        StringsError: They are no sound Arrow or no UTF-8.
    """
    if not len(column):
        return NO_STRINGS
    try:
        column.validate()  # that its buffers have their sizes; what is in them is looked at below
    except pa.ArrowInvalid:
        check_column(column, name)
    if column.null_count:
        check_column(column, name)
        column = without_nulls(column)
    _, ends, content = column.buffers()
    count, first = len(column) + 1, column.offset
    offsets = np.frombuffer(ends, np.int32, count, 4 * first)
    data = _NO_BYTES if content is None or not content.size else np.frombuffer(content, np.uint8)
    if not offsets.flags.aligned:
        offsets = offsets.copy()
    # All come as not to be written: kernels are compiled for each kind of array.
    if offsets.flags.writeable or data.flags.writeable:
        data.flags.writeable = offsets.flags.writeable = False
    broken = first_broken(data, offsets)
    if broken != NOWHERE:
        raise StringsError(name, f"row {broken}: its bytes are no UTF-8, or not its own")
    return Strings(data, offsets)


def columns_of(batch: pa.RecordBatch) -> list[Strings]:
    """The memory of each column of a batch of ``plain_strings``.

    Raises:
        StringsError: A column is no sound Arrow or no UTF-8.
    """
    names = batch.schema.names
    return [string_buffers(column, name) for column, name in zip(batch.columns, names, strict=True)]


def size_of(strings: Strings) -> int:
    """Bytes of all strings."""
    return int(strings.offsets[-1]) - int(strings.offsets[0])


def longest_of(strings: Strings, many: int) -> int:
    """Bytes of the longest string; where they are no more than ``many``, of all of them."""
    size = size_of(strings)
    if size <= many:
        return size
    begins = strings.offsets
    return int((begins[1:] - begins[:-1]).max())


@compiled
def first_broken(data: Bytes, offsets: Offsets) -> int:
    """The first string that is not whole characters of its own; −1 if there is none.

    Args:
        data: All bytes.
        offsets: Where each string begins and the last one ends.
    """
    rows = len(offsets) - 1
    outside = _first_outside(len(data), offsets)
    if outside != NOWHERE:
        return outside
    wrong = _first_wrong(data, int(offsets[0]), int(offsets[rows]))
    if wrong == NOWHERE:
        wrong = len(data)
    before = 0  # the last string that is not empty
    for row in range(rows):
        start, end = int(offsets[row]), int(offsets[row + 1])
        if start < end:
            if start < wrong and data[np.uint64(start)] & _KIND == _CONTINUES:
                return before
            if wrong < end:
                return row
            before = row
    return NOWHERE


@inlined
def _first_outside(size: int, offsets: Offsets) -> int:
    """The first string that does not lie within so many bytes, behind all before it; −1 if none."""
    if offsets[0] < 0:
        return 0
    rows = len(offsets) - 1
    ordered = offsets[rows] <= size
    for row in range(rows):  # without a way out, so that many are compared at once
        ordered &= offsets[row] <= offsets[row + 1]
    if not ordered:
        for row in range(rows):
            if not offsets[row] <= offsets[row + 1] <= size:
                return row
    return NOWHERE


@inlined
def _first_wrong(data: Bytes, begin: int, end: int) -> int:
    """Where the first character begins that is no UTF-8, as if there were one string; −1 if none.

    Blocks are told apart by masks: which bytes continue a character, and which must.
    """
    at = begin
    two = three = four = np.uint64(0)  # bytes at the begin of the block that must continue one
    while at + BLOCK <= end:
        high = bytes_in_ranges(data, at, _HIGH)
        if high | two | three | four:
            leads = bytes_in_ranges(data, at, _LEADS)
            threes = bytes_in_ranges(data, at, _LEADS_THREE)
            fours = bytes_in_ranges(data, at, _LEADS_FOUR)
            must = leads << _ONE | threes << _TWO | fours << _THREE | two | three | four
            hard = leads & ~bytes_in_ranges(data, at, _EASY)
            if must != high & ~leads or not _seconds_fit(data, at, end, hard):
                break
            two = leads >> _BLOCK - _ONE
            three, four = threes >> _BLOCK - _TWO, fours >> _BLOCK - _THREE
        at += BLOCK
    # Byte by byte from the last character on that may not have ended before.
    checked, at = at, max(begin, at - _LONGEST + 1)
    while begin < at < checked and data[np.uint64(at)] & _KIND == _CONTINUES:
        at += 1
    while at < end:
        size = _size(data, at, end)
        if not size:
            return at
        at += size
    return NOWHERE


@inlined
def _seconds_fit(data: Bytes, at: int, end: int, leads: np.uint64) -> bool:
    """Whether leads in the block at a place are some, and followed by a byte that may follow."""
    while leads:
        place = at + trailing_zeros(leads)
        if place + 1 == end or not _may_begin(data[np.uint64(place)], data[np.uint64(place + 1)]):
            return False
        leads &= leads - _ONE
    return True


@inlined
def _may_begin(lead: int, second: int) -> bool:
    """Whether a character may begin with two bytes, the second of which continues it."""
    low, high = _CONTINUES, _CONTINUES | ~_KIND & 0xFF
    if lead == _E0:
        low = _FROM_A0
    elif lead == _ED:
        high = _FROM_A0 - 1
    elif lead == _F0:
        low = _FROM_90
    elif lead == _F4:
        high = _FROM_90 - 1
    return _FIRST_LEAD <= lead <= _F4 and low <= second <= high


@inlined
def _size(data: Bytes, at: int, end: int) -> int:
    """Bytes of the character that begins at a place; 0 if it is none, or has not all of them."""
    lead = data[np.uint64(at)]
    if lead < _CONTINUES:
        return 1
    size = 2 + (lead >= _E0) + (lead >= _F0)
    if at + size > end or not _may_begin(lead, data[np.uint64(at + 1)]):
        return 0
    for place in range(at + 2, at + size):
        if data[np.uint64(place)] & _KIND != _CONTINUES:
            return 0
    return size
