"""The compiled scanner behind ``native``: one pass over the value bytes of a column.

It walks from character to character, counting code points, and stops only at runs of ASCII digits
and letters, which it classifies by length, prefix and check digits. Numbers inside longer runs are
never reported, nor are numbers that fail their checksum.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.compiled import compiled
from leakbench.generator.tables import table

Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

MOBILE, LANDLINE, HOTLINE, RESIDENT_ID, USCC, BANK_CARD, EMAIL, LICENSE_PLATE = range(8)

_ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
_ID_CHECK = np.frombuffer(b"10X98765432", np.uint8)
_USCC_WEIGHTS = np.array([3**i % 31 for i in range(17)], np.int64)
_USCC_VALUE = np.full(256, -1, np.int64)
_USCC_VALUE[np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", np.uint8)] = np.arange(31)
_MONTH_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)

_DIGIT, _UPPER, _LOWER = 1, 2, 4
_CLASS = np.zeros(256, np.uint8)
_CLASS[48:58] = _DIGIT
_CLASS[65:91] = _UPPER
_CLASS[97:123] = _LOWER
_MAIL = np.zeros(256, np.bool_)  # what may stand in the local part of an address
for _character in b"._%+-":
    _MAIL[_character] = True

_HYPHEN, _SPACE, _PLUS, _AT, _DOT, _OPEN, _CLOSE = 45, 32, 43, 64, 46, 40, 41


def _mobile_prefixes() -> NDArray[np.bool_]:
    """Which three-digit prefixes are given out to mobile telephony."""
    prefixes = np.zeros(1000, np.bool_)
    for low, high in (
        (130, 139),
        (145, 148),
        (150, 153),
        (155, 159),
        (162, 162),
        (165, 167),
        (170, 173),
        (175, 178),
        (180, 193),
        (195, 199),
    ):
        prefixes[low : high + 1] = True
    return prefixes


def _provinces() -> NDArray[np.bool_]:
    known = np.zeros(100, np.bool_)
    known[[int(code) for code in table("province_shares")["code"]]] = True
    known[[71, 81, 82, 83]] = True  # Taiwan, and residence permits for Hong Kong, Macao, Taiwan
    return known


def _local_digits() -> NDArray[np.int8]:
    """Length of local numbers by area code without its leading 0; 0 where there is no such area."""
    rows = table("calling_areas")
    lengths = np.zeros(1000, np.int8)
    lengths[np.array(rows["area_code"], np.int64)] = np.array(rows["local_digits"], np.int8)
    return lengths


def _plate_characters() -> NDArray[np.bool_]:
    """UTF-8 codes (three bytes as a number, less 0xE40000) of the provinces' plate characters."""
    known = np.zeros(0x060000, np.bool_)
    for character in table("province_shares")["plate"]:
        known[int.from_bytes(character.encode(), "big") - 0xE40000] = True
    return known


MOBILE_PREFIXES = _mobile_prefixes()
PROVINCES = _provinces()
LOCAL_DIGITS = _local_digits()
PLATE_CHARACTERS = _plate_characters()


@compiled
def _number(data: Bytes, at: int, width: int) -> int:
    value = 0
    for i in range(at, at + width):
        value = value * 10 + (data[i] - 48)
    return value


@compiled
def _digits_from(data: Bytes, at: int, end: int) -> int:
    """Length of the run of digits at a place; 0 also if a letter follows it directly."""
    i = at
    while i < end and _CLASS[data[i]] == _DIGIT:
        i += 1
    if i < end and _CLASS[data[i]]:
        return 0
    return i - at


@compiled
def _is_resident_id(data: Bytes, at: int, provinces: Flags) -> bool:
    if not provinces[_number(data, at, 2)]:
        return False
    year, month, day = (
        _number(data, at + 6, 4),
        _number(data, at + 10, 2),
        _number(data, at + 12, 2),
    )
    if not (1900 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= _MONTH_DAYS[month]):
        return False
    if month == 2 and day == 29 and (year % 4 or (year % 100 == 0 and year % 400)):
        return False
    total = 0
    for i in range(17):
        total += (data[at + i] - 48) * _ID_WEIGHTS[i]
    check = data[at + 17]
    if check == 120:  # x
        check = np.uint8(88)
    return check == _ID_CHECK[total % 11]


