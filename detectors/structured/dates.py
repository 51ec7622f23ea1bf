"""Days: where one ends, and which it is.

How days are written is no matter of width and prefix, so no rule tells it: year, month and day with
one separator or with 年, 月 and 日, or eight digits; each of them must be in the calendar.
"""

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
from leakbench.detectors.structured.candidates import Place
from leakbench.detectors.structured.literals import follows, utf8
from leakbench.generator.engine.compiled import inner

MONTH_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)
_ZERO = ord("0")
_YEAR, _MONTH, _DAY = utf8("年"), utf8("月"), utf8("日")
_TIME = ord("T")  # between a day and a time of day, ISO 8601
_LAST_SHORT_YEAR = 26  # two digits up to this are a year of this century
_BIRTH_START, _BIRTH_END, _FEWEST = 6, 14, 17  # digits of the day of birth in a resident ID


@inner
def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    if not (1900 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= MONTH_DAYS[month]):
        return False
    return not (month == 2 and day == 29 and (year % 4 or (year % 100 == 0 and year % 400)))


@inner
def _full_year(short: int) -> int:
    """The year that its last two digits mean."""
    return short + (1900 if short > _LAST_SHORT_YEAR else 2000)


@inner
def _one_or_two_digits(data: Bytes, at: int, end: int) -> int:
    """How many digits stand at a place, if they are one or two; else 0."""
    width = 0
    while at + width < end and CLASS[data[at + width]] == DIGIT:
        width += 1
    return width if width <= 2 else 0


@inner
def _is_followed_by_digit(data: Bytes, at: int, end: int, gap: int) -> bool:
    """Whether a digit, or the separator and a digit, goes on where a day has ended."""
    if at >= end:
        return False
    if CLASS[data[at]] == DIGIT:
        return True
    return bool(data[at] == gap and at + 1 < end and CLASS[data[at + 1]] == DIGIT)


@inner
def _is_timed(data: Bytes, at: int, end: int) -> bool:
    """Whether a time of day follows."""
    return bool(
        at + 3 < end
        and data[at] in (SPACE, _TIME)
        and CLASS[data[at + 1]] == DIGIT
        and COLON in (data[at + 2], data[at + 3])
    )


@inner
def _compact_day_end(data: Bytes, at: int, stop: int, end: int) -> int:
    """The end of eight digits, if they write a day; else -1."""
    if data[stop] == HYPHEN and CLASS[data[stop + 1]] == DIGIT and stop + 1 < end:
        return -1
    year, month, day = (
        number_at(data, at, 4),
        number_at(data, at + 4, 2),
        number_at(data, at + 6, 2),
    )
    return stop if is_day(year, month, day) else -1


@inner
def day_end(place: Place) -> tuple[int, bool]:
    """(end of the day that begins with these digits or -1, whether a time of day follows)."""
    data, at, i, end = place.data, place.start, place.stop, place.cell_end
    width = i - at
    if i + 3 > end:
        return -1, False
    if width == 8:
        return _compact_day_end(data, at, i, end), False
    gap = data[i]
    spelt = follows(data, i, end, _YEAR)
    if spelt:
        i += _YEAR.size
    elif gap in (HYPHEN, SLASH, DOT):
        i += 1
    else:
        return -1, False
    months = _one_or_two_digits(data, i, end)
    if not months:
        return -1, False
    month = number_at(data, i, months)
    i += months
    if spelt:
        if not follows(data, i, end, _MONTH):
            return -1, False
        i += _MONTH.size
    else:
        if i >= end or data[i] != gap:
            return -1, False
        i += 1
    days = _one_or_two_digits(data, i, end)
    if not days or (width == 2 and gap == DOT and months + days < 4):  # 1.2.3 is a version
        return -1, False
    day = number_at(data, i, days)
    i += days
    year = number_at(data, at, width)
    if not is_day(_full_year(year) if width == 2 else year, month, day):
        return -1, False
    if spelt and follows(data, i, end, _DAY):
        i += _DAY.size
    if _is_followed_by_digit(data, i, end, gap):
        return -1, False
    return i, _is_timed(data, i, end)


@inner
def year_month_day(data: Bytes, at: int, end: int) -> int:
    """The digits of a day as one number; 0 if there are more than three numbers."""
    year, month, day = 0, 0, 0
    part = -1
    inside = False
    wide = 0
    for i in range(at, end):
        if CLASS[data[i]] != DIGIT:
            inside = False
            continue
        digit = int(data[i]) - _ZERO
        part += not inside
        inside = True
        if part == 0:
            year = year * 10 + digit
            wide += 1
        elif part == 1:
            month = month * 10 + digit
        elif part == 2:
            day = day * 10 + digit
        else:
            return 0
    if wide == 8:
        return year
    if wide == 2:
        year = _full_year(year)
    return year * 10000 + month * 100 + day


@inner
def born_in(data: Bytes, at: int, end: int) -> int:
    """The day of birth within a resident ID, as ``year_month_day``; 0 if it has none."""
    value = 0
    place = 0
    for i in range(at, end):
        if CLASS[data[i]] == DIGIT:
            if _BIRTH_START <= place < _BIRTH_END:
                value = value * 10 + int(data[i]) - _ZERO
            place += 1
    return value if place >= _FEWEST else 0
