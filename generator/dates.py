"""Calendar dates as columns of days since 1970-01-01."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.compiled import compiled
from leakbench.generator.strings import Arena, Bytes, Strings

Days = NDArray[np.int64]


def days_of(day: date) -> int:
    """Days from 1970-01-01 to a date."""
    return (day - date(1970, 1, 1)).days


@compiled
def _civil(day: int) -> tuple[int, int, int]:
    # Gregorian date of a day number, counting years from 1 March so that the leap day comes last.
    shifted = day + 719468
    era = shifted // 146097
    of_era = shifted - era * 146097
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * of_year + 2) // 153
    day_of_month = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return year_of_era + era * 400 + (month <= 2), month, day_of_month


@compiled
def _numbers(days: Days, out: Days) -> None:
    for i in range(len(days)):
        year, month, day = _civil(days[i])
        out[i] = year * 10000 + month * 100 + day


def numbers(days: Days) -> Days:
    """Dates as numbers YYYYMMDD."""
    out = np.empty(len(days), np.int64)
    _numbers(days, out)
    return out


@compiled
def _iso(days: Days, out: Bytes, at: int) -> None:
    for i in range(len(days)):
        year, month, day = _civil(days[i])
        for place in range(3, -1, -1):
            out[at + place] = 48 + year % 10
            year //= 10
        out[at + 4] = 45
        out[at + 5] = 48 + month // 10
        out[at + 6] = 48 + month % 10
        out[at + 7] = 45
        out[at + 8] = 48 + day // 10
        out[at + 9] = 48 + day % 10
        at += 10


def iso(days: Days, arena: Arena) -> Strings:
    """Dates as YYYY-MM-DD."""
    at = arena.reserve(10 * len(days))
    _iso(days, arena.bytes, at)
    return arena.fixed(at, 10, len(days))


def full_years(birth: NDArray[np.int64], reference: date) -> NDArray[np.int64]:
    """Age in completed years on a day, for birth dates as numbers YYYYMMDD."""
    today = reference.year * 10000 + reference.month * 100 + reference.day
    return (today - birth) // 10000