@compiled
def _is_uscc(data: Bytes, at: int, provinces: Flags) -> bool:
    if data[at + 1] not in (49, 50, 51, 57):  # classes of organisation: 1, 2, 3 and 9 (other)
        return False
    for i in range(2, 8):
        if _CLASS[data[at + i]] != _DIGIT:
            return False
    if not provinces[_number(data, at + 2, 2)]:
        return False
    total = 0
    for i in range(17):
        value = _USCC_VALUE[data[at + i]]
        if value < 0:
            return False
        total += value * _USCC_WEIGHTS[i]
    return _USCC_VALUE[data[at + 17]] == (31 - total % 31) % 31


@compiled
def _passes_luhn(data: Bytes, at: int, width: int) -> bool:
    total = 0
    for i in range(width):
        digit = data[at + width - 1 - i] - 48
        if i % 2:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
    return total % 10 == 0


@compiled
def _mobile_end(data: Bytes, at: int, end: int, prefixes: Flags) -> int:
    """End of the mobile number that begins here, plain or cut 3-4-4; -1 if there is none."""
    width = _digits_from(data, at, end)
    if width == 11 and prefixes[_number(data, at, 3)]:
        return at + 11
    if width == 3 and prefixes[_number(data, at, 3)] and at + 13 <= end:
        cut = data[at + 3]
        if (
            (cut in (_HYPHEN, _SPACE))
            and _digits_from(data, at + 4, end) == 4
            and data[at + 8] == cut
            and _digits_from(data, at + 9, end) == 4
        ):
            return at + 13
    return -1


@compiled
def _landline_end(data: Bytes, at: int, end: int, local: NDArray[np.int8]) -> int:
    """End of the landline whose area code begins here; -1 if there is none."""
    width = _digits_from(data, at, end)
    if data[at] != 48 or width not in (3, 4):
        return -1
    length = local[_number(data, at, width)]
    after = at + width
    if not length or after >= end:
        return -1
    if data[after] == _CLOSE:
        after += 1
        if after < end and data[after] == _HYPHEN:
            after += 1
    elif data[after] in (_HYPHEN, _SPACE):
        after += 1
    else:
        return -1
    if _digits_from(data, after, end) != length or not 50 <= data[after] <= 56:
        return -1
    after += length
    if after < end and data[after] == _HYPHEN:
        extension = _digits_from(data, after + 1, end)
        if 2 <= extension <= 5:
            return after + 1 + extension
    return after


@compiled
def _hotline_end(data: Bytes, at: int, end: int) -> int:
    """End of the 400 or 800 number that begins here; -1 if there is none."""
    width = _digits_from(data, at, end)
    if (
        width not in (3, 7, 10)
        or data[at] not in (52, 56)
        or data[at + 1] != 48
        or data[at + 2] != 48
    ):
        return -1
    if width == 10:
        return at + 10
    after = at + width
    if after >= end or data[after] not in (_HYPHEN, _SPACE):
        return -1
    second = _digits_from(data, after + 1, end)
    if width == 7:
        return after + 4 if second == 3 else -1
    if second == 7:
        return after + 8
    third = after + 1 + second
    if second in (3, 4) and third < end and data[third] == data[after]:
        rest = _digits_from(data, third + 1, end)
        if second + rest == 7:
            return third + 1 + rest
    return -1


@compiled
def _mail_bounds(data: Bytes, first: int, at: int, end: int) -> tuple[int, int]:
    """Begin and end of the e-mail address around an @; equal if there is none."""
    begin = at
    while begin > first and (_CLASS[data[begin - 1]] or _MAIL[data[begin - 1]]):
        begin -= 1
    while begin < at and not _CLASS[data[begin]]:
        begin += 1
    after = at + 1
    dot = -1
    while after < end and (_CLASS[data[after]] or data[after] in (_DOT, _HYPHEN)):
        if data[after] == _DOT:
            dot = after
        after += 1
    while after > at and not _CLASS[data[after - 1]]:
        after -= 1
    if begin == at or dot < at + 2 or after - dot < 3:
        return at, at
    return begin, after


