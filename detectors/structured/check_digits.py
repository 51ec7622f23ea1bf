"""What a value must be beyond its first digits: check digits, and dates and areas within.

A check is asked about the characters of ``data`` from ``at`` on, every one of them ``step`` behind
the one before: -1 reads them from their end. Rules name these functions; whichever of ``data``,
``at``, ``step``, ``width`` and ``tables`` they take is given to them.
"""

import numpy as np

from leakbench.detectors.normalize.characters import ZERO, Bytes, lower_case
from leakbench.detectors.structured.dates import MONTH_DAYS, is_day
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.generator.engine.compiled import inner

_HIGHEST = np.uint8(9)
_SEVENTEEN, _EIGHTEEN = 17, 18
_LASTING, _PASSING = (ord("g"), ord("j")), ord("l")  # of school roll numbers
_NINE = ZERO + 9
_ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
_ID_CHECK = np.frombuffer(b"10x98765432", np.uint8)
_USCC_WEIGHTS = np.array([3**i % 31 for i in range(17)], np.int64)
_USCC_VALUE = np.full(256, -1, np.int64)
_USCC_CHARACTERS = b"0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUE[np.frombuffer(_USCC_CHARACTERS, np.uint8)] = np.arange(31)
_USCC_VALUE[np.frombuffer(_USCC_CHARACTERS.lower(), np.uint8)] = np.arange(31)
_USCC_CLASS = np.zeros(256, np.bool_)  # of organisations: 1, 2, 3 and 9 (other)
_USCC_CLASS[np.frombuffer(b"1239", np.uint8)] = True
_POSTAL_WEIGHTS = np.array([8, 6, 4, 2, 3, 5, 9, 7], np.int64)


@inner
def number_read(data: Bytes, at: int, step: int, width: int) -> int:
    """The number that so many digits write; what is no digit makes it none that is asked for."""
    value = 0
    for k in range(width):
        value = value * 10 + (data[at + k * step] - ZERO)
    return value


@inner
def _has_digits(data: Bytes, at: int, step: int, width: int) -> bool:
    """Whether so many characters are digits."""
    count = 0
    for k in range(width):
        count += bool(np.uint8(data[at + k * step] - ZERO) <= _HIGHEST)
    return count == width


@inner
def _has_province_and_day(data: Bytes, at: int, step: int, tables: NumberTables) -> bool:
    """Whether 17 characters are digits that begin with a province and have a day of birth."""
    if not _has_digits(data, at, step, _SEVENTEEN):
        return False
    return bool(
        tables.province[number_read(data, at, step, 2)]
        and is_day(
            number_read(data, at + 6 * step, step, 4),
            number_read(data, at + 10 * step, step, 2),
            number_read(data, at + 12 * step, step, 2),
        )
    )


@inner
def resident_id(data: Bytes, at: int, step: int, tables: NumberTables) -> bool:
    """GB 11643: province, day of birth, and the check digit of ISO 7064 MOD 11-2."""
    if not _has_province_and_day(data, at, step, tables):
        return False
    total = 0
    for k in range(_SEVENTEEN):
        total += (data[at + k * step] - ZERO) * _ID_WEIGHTS[k]
    return bool(lower_case(data[at + _SEVENTEEN * step]) == _ID_CHECK[total % 11])


@inner
def student_no(data: Bytes, at: int, step: int, tables: NumberTables) -> bool:
    """A school roll number: G or J before a resident ID, L before one that ends in any digits."""
    letter = lower_case(data[at])
    if letter == _PASSING:
        last = data[at + _EIGHTEEN * step]
        return _has_province_and_day(data, at + step, step, tables) and ZERO <= last <= _NINE
    return letter in _LASTING and resident_id(data, at + step, step, tables)


@inner
def old_resident_id(data: Bytes, at: int, tables: NumberTables) -> bool:
    """GB 11643 of 1989, 15 digits: province, month and day of birth; there was no check digit."""
    month, day = number_read(data, at + 8, 1, 2), number_read(data, at + 10, 1, 2)
    return bool(
        tables.province[number_read(data, at, 1, 2)]
        and 1 <= month < len(MONTH_DAYS)
        and 1 <= day <= MONTH_DAYS[month]
    )


@inner
def uscc(data: Bytes, at: int, tables: NumberTables) -> bool:
    """GB 32100, a company's code: class of organisation, province, check character MOD 31."""
    if not _USCC_CLASS[data[at + 1]] or not _has_digits(data, at + 2, 1, 6):
        return False
    if not tables.province[number_read(data, at + 2, 1, 2)]:
        return False
    total = 0
    for k in range(_SEVENTEEN):
        value = _USCC_VALUE[data[at + k]]
        if value < 0:
            return False
        total += value * _USCC_WEIGHTS[k]
    return bool(_USCC_VALUE[data[at + _SEVENTEEN]] == (31 - total % 31) % 31)


@inner
def registration_no(data: Bytes, at: int, tables: NumberTables) -> bool:
    """GS 15, a company's old number of 15 digits: province, check digit of ISO 7064 MOD 11,10."""
    state = 10
    for k in range(14):
        state = ((state + data[at + k] - ZERO) % 10 or 10) * 2 % 11
    right = (state + data[at + 14] - ZERO) % 10 == 1
    return bool(right and tables.province[number_read(data, at, 1, 2)])


@inner
def luhn(data: Bytes, at: int, width: int) -> bool:
    """ISO/IEC 7812; but not one digit again and again, which a form shows as an example."""
    last = data[at + width - 1]
    total = 0
    same = True
    for k in range(width):
        byte = data[at + width - 1 - k]
        digit = byte - ZERO
        same &= k >= width - 2 or byte == last
        if k % 2:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
    return total % 10 == 0 and not same


@inner
def s10(data: Bytes, at: int) -> bool:
    """S10 of the Universal Postal Union: two letters, eight digits, a check digit, a country."""
    total = 0
    for k in range(8):
        total += (data[at + 2 + k] - ZERO) * _POSTAL_WEIGHTS[k]
    check = 11 - total % 11
    check = 0 if check == 10 else (5 if check == 11 else check)
    return bool(data[at + 10] - ZERO == check)


@inner
def landline(data: Bytes, at: int, width: int, tables: NumberTables) -> bool:
    """An area code, and a number behind it that is as long as that area's and begins with 2 to 8.

    Area codes are those of the numbering plan of the MIIT: 010, 02x, or four digits.
    """
    if data[at] != ZERO:
        return False
    code = 3 if 1 <= data[at + 1] - ZERO <= 2 else 4
    local = tables.local[number_read(data, at, 1, code)]
    return bool(local == width - code and 2 <= data[at + code] - ZERO <= 8)


@inner
def exam_area(data: Bytes, at: int, tables: NumberTables) -> bool:
    """A candidate's number for the college entrance: two digits of the year, then a province."""
    return bool(tables.province[number_read(data, at + 2, 1, 2)])


WIDTHS = {
    "exam_area": (14, 14),
    "landline": (10, 12),
    "luhn": (12, 19),
    "old_resident_id": (15, 15),
    "registration_no": (15, 15),
    "resident_id": (18, 18),
    "s10": (13, 13),
    "student_no": (19, 19),
    "uscc": (18, 18),
}
"""The fewest and the most characters of what a check is asked about; it may read all of the fewest,
so that no rule may ask it about fewer."""
