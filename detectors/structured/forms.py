"""First pass: what could be an identifier, by its form alone, in one walk over the bytes.

The walk goes from character to character and stops only at runs of ASCII digits and letters. Forms
with a check digit or an unmistakable shape get their label here; the rest get a kind that the
second pass decides by the words around it. A cell with characters that stand for digits is put off:
it is read again in the normalising view.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.kinds import (
    BACKWARDS,
    BANK_CARD,
    DATE,
    DOCUMENT,
    DOTTED,
    ELEVEN,
    EMAIL,
    FIFTEEN,
    FOURTEEN,
    GEO_POINT,
    HOTLINE,
    LANDLINE,
    LICENSE_PLATE,
    MAC,
    MOBILE,
    NAME,
    NUMBER,
    PARCEL,
    PERMIT,
    PROPERTY_TITLE,
    RESIDENT_ID,
    SPREAD,
    STUDENT_NO,
    USCC,
    WAYBILL,
)
from leakbench.detectors.structured.view import DROPPED, FOLDED, NUMERAL, PICTURE, SEPARATOR
from leakbench.generator.compiled import compiled

Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

_ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
_ID_CHECK = np.frombuffer(b"10X98765432", np.uint8)
_USCC_WEIGHTS = np.array([3**i % 31 for i in range(17)], np.int64)
_USCC_VALUE = np.full(256, -1, np.int64)
_USCC_VALUE[np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", np.uint8)] = np.arange(31)
_POSTAL_WEIGHTS = np.array([8, 6, 4, 2, 3, 5, 9, 7], np.int64)
_MONTH_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)

_DIGIT, _UPPER, _LOWER = 1, 2, 4
_CLASS = np.zeros(256, np.uint8)
_CLASS[48:58] = _DIGIT
_CLASS[65:91] = _UPPER
_CLASS[97:123] = _LOWER
_MAIL = np.zeros(256, np.bool_)  # what may stand in the local part of an address
_JOINT = np.zeros(256, np.bool_)  # what may stand once between the digits of a number
_HEX = np.zeros(256, np.bool_)
_ODD = np.zeros(256, np.bool_)  # what the view may read in another way
_LOOKS = np.zeros(256, np.bool_)  # letters that look like digits
for _characters, _table in (
    (b"._%+-", _MAIL),
    (b" -.*#_\n", _JOINT),
    (b"0123456789abcdefABCDEF", _HEX),
    (b"=~^+*[!(", _ODD),
    (b"OoQIlLZzEASsbGTBgq", _LOOKS),
):
    for _character in _characters:
        _table[_character] = True

_HYPHEN, _SPACE, _PLUS, _AT, _DOT, _OPEN, _CLOSE = 45, 32, 43, 64, 46, 40, 41
_COLON, _COMMA, _SLASH, _SCORE = 58, 44, 47, 95

_TAIL, _PLACE, _OPEN_WIDE, _MUGWORT = ord("尾"), ord("位"), ord("（"), ord("艾")
_MIDDLE, _FACE = ord("间"), ord("面")

ROW, BEGIN, END, KIND, FIRST, LAST = range(6)
"""Rows of the candidates: cell, bytes from and to, kind, code points from and to."""


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
def _is_day(year: int, month: int, day: int) -> bool:
    if not (1900 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= _MONTH_DAYS[month]):
        return False
    return not (month == 2 and day == 29 and (year % 4 or (year % 100 == 0 and year % 400)))


@compiled
def _is_resident_id(text: Bytes, at: int, provinces: Flags) -> bool:
    if not provinces[_number(text, at, 2)]:
        return False
    if not _is_day(_number(text, at + 6, 4), _number(text, at + 10, 2), _number(text, at + 12, 2)):
        return False
    total = 0
    for i in range(17):
        total += (text[at + i] - 48) * _ID_WEIGHTS[i]
    check = text[at + 17]
    if check == 120:  # x
        check = np.uint8(88)
    return check == _ID_CHECK[total % 11]


@compiled
def _is_uscc(text: Bytes, at: int, provinces: Flags) -> bool:
    if text[at + 1] not in (49, 50, 51, 57):  # classes of organisation: 1, 2, 3 and 9 (other)
        return False
    for i in range(2, 8):
        if _CLASS[text[at + i]] != _DIGIT:
            return False
    if not provinces[_number(text, at + 2, 2)]:
        return False
    total = 0
    for i in range(17):
        byte = text[at + i]
        if byte >= 97:
            byte -= np.uint8(32)
        value = _USCC_VALUE[byte]
        if value < 0:
            return False
        total += value * _USCC_WEIGHTS[i]
    byte = text[at + 17]
    if byte >= 97:
        byte -= np.uint8(32)
    return _USCC_VALUE[byte] == (31 - total % 31) % 31


@compiled
def _is_card(text: Bytes, at: int, width: int) -> bool:
    """Whether digits begin like a card of that length and pass Luhn."""
    two = _number(text, at, 2)
    if two in (62, 60, 95):
        if width < 16 or width > 19:
            return False
    elif not ((40 <= two < 56 or two == 35) and width == 16):
        return False
    total = 0
    same = True
    for i in range(width):
        digit = text[at + width - 1 - i] - 48
        same &= i >= width - 2 or text[at + width - 1 - i] == text[at + width - 1]
        if i % 2:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
    return total % 10 == 0 and not same


@compiled
def _landline_end(data: Bytes, at: int, width: int, end: int, local: NDArray[np.int8]) -> int:
    """End of the landline whose area code is the run of digits here; -1 if there is none."""
    length = local[_number(data, at, width)]
    after = at + width
    if not length or after >= end:
        return -1
    gap = 0
    while after < end and gap < 3:
        byte = data[after]
        if byte in (_HYPHEN, _SPACE, _CLOSE):
            after += 1
        elif (
            after + 2 < end
            and byte == 0xE2
            and data[after + 1] == 0x80
            and data[after + 2] in (0x93, 0x94)
        ):
            after += 3  # dashes
        elif (
            after + 2 < end
            and byte == 0xEF
            and data[after + 1] == 0xBC
            and data[after + 2] in (0x8D, 0x89)
        ):
            after += 3  # full-width hyphen and bracket
        else:
            break
        gap += 1
    if not gap or after >= end or not 50 <= data[after] <= 56:
        return -1
    found = _digits_from(data, after, end)
    if found != length:
        if (
            found == length - 4
            and after + found + 5 <= end
            and data[after + found] in (_HYPHEN, _SPACE)
            and _digits_from(data, after + found + 1, end) == 4
        ):
            return after + found + 5
        return -1
    return after + length


@compiled
def _extension_end(data: Bytes, at: int, end: int) -> int:
    """End of the extension after a landline, or the place itself."""
    if at + 1 >= end:
        return at
    i = at
    if data[i] == _HYPHEN:
        i += 1
        width = _digits_from(data, i, end)
        return i + width if 1 <= width <= 5 else at
    if data[i] == _SPACE:
        i += 1
    if i + 3 < end and data[i] == 0xE8 and data[i + 1] == 0xBD and data[i + 2] == 0xAC:  # 转
        i += 3
    elif i + 6 < end and data[i] == 0xE5 and data[i + 1] == 0x88 and data[i + 2] == 0x86:  # 分机
        i += 6
    elif (
        i + 3 < end
        and (data[i] | 32) == 101
        and (data[i + 1] | 32) == 120
        and (data[i + 2] | 32) == 116
    ):
        i += 3
        if i < end and data[i] == _DOT:
            i += 1
    else:
        return at
    if i < end and data[i] == _SPACE:
        i += 1
    width = _digits_from(data, i, end)
    return i + width if 1 <= width <= 6 else at


@compiled
def _hotline_end(data: Bytes, at: int, width: int, end: int) -> int:
    """End of the 400 or 800 number that begins here; -1 if there is none."""
    if data[at + 1] != 48 or data[at + 2] != 48 or data[at] not in (52, 56):
        return -1
    if width == 10:
        return at + 10
    digits = width
    i = at + width
    gaps = 0
    while i + 1 < end and data[i] in (_HYPHEN, _SPACE) and gaps < 3 and digits < 10:
        more = _digits_from(data, i + 1, end)
        if more == 0:
            break
        digits += more
        i += 1 + more
        gaps += 1
    return i if digits == 10 and width in (3, 4, 6, 7) else -1


@compiled
def _day_end(data: Bytes, at: int, width: int, end: int) -> tuple[int, bool]:
    """(end of the date that begins with this number or -1, whether a time of day follows)."""
    i = at + width
    if i + 3 > end:
        return -1, False
    gap = data[i]
    if width == 8:
        if gap == _HYPHEN and _CLASS[data[i + 1]] == _DIGIT:
            return -1, False
        if not _is_day(_number(data, at, 4), _number(data, at + 4, 2), _number(data, at + 6, 2)):
            return -1, False
        return i, False
    han = 0
    if gap == 0xE5 and data[i + 1] == 0xB9 and data[i + 2] == 0xB4:  # 年
        han = 1
        i += 3
    elif gap in (_HYPHEN, _SLASH, _DOT):
        i += 1
    else:
        return -1, False
    months = 0
    while i + months < end and _CLASS[data[i + months]] == _DIGIT:
        months += 1
    if not 1 <= months <= 2:
        return -1, False
    month = _number(data, i, months)
    i += months
    if han:
        if i + 3 > end or data[i] != 0xE6 or data[i + 1] != 0x9C or data[i + 2] != 0x88:  # 月
            return -1, False
        i += 3
    else:
        if i >= end or data[i] != gap:
            return -1, False
        i += 1
    days = 0
    while i + days < end and _CLASS[data[i + days]] == _DIGIT:
        days += 1
    if not 1 <= days <= 2:
        return -1, False
    day = _number(data, i, days)
    i += days
    year = _number(data, at, width)
    if width == 2:
        if gap == _DOT and (months != 2 or days != 2):
            return -1, False
        year += 1900 if year > 26 else 2000
    if not _is_day(year, month, day):
        return -1, False
    if (
        han and i + 2 < end and data[i] == 0xE6 and data[i + 1] == 0x97 and data[i + 2] == 0xA5
    ):  # 日
        i += 3
    if i < end and (
        _CLASS[data[i]] == _DIGIT
        or (data[i] == gap and i + 1 < end and _CLASS[data[i + 1]] == _DIGIT)
    ):
        return -1, False
    timed = (
        i + 3 < end
        and data[i] in (_SPACE, 84)
        and _CLASS[data[i + 1]] == _DIGIT
        and (data[i + 2] == _COLON or data[i + 3] == _COLON)
    )
    return i, timed


@compiled
def _dotted_end(data: Bytes, at: int, end: int) -> int:
    """End of four numbers up to 255 with dots between them; -1 if there are none."""
    i = at
    for place in range(4):
        width = 0
        while i + width < end and width < 4 and _CLASS[data[i + width]] == _DIGIT:
            width += 1
        if not 1 <= width <= 3 or _number(data, i, width) > 255 or (width > 1 and data[i] == 48):
            return -1
        i += width
        if place < 3:
            if i >= end or data[i] != _DOT:
                return -1
            i += 1
    if i < end and (
        _CLASS[data[i]] or (data[i] == _DOT and i + 1 < end and _CLASS[data[i + 1]] == _DIGIT)
    ):
        return -1
    return i


@compiled
def _degrees_end(data: Bytes, at: int, end: int, limit: int) -> int:
    """End of a decimal number with four or more places and up to a limit; -1 if there is none."""
    i = at
    if i < end and data[i] == _HYPHEN:
        i += 1
    width = 0
    while i + width < end and width < 4 and _CLASS[data[i + width]] == _DIGIT:
        width += 1
    if not 1 <= width <= 3 or _number(data, i, width) > limit:
        return -1
    i += width
    if i >= end or data[i] != _DOT:
        return -1
    i += 1
    places = 0
    while i + places < end and _CLASS[data[i + places]] == _DIGIT:
        places += 1
    if places < 4 or places > 10:
        return -1
    return i + places


@compiled
def _point_end(data: Bytes, at: int, end: int) -> int:
    """End of longitude and latitude, in either order; -1 if there are none."""
    i = _degrees_end(data, at, end, 180)
    if i < 0 or i + 1 >= end or data[i] not in (_COMMA, _SPACE):
        return -1
    i += 1
    if data[i] == _SPACE:
        i += 1
    return _degrees_end(data, i, end, 180)


@compiled
def _gathered(
    data: Bytes,
    at: int,
    end: int,
    mobile: Flags,
    provinces: Flags,
    local: NDArray[np.int8],
    scratch: Bytes,
) -> tuple[int, int]:
    """(end, label) of an identifier whose characters are broken up by one separator, or (-1, 0)."""
    i = at
    count = 0
    gap = np.uint8(0)
    letters = 0
    best = -1
    label = 0
    chunk = 0
    chunks = 0
    while i < end and count < 20:
        byte = data[i]
        if _CLASS[byte]:
            if _CLASS[byte] != _DIGIT:
                letters += 1
            scratch[count] = byte
            count += 1
            i += 1
            chunk += 1
            if i < end and _CLASS[data[i]]:
                continue
            # A chunk ends here; a long one is a number of its own.
            if chunk >= 10:
                break
            chunk = 0
            chunks += 1
            if letters == 0:
                if count == 11:
                    if scratch[0] == 49 and mobile[_number(scratch, 0, 3)] and best < 0:
                        best, label = i, MOBILE
                elif count == 18 and _is_resident_id(scratch, 0, provinces):
                    best, label = i, RESIDENT_ID
                if scratch[0] == 48 and 10 <= count <= 12:
                    code = 3 if scratch[1] in (49, 50) else 4
                    if (
                        local[_number(scratch, 0, code)] == count - code
                        and 50 <= scratch[code] <= 56
                    ):
                        best, label = i, LANDLINE
                if (
                    16 <= count <= 19
                    and gap != 10
                    and label != RESIDENT_ID
                    and _is_card(scratch, 0, count)
                ):
                    best, label = i, BANK_CARD
            elif count == 18:
                if (
                    letters == 1
                    and scratch[17] in (88, 120)
                    and _is_resident_id(scratch, 0, provinces)
                ):
                    return i, RESIDENT_ID
                if _is_uscc(scratch, 0, provinces):
                    return i, USCC
            continue
        if not _JOINT[byte]:
            break
        j = i
        good = True
        while j < end and j - i < 3 and _JOINT[data[j]]:
            if data[j] != _HYPHEN:
                if gap and data[j] != gap:
                    good = False
                gap = data[j]
            j += 1
        if not good or j >= end or not _CLASS[data[j]] or (j - i > 1 and data[i] == data[i + 1]):
            break
        i = j
    if (
        best < 0
        and letters == 0
        and 9 <= count <= 11
        and chunks >= 2
        and gap in (_DOT, 42, 35, _SCORE)
    ):
        return i, SPREAD
    return best, label


@compiled
def _split_end(data: Bytes, at: int, end: int, mobile: Flags) -> int:
    """End of a mobile number in groups of 3, 4 and 4 with the same few words between; else -1."""
    if not mobile[_number(data, at, 3)]:
        return -1
    gap = at + 3
    i = gap
    while i < end and i - gap <= 16 and not _CLASS[data[i]]:
        i += 1
    size = i - gap
    if size == 0 or size > 16 or _digits_from(data, i, end) != 4 or i + 8 + size > end:
        return -1
    for k in range(size):
        if data[i + 4 + k] != data[gap + k]:
            return -1
    i += 4 + size
    return i + 4 if _digits_from(data, i, end) == 4 else -1


@compiled
def _mail_end(data: Bytes, at: int, end: int) -> int:
    """End of the domain that begins here; -1 if there is none."""
    i = at
    dot = -1
    while i < end and (_CLASS[data[i]] or data[i] in (_DOT, _HYPHEN)):
        if data[i] == _DOT:
            dot = i
        i += 1
    while i > at and not _CLASS[data[i - 1]]:
        i -= 1
    while dot >= i:
        dot -= 1
        while dot > at and data[dot] != _DOT:
            dot -= 1
    return i if dot > at and i - dot >= 3 and _CLASS[data[dot + 1]] != _DIGIT else -1


@compiled
def _spelt_mail(data: Bytes, first: int, at: int, end: int) -> tuple[int, int]:
    """(begin, end) of an address whose " at " stands here, with " dot " for dots; equal if none."""
    begin = at - 1
    while begin > first:
        if _CLASS[data[begin - 1]] or _MAIL[data[begin - 1]]:
            begin -= 1
        elif (
            begin - 5 > first
            and data[begin - 1] == _SPACE
            and data[begin - 2] == 116
            and data[begin - 3] == 111
            and data[begin - 4] == 100
            and data[begin - 5] == _SPACE
        ):
            begin -= 5
        else:
            break
    i = at + 3
    dot = False
    while i < end:
        if _CLASS[data[i]] or data[i] in (_DOT, _HYPHEN):
            dot |= data[i] == _DOT
            i += 1
        elif (
            i + 5 < end
            and data[i] == _SPACE
            and data[i + 1] == 100
            and data[i + 2] == 111
            and data[i + 3] == 116
            and data[i + 4] == _SPACE
            and _CLASS[data[i + 5]]
        ):
            dot = True
            i += 5
        else:
            break
    while begin < at and not _CLASS[data[begin]]:
        begin += 1
    if not dot or begin >= at - 1:
        return at, at
    return begin, i


@compiled
def _title_bounds(data: Bytes, first: int, run: int, end: int) -> tuple[int, int]:
    """(begin, end) of a property title whose year in brackets ends here; equal if none."""
    # 省简称(YYYY)…不动产权第NNNNNNN号
    if run + 1 >= end:
        return run, run
    begin = run - 4
    if data[begin - 1] == _OPEN:
        begin -= 1
    elif begin - 3 >= first and data[begin - 3] in (0xEF, 0xE3):
        begin -= 3
    else:
        return run, run
    if begin - 3 < first or data[begin - 3] < 0xE4:
        return run, run
    begin -= 3
    i = run
    limit = min(end, run + 90)
    while i + 3 < limit:
        if (
            data[i] == 0xE7
            and data[i + 1] == 0xAC
            and data[i + 2] == 0xAC
            and _CLASS[data[i + 3]] == _DIGIT
        ):  # 第
            found = i - 6
            # 产权 or 权证 right before it
            if not (
                data[found + 3] == 0xE6 and data[found + 4] == 0x9D and data[found + 5] == 0x83
            ) and not (
                data[found + 3] == 0xE8 and data[found + 4] == 0xAF and data[found + 5] == 0x81
            ):
                return run, run
            i += 3
            width = _digits_from(data, i, end)
            if width < 4:
                return run, run
            i += width
            if (
                i + 3 <= end and data[i] == 0xE5 and data[i + 1] == 0x8F and data[i + 2] == 0xB7
            ):  # 号
                i += 3
            return begin, i
        if data[i] == 10:
            break
        i += 1
    return run, run


@compiled
def _plate(
    data: Bytes, first: int, at: int, end: int, plates: Flags, scratch: Bytes
) -> tuple[int, int]:
    """(begin, end) of the number plate whose letters begin here; equal if there is none."""
    begin = at
    before = at
    if before - 3 < first:
        return at, at
    if data[before - 1] in (_DOT, 42, 35):
        before -= 1
    if before - 3 < first or data[before - 3] < 0xE4 or data[before - 3] >= 0xF0:
        return at, at
    code = (
        ((data[before - 3] & 15) << 12) | ((data[before - 2] & 63) << 6) | (data[before - 1] & 63)
    )
    if not plates[code]:
        return at, at
    begin = before - 3
    count = 0
    digits = 0
    i = at
    while i < end and count < 9:
        byte = data[i]
        if _CLASS[byte]:
            if _CLASS[byte] == _DIGIT:
                digits += 1
            elif (byte | 32) in (105, 111) or (count == 0 and _CLASS[byte] == _DIGIT):  # no I, no O
                return at, at
            scratch[count] = byte
            count += 1
            i += 1
            continue
        if count >= 7:
            break
        step = 0
        if _JOINT[byte] and byte != 10:
            step = 1
        elif byte == 0xC2 and i + 1 < end and data[i + 1] == 0xB7:  # ·
            step = 2
        elif byte == 0xE2 and i + 2 < end and data[i + 1] == 0x80 and data[i + 2] == 0xA2:  # •
            step = 3
        if not step or i + step >= end or not _CLASS[data[i + step]]:
            break
        if count == 6 and byte in (_SPACE, _HYPHEN, _SCORE):
            break
        i += step
    if count not in (6, 7) or digits < count - 3 or _CLASS[scratch[0]] == _DIGIT:
        return at, at
    return begin, i


@compiled
def _lettered(
    data: Bytes, at: int, run: int, provinces: Flags, scratch: Bytes
) -> tuple[int, int, int]:
    """(begin, end, kind) of a run of letters and digits; end = 0 is nothing."""
    width = run - at
    digits = 0
    heads = 0  # letters before the first digit
    for i in range(at, run):
        if _CLASS[data[i]] == _DIGIT:
            digits += 1
        elif digits == 0:
            heads += 1
    if width == 18:
        if digits == 17 and data[run - 1] in (88, 120) and _is_resident_id(data, at, provinces):
            return at, run, RESIDENT_ID
        if digits == 17 and (data[at] | 32) == 120:
            for i in range(18):
                scratch[i] = data[run - 1 - i]
            if _is_resident_id(scratch, 0, provinces):
                return at, run, RESIDENT_ID
        if digits >= 8 and heads <= 1 and _is_uscc(data, at, provinces):
            return at, run, USCC
    if width == 19 and heads == 1 and (data[at] | 32) == 103:
        digits = 0
        for i in range(at + 1, run - 1):
            digits += _CLASS[data[i]] == _DIGIT
        if digits == 17 and _is_resident_id(data, at + 1, provinces):
            return at, run, STUDENT_NO
    one = data[at] & 0xDF
    two = data[at + 1] & 0xDF if _CLASS[data[at + 1]] != _DIGIT else data[at + 1]
    numeric = digits + heads == width
    if heads >= 1 and width >= 12:
        if one == 83 and two == 70 and numeric and heads == 2 and 14 <= width <= 15:  # SF
            return at, run, WAYBILL
        if one in (89, 74) and two == 84 and numeric and heads == 2 and width == 15:  # YT, JT
            return at, run, WAYBILL
        if (
            one == 74
            and two == 68
            and 13 <= width <= 17
            and (digits >= 3 or (digits and data[at + 1] == 68))
        ):  # JD
            return at, run, WAYBILL
        if (
            one == 68
            and two == 80
            and (data[at + 2] & 0xDF) == 75
            and numeric
            and heads == 3
            and 14 <= width <= 17
        ):
            return at, run, WAYBILL
        if (
            width == 13
            and digits == 9
            and heads == 2
            and (data[run - 2] & 0xDF) == 67
            and (data[run - 1] & 0xDF) == 78
        ):
            total = 0
            for i in range(8):
                total += (data[at + 2 + i] - 48) * _POSTAL_WEIGHTS[i]
            check = 11 - total % 11
            check = 0 if check == 10 else (5 if check == 11 else check)
            if data[at + 10] - 48 == check:
                return at, run, WAYBILL
    if numeric and heads:
        if width == 9 or (width == 11 and heads == 1 and one in (72, 77)):
            if heads == 1 and one in (69, 71, 72, 77, 67):
                return at, run, PERMIT
            if heads == 2 and (one in (69, 67) or (two == 69 and one in (80, 83, 68))):
                return at, run, PERMIT
        if 8 <= width <= 9 and 2 <= heads <= 3 and digits in (6, 7) and data[at] < 97:
            return at, run, PERMIT
        if 5 <= digits <= 12 and heads <= 6:
            return at, run, NAME
    if 8 <= width <= 10 and digits >= 5:
        return at, run, DOCUMENT
    if (digits or (one == 74 and two == 68)) and width >= 6 and _CLASS[data[at]] != _DIGIT:
        return at, run, NAME
    return 0, 0, -1


@compiled
def _lookalike(data: Bytes, at: int, run: int) -> bool:
    """Whether a run has the length of a number, and its only letters look like digits."""
    width = run - at
    if width not in (11, 18, 16, 19, 10, 12, 15):
        return False
    letters = 0
    for i in range(at, run):
        byte = data[i]
        if _CLASS[byte] != _DIGIT:
            if not _LOOKS[byte] and not (i == run - 1 and byte in (88, 120)):
                return False
            letters += 1
    return letters > 0 and letters * 3 <= width * 2


@compiled
def _suspicious(
    data: Bytes, first: int, at: int, end: int, fold: int, code: int, alarms: Bytes
) -> bool:
    """Whether a numeral, picture, separator or word stands where it may belong to a number."""
    before = at > first and _CLASS[data[at - 1]] == _DIGIT
    behind = at + 3 < end and _CLASS[data[at + 3]] == _DIGIT
    if fold == NUMERAL:
        if before or behind:
            return True
        return (
            at + 5 < end
            and 0xE0 <= data[at + 3] < 0xF0
            and alarms[
                ((data[at + 3] & 15) << 12) | ((data[at + 4] & 63) << 6) | (data[at + 5] & 63)
            ]
            == NUMERAL
        )
    if fold == PICTURE:
        return (at > first and _CLASS[data[at - 1]] > 0) or (
            at + 3 < end and _CLASS[data[at + 3]] > 0
        )
    if before and (behind or code == _OPEN_WIDE):
        return True
    if code == _PLACE:
        return (
            at - 3 >= first
            and 0xE0 <= data[at - 3] < 0xF0
            and alarms[
                ((data[at - 3] & 15) << 12) | ((data[at - 2] & 63) << 6) | (data[at - 1] & 63)
            ]
            == NUMERAL
        )
    return (behind and code in (_MIDDLE, _FACE)) or (
        code == _MUGWORT and at > first and _CLASS[data[at - 1]] > 0
    )


@compiled
def find(
    data: Bytes,
    offsets: NDArray[np.int32],
    raw: bool,  # noqa: FBT001 - kernels take no keywords
    alarms: Bytes,
    hints: Flags,
    mobile: Flags,
    provinces: Flags,
    local: NDArray[np.int8],
    plates: Flags,
    put_off: Flags,
    out: NDArray[np.int32],
) -> int:
    """Find the candidates of a column.

    Args:
        data: The column's value bytes.
        offsets: Where each cell begins; one more entry ends the last.
        raw: Whether cells that need the normalising view are put off.
        alarms: Which code points need the view, and which are numerals.
        hints: Which last 12 bits of a code point a numeral may have.
        mobile: Mobile prefixes.
        provinces: Two-digit province codes.
        local: Local digits by area code.
        plates: Plate characters by code point.
        put_off: Set where a cell is to be read in the view, shape (cells,).
        out: Candidates, int32, shape (6, capacity); see ``ROW`` and the following.

    Returns:
        How many candidates there are; if more than the capacity, the rest are not in ``out``.
    """
    found = 0
    capacity = out.shape[1]
    scratch = np.empty(24, np.uint8)
    for row in range(len(offsets) - 1):
        first = int(offsets[row])
        end = int(offsets[row + 1])
        i = first
        shift = first  # bytes so far that are no code point of their own, plus the cell's begin
        taken = first
        before = found
        while i < end:
            u = np.uint64(i)  # an unsigned index is never counted from the end
            byte = data[u]
            if byte >= 0x80:
                if 0xE4 <= byte < 0xEA:
                    if raw:
                        low = (data[u + np.uint64(1)] & 63) << 6 | (data[u + np.uint64(2)] & 63)
                        if not hints[np.uint64(low)]:
                            i += 3
                            shift += 2
                            continue
                    else:
                        i += 3
                        shift += 2
                        continue
                if byte >= 0xE0 and byte < 0xF0:
                    if raw:
                        code = ((byte & 15) << 12) | ((data[i + 1] & 63) << 6) | (data[i + 2] & 63)
                        fold = alarms[code]
                        if fold and (
                            fold == DROPPED
                            or fold >= FOLDED
                            or code == _TAIL
                            or _suspicious(data, first, i, end, fold, code, alarms)
                        ):
                            put_off[row] = True
                            break
                    i += 3
                    shift += 2
                elif byte >= 0xF0:
                    if raw and (
                        data[i + 1] == 0x9D
                        or (i > first and _CLASS[data[i - 1]])
                        or (i + 4 < end and _CLASS[data[i + 4]])
                    ):
                        put_off[row] = True
                        break
                    i += 4
                    shift += 3
                else:
                    if raw:
                        fold = alarms[(byte & 31) << 6 | (data[i + 1] & 63)]
                        if fold and (
                            fold != SEPARATOR
                            or (
                                i > first
                                and i + 2 < end
                                and _CLASS[data[i - 1]] == _DIGIT
                                and _CLASS[data[i + 2]] == _DIGIT
                            )
                        ):
                            put_off[row] = True
                            break
                    i += 2
                    shift += 1
                continue
            if byte == _AT:
                begin = i
                while begin > taken and (_CLASS[data[begin - 1]] or _MAIL[data[begin - 1]]):
                    begin -= 1
                while begin < i and not _CLASS[data[begin]]:
                    begin += 1
                stop = _mail_end(data, i + 1, end) if begin < i else -1
                if stop > 0:
                    while found > before and found <= capacity and out[END, found - 1] > begin:
                        found -= 1
                    if found < capacity:
                        out[ROW, found] = row
                        out[BEGIN, found] = begin
                        out[END, found] = stop
                        out[KIND, found] = EMAIL
                        out[FIRST, found] = begin - shift
                        out[LAST, found] = stop - shift
                    found += 1
                    i = stop
                    taken = stop
                else:
                    i += 1
                continue
            kind = _CLASS[byte]
            if not kind:
                if (
                    raw
                    and _ODD[byte]
                    and i > first
                    and i + 1 < end
                    and (
                        (_CLASS[data[i - 1]] == _DIGIT and _CLASS[data[i + 1]] == _DIGIT)
                        or (byte == 91 and _CLASS[data[i - 1]] and data[i + 1] >= 0xE4)
                        or (byte == 33 and _CLASS[data[i - 1]] and _CLASS[data[i + 1]])
                        or (
                            byte == 40
                            and _CLASS[data[i - 1]]
                            and i + 3 < end
                            and data[i + 1] == 97
                            and data[i + 2] == 116
                            and data[i + 3] == 41
                        )
                    )
                ):
                    put_off[row] = True
                    break
                i += 1
                continue
            run = i + 1
            kind_of_first = kind
            digital = kind == _DIGIT
            while run < end:
                kind = _CLASS[data[np.uint64(run)]]
                if not kind:
                    break
                digital &= kind == _DIGIT
                run += 1
            width = run - i
            begin = i
            stop = 0
            label = -1
            nb = data[run] if run < end else np.uint8(0)
            pb = data[i - 1] if i > first else np.uint8(0)
            inner = (
                pb in (_DOT, _HYPHEN, 42, 35) and i - 1 > first and _CLASS[data[i - 2]] == _DIGIT
            )
            if digital:
                if nb == _AT and run + 1 < end and _CLASS[data[run + 1]]:
                    i = run
                    continue
                head = byte
                if width == 11 and head == 49 and mobile[_number(data, i, 3)]:
                    stop, label = run, MOBILE
                    # a country code in brackets or with a sign before it
                    j = i
                    if j > first and data[j - 1] in (_CLOSE, _SPACE, _HYPHEN):
                        j -= 1
                        if j > first and data[j - 1] == _CLOSE:
                            j -= 1
                    if j - 3 >= first and data[j - 1] == 54 and data[j - 2] == 56:
                        j -= 2
                        if data[j - 1] == _PLUS:
                            j -= 1
                            if data[i - 1] == _CLOSE and j > first and data[j - 1] == _OPEN:
                                j -= 1
                            begin = j
                        elif (
                            j - 2 >= first
                            and data[j - 1] == 48
                            and data[j - 2] == 48
                            and (j - 3 < first or not _CLASS[data[j - 3]])
                        ):
                            begin = j - 2
                elif (
                    width == 13
                    and head == 56
                    and data[i + 1] == 54
                    and data[i + 2] == 49
                    and mobile[_number(data, i + 2, 3)]
                ):
                    stop, label = run, MOBILE
                    if pb == _PLUS:
                        begin -= 1
                elif (
                    width == 15
                    and head == 48
                    and _number(data, i, 4) == 86
                    and mobile[_number(data, i + 4, 3)]
                ):
                    stop, label = run, MOBILE
                elif (
                    width == 2
                    and head == 56
                    and data[i + 1] == 54
                    and (nb in (_HYPHEN, _CLOSE) or (nb == _SPACE and pb == _PLUS))
                ) and (pb == _PLUS or nb != _CLOSE):
                    # a country code apart from its number
                    j = run + 1
                    if nb == _CLOSE and j < end and data[j] in (_SPACE, _HYPHEN):
                        j += 1
                    if j + 2 < end and _CLASS[data[j]] == _DIGIT:
                        if data[j] == 49:
                            three = 0
                            while j + three < end and _CLASS[data[j + three]] == _DIGIT:
                                three += 1
                            if three == 11 and mobile[_number(data, j, 3)]:
                                stop, label = j + 11, MOBILE
                            elif three == 3:
                                stop, label = _gathered(
                                    data, j, end, mobile, provinces, local, scratch
                                )
                                if label != MOBILE:
                                    stop = 0
                        elif pb == _PLUS:
                            three = 0
                            while j + three < end and _CLASS[data[j + three]] == _DIGIT:
                                three += 1
                            if three in (2, 3) and j + three + 1 < end:
                                scratch[0] = 48
                                length = local[_number(data, j, three)]
                                rest = _digits_from(data, j + three + 1, end)
                                if (
                                    length
                                    and rest == length
                                    and data[j + three] in (_HYPHEN, _SPACE)
                                ):
                                    stop, label = j + three + 1 + rest, LANDLINE
                        if stop > 0 and pb == _PLUS:
                            begin = i - 1
                            if nb == _CLOSE and begin > first and data[begin - 1] == _OPEN:
                                begin -= 1
                    stop = max(stop, 0)
                elif width in (3, 4) and head == 48 and not inner:
                    stop = _landline_end(data, i, width, end, local)
                    if stop > 0:
                        label = LANDLINE
                        stop = _extension_end(data, stop, end)
                        if pb == _OPEN and nb == _CLOSE:
                            begin -= 1
                        elif (
                            nb == 0xEF
                            and pb == 0x88
                            and i - 3 >= first
                            and data[i - 3] == 0xEF
                            and data[run + 2] == 0x89
                        ):
                            begin -= 3
                elif width in (3, 4, 6, 7, 10) and head in (52, 56) and not inner:
                    stop = _hotline_end(data, i, width, end)
                    if stop > 0:
                        label = HOTLINE
                elif width == 18 and _is_resident_id(data, i, provinces):
                    stop, label = run, RESIDENT_ID
                elif width == 18 and head == 57 and _is_uscc(data, i, provinces):
                    stop, label = run, USCC
                if stop <= 0 and 16 <= width <= 19 and _is_card(data, i, width):
                    stop, label = run, BANK_CARD
                if stop <= 0 and width == 18:
                    for k in range(18):
                        scratch[k] = data[run - 1 - k]
                    if _is_resident_id(scratch, 0, provinces):
                        stop, label = run, RESIDENT_ID
                if stop <= 0 and width <= 3 and nb == _DOT:
                    stop = _dotted_end(data, i, end) if not inner else -1
                    if stop > 0:
                        label = DOTTED
                    else:
                        stop = _point_end(data, i, end) if not inner else -1
                        label = GEO_POINT
                if stop <= 0 and width == 4 and nb in (_CLOSE, 0xEF, 0xE3) and i > first:
                    begin, stop = _title_bounds(data, first, run, end)
                    if stop > begin:
                        label = PROPERTY_TITLE
                    else:
                        begin = i
                        stop = 0
                if stop <= 0 and width in (4, 8, 2) and not inner:
                    stop, timed = _day_end(data, i, width, end)
                    if stop > 0:
                        label = DATE
                        if timed:  # no birth has a time of day
                            i = stop
                            continue
                if (
                    stop <= 0
                    and width < 18
                    and not (pb == _COLON and i - 1 > first and _CLASS[data[i - 2]] == _DIGIT)
                    and _JOINT[nb]
                    and run + 1 < end
                    and _CLASS[data[run + 1]]
                    and not inner
                ):
                    stop, label = _gathered(data, i, end, mobile, provinces, local, scratch)
                    if stop > 0 and label == LANDLINE:
                        stop = _extension_end(data, stop, end)
                if stop <= 0 and width == 3 and head == 49 and nb:
                    stop = _split_end(data, i, end, mobile)
                    label = MOBILE
                if stop <= 0 and width == 2 and nb == _COLON:
                    label = MAC
                if stop <= 0 and label != MAC:
                    stop = run
                    more = (
                        nb in (_HYPHEN, _DOT) and run + 1 < end and _CLASS[data[run + 1]] == _DIGIT
                    )
                    if 5 <= width <= 10:
                        label = NUMBER
                        if inner or (width == 5 and (_SLASH in (nb, pb))):
                            stop = 0
                        elif more:
                            j = _extension_end(data, run, end)
                            if (
                                width in (7, 8)
                                and nb == _HYPHEN
                                and j - run in (4, 5)
                                and 50 <= head <= 56
                            ):
                                stop = j
                            elif not (width == 8 and nb == _DOT):
                                stop = 0
                    elif width == 15:
                        label = FIFTEEN
                    elif width == 11:
                        label = ELEVEN
                        if (
                            data[run - 1] == 49
                            and mobile[
                                _number(data, run - 1, 1) * 100
                                + (data[run - 2] - 48) * 10
                                + (data[run - 3] - 48)
                            ]
                        ):
                            label = BACKWARDS
                    elif width in (12, 13):
                        label = PARCEL
                    elif width == 14:
                        label = FOURTEEN
                    else:
                        stop = 0
            elif width > 1:
                if (
                    raw
                    and _lookalike(data, i, run)
                    and not (width == 18 and _is_uscc(data, i, provinces))
                ):
                    put_off[row] = True
                    break
                if (
                    width == 2
                    and byte == 97
                    and data[i + 1] == 116
                    and pb == _SPACE
                    and nb == _SPACE
                ):
                    begin, stop = _spelt_mail(data, taken, i, end)
                    if stop > begin:
                        while found > before and found <= capacity and out[END, found - 1] > begin:
                            found -= 1
                        label = EMAIL
                    else:
                        begin = i
                        stop = 0
                elif width == 2 and nb == _COLON and _HEX[byte]:
                    label = MAC
                else:
                    if byte < 123 and kind_of_first != _DIGIT and pb != 0:
                        begin, stop = _plate(data, first, i, end, plates, scratch)
                        if stop > begin:
                            label = LICENSE_PLATE
                        else:
                            stop = 0
                    if stop <= 0:
                        begin, stop, label = _lettered(data, i, run, provinces, scratch)
                        if stop <= 0:
                            begin = i
                if (
                    stop <= 0
                    and label != MAC
                    and _JOINT[nb]
                    and run + 1 < end
                    and _CLASS[data[run + 1]]
                    and byte == 57
                ):
                    stop, label = _gathered(data, i, end, mobile, provinces, local, scratch)
            else:
                begin, stop = _plate(data, first, i, end, plates, scratch)
                if stop > begin:
                    label = LICENSE_PLATE
                else:
                    begin = i
                    stop = 0
            if label == MAC and stop <= 0:
                if width == 2 and nb == _COLON and i + 17 <= end:
                    good = i + 17 == end or not (_CLASS[data[i + 17]] or data[i + 17] == _COLON)
                    for k in range(17):
                        good &= data[i + k] == _COLON if k % 3 == 2 else _HEX[data[i + k]]
                    if good:
                        stop = i + 17
                stop = max(0, stop)
            if (stop <= 0 and not digital) or label in (NAME, DOCUMENT, PERMIT):
                # An account's name goes on over hyphens and underscores.
                if (
                    _CLASS[byte] != _DIGIT
                    and (label in (-1, NAME, DOCUMENT, PERMIT))
                    and not (
                        pb in (_HYPHEN, _SCORE, _DOT, 35) and i - 1 > first and _CLASS[data[i - 2]]
                    )
                ):
                    j = run
                    digits = 0
                    while j < end:
                        if _CLASS[data[j]]:
                            digits += _CLASS[data[j]] == _DIGIT
                            j += 1
                            continue
                        k = j
                        while k < end and k - j < 3 and data[k] in (_HYPHEN, _SCORE, _DOT, 35):
                            k += 1
                        if (
                            k == j
                            or k >= end
                            or not _CLASS[data[k]]
                            or (k - j > 1 and data[j] == data[j + 1])
                        ):
                            break
                        j = k
                    if j > run and j < end and data[j] == _AT:
                        i = j
                        continue
                    if (label == -1 and width + (j - run) >= 6 and (digits or j == run)) or (
                        j > run and label in (NAME, DOCUMENT) and digits
                    ):
                        stop, label = j, NAME
                elif label == -1:
                    stop = 0
            if stop > 0 and label >= 0:
                if nb == _AT and stop == run and label > 60:
                    i = run
                    continue
                if found < capacity:
                    lead = 0
                    for k in range(begin, i):
                        lead += data[k] & 0xC0 == 0x80
                    tail = 0
                    for k in range(i, stop):
                        tail += data[k] & 0xC0 == 0x80
                    out[ROW, found] = row
                    out[BEGIN, found] = begin
                    out[END, found] = stop
                    out[KIND, found] = label
                    out[FIRST, found] = begin - shift + lead
                    out[LAST, found] = stop - shift - tail
                    shift += tail
                found += 1
                i = stop
                if label < 60:
                    taken = stop
                continue
            i = run
        if put_off[row]:
            found = before
    return found