@compiled
def _classify(
    data: Bytes,
    first: int,
    at: int,
    run: int,
    end: int,
    prefixes: Flags,
    provinces: Flags,
    local: NDArray[np.int8],
    plates: Flags,
) -> tuple[int, int, int]:
    """(begin, end, label) of what stands at a run of digits and letters; end = 0 is nothing."""
    width = run - at
    after = data[run] if run < end else np.uint8(0)
    if _CLASS[data[at]] == _DIGIT:
        if after == _AT:
            return 0, 0, -1
        begin = at
        start = at
        before = data[at - 1] if at > first else np.uint8(0)
        if before == _PLUS and width >= 2 and data[at] == 56 and data[at + 1] == 54:
            # +86, then the number itself
            begin = at - 1
            start = at + 2
            if start < end and data[start] in (_SPACE, _HYPHEN):
                start += 1
        elif width == 15 and data[at] == 48 and data[at + 1] == 48 and _number(data, at, 4) == 86:
            start = at + 4
        elif width == 13 and _number(data, at, 2) == 86:
            start = at + 2
        stop = _mobile_end(data, start, end, prefixes)
        if stop > 0:
            return begin, stop, MOBILE
        stop = _landline_end(data, start, end, local)
        if stop > 0:
            if before == _OPEN and data[stop - 1] != _CLOSE and begin == at:
                closing = at + (3 if _digits_from(data, at, end) == 3 else 4)
                if data[closing] == _CLOSE:
                    begin -= 1
            return begin, stop, LANDLINE
        stop = _hotline_end(data, at, end)
        if stop > 0:
            return at, stop, HOTLINE
    if width == 18:
        numeric = 0
        upper = True
        for i in range(at, run):
            numeric += _CLASS[data[i]] == _DIGIT
            upper &= _CLASS[data[i]] != _LOWER
        if (numeric == 18 or (numeric == 17 and data[run - 1] in (88, 120))) and _is_resident_id(
            data, at, provinces
        ):
            return at, run, RESIDENT_ID
        if upper and _is_uscc(data, at, provinces):
            return at, run, USCC
    if (
        16 <= width <= 19
        and data[at] == 54
        and data[at + 1] == 50
        and _digits_from(data, at, end) == width
        and _passes_luhn(data, at, width)
    ):
        return at, run, BANK_CARD
    if width in (6, 7) and _CLASS[data[at]] == _UPPER and at - first >= 3:
        code = (
            np.int64(data[at - 3]) << 16 | np.int64(data[at - 2]) << 8 | data[at - 1]
        ) - 0xE40000
        if 0 <= code < 0x060000 and plates[code]:
            numeric = 0
            for i in range(at, run):
                if _CLASS[data[i]] == _LOWER or data[i] in (73, 79):  # no I, no O
                    return 0, 0, -1
                numeric += _CLASS[data[i]] == _DIGIT
            if numeric >= (3 if width == 6 else 4):
                return at - 3, run, LICENSE_PLATE
    return 0, 0, -1


@compiled
def scan(
    data: Bytes,
    offsets: NDArray[np.int32],
    prefixes: Flags,
    provinces: Flags,
    local: NDArray[np.int8],
    plates: Flags,
    out: NDArray[np.int32],
) -> int:
    """Scan a column.

    Args:
        data: The column's value bytes.
        offsets: Where each cell begins; one more entry ends the last.
        prefixes: Mobile prefixes.
        provinces: Two-digit province codes.
        local: Local digits by area code.
        plates: Plate characters.
        out: Row, start, end and label of each span, int32, shape (4, capacity).

    Returns:
        How many spans there are; if more than the capacity, the rest are not in ``out``.
    """
    found = 0
    capacity = out.shape[1]
    for row in range(len(offsets) - 1):
        first = offsets[row]
        end = offsets[row + 1]
        i = first
        shift = first  # bytes so far that are no code point of their own, plus the cell's begin
        taken = first
        while i < end:
            byte = data[i]
            if byte >= 0x80:
                if byte >= 0xF0:
                    i += 4
                    shift += 3
                elif byte >= 0xE0:
                    i += 3
                    shift += 2
                else:
                    i += 2
                    shift += 1
                continue
            if _CLASS[byte]:
                run = i + 1
                while run < end and _CLASS[data[run]]:
                    run += 1
                if run - i > 1:
                    begin, stop, label = _classify(
                        data, first, i, run, end, prefixes, provinces, local, plates
                    )
                    if stop > 0:
                        if found < capacity:
                            out[0, found] = row
                            # A plate begins with one character of three bytes before the run.
                            out[1, found] = begin - shift + (2 if label == LICENSE_PLATE else 0)
                            out[2, found] = stop - shift
                            out[3, found] = label
                        found += 1
                        run = stop
                        taken = stop
                i = run
                continue
            if byte == _AT:
                begin, stop = _mail_bounds(data, taken, i, end)
                if stop > begin:
                    if found < capacity:
                        out[0, found] = row
                        out[1, found] = begin - shift
                        out[2, found] = stop - shift
                        out[3, found] = EMAIL
                    found += 1
                    i = stop
                    taken = stop
                    continue
            i += 1
    return found
