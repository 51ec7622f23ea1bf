"""Days: where one ends, and which it is."""

import numpy as np

from leakbench.detectors.normalize.characters import (
    CLASS,
    COLON,
    DIGIT,
    DOT,
    HYPHEN,
    SLASH,
    SPACE,
    Bytes,
    number_at,
)
from leakbench.generator.engine.compiled import inner

_TO_COME = 2027
MONTH_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)


@inner
def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    if not (1900 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= MONTH_DAYS[month]):
        return False
    return not (month == 2 and day == 29 and (year % 4 or (year % 100 == 0 and year % 400)))


@inner
def day_end(data: Bytes, at: int, width: int, end: int) -> tuple[int, bool]:
    """(end of the date that begins with this number or -1, whether a time of day follows)."""
    i = at + width
    if i + 3 > end:
        return -1, False
    gap = data[i]
    if width == 8:
        if gap == HYPHEN and CLASS[data[i + 1]] == DIGIT:
            return -1, False
        if not is_day(
            number_at(data, at, 4), number_at(data, at + 4, 2), number_at(data, at + 6, 2)
        ):
            return -1, False
        return i, False
    han = 0
    if gap == 0xE5 and data[i + 1] == 0xB9 and data[i + 2] == 0xB4:  # 年
        han = 1
        i += 3
    elif gap in (HYPHEN, SLASH, DOT):
        i += 1
    else:
        return -1, False
    months = 0
    while i + months < end and CLASS[data[i + months]] == DIGIT:
        months += 1
    if not 1 <= months <= 2:
        return -1, False
    month = number_at(data, i, months)
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
    while i + days < end and CLASS[data[i + days]] == DIGIT:
        days += 1
    if not 1 <= days <= 2:
        return -1, False
    day = number_at(data, i, days)
    i += days
    year = number_at(data, at, width)
    if width == 2:
        if gap == DOT and (months != 2 or days != 2):
            return -1, False
        year += 1900 if year > 26 else 2000
    if not is_day(year, month, day):
        return -1, False
    if (
        han and i + 2 < end and data[i] == 0xE6 and data[i + 1] == 0x97 and data[i + 2] == 0xA5
    ):  # 日
        i += 3
    if i < end and (
        CLASS[data[i]] == DIGIT or (data[i] == gap and i + 1 < end and CLASS[data[i + 1]] == DIGIT)
    ):
        return -1, False
    timed = (
        i + 3 < end
        and data[i] in (SPACE, 84)
        and CLASS[data[i + 1]] == DIGIT
        and (data[i + 2] == COLON or data[i + 3] == COLON)
    )
    return i, timed


@inner
def is_to_come(data: Bytes, at: int) -> bool:
    """Whether the year of a date is one in which nobody has been born yet."""
    return CLASS[data[at + 2]] == DIGIT and number_at(data, at, 4) >= _TO_COME


@inner
def year_month_day(data: Bytes, at: int, end: int) -> int:
    """A date's digits as one number."""
    year, month, day = 0, 0, 0
    place = -1
    inside = False
    wide = 0
    for i in range(at, end):
        if not 48 <= data[i] < 58:
            inside = False
            continue
        digit = int(data[i]) - 48
        if not inside:
            place += 1
            inside = True
        if place > 2:
            return 0
        if place == 0:
            year = year * 10 + digit
            wide += 1
        elif place == 1:
            month = month * 10 + digit
        else:
            day = day * 10 + digit
    if wide == 8:
        return year
    if wide == 2:
        year += 1900 if year > 26 else 2000
    return year * 10000 + month * 100 + day


@inner
def born_in(data: Bytes, at: int, end: int) -> int:
    """The birth date within a resident ID, or 0."""
    value = 0
    place = 0
    for i in range(at, end):
        if 48 <= data[i] < 58:
            if 6 <= place < 14:
                value = value * 10 + (data[i] - 48)
            place += 1
    return value if place >= 17 else 0
