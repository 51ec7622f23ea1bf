"""Calendar dates as columns of days since 1970-01-01."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.ascii import HYPHEN
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.digits import put_digits
from leakbench.generator.engine.strings import Arena, Bytes, Strings

Days = NDArray[np.int64]


def days_of(day: date) -> int:
    """Days from 1970-01-01 to a date."""
    return (day - date(1970, 1, 1)).days


@compiled
def _civil(day: int) -> tuple[np.uint32, np.uint32, np.uint32]:
    # Gregorian date of a day number, counting years from 1 March so that the leap day comes last.
    # Unsigned division by constants is a multiplication; year 0 is far below any date here.
    quarters = np.uint32(4 * (day + 719468) + 3)
    century = quarters // np.uint32(146097)
    of_century = (quarters - century * np.uint32(146097)) | np.uint32(3)
    year = of_century // np.uint32(1461)
    of_year = (of_century - year * np.uint32(1461)) // np.uint32(4)
    month = (np.uint32(5) * of_year + np.uint32(2)) // np.uint32(153)
    day_of_month = of_year - (np.uint32(153) * month + np.uint32(2)) // np.uint32(5) + np.uint32(1)
    late = month >= np.uint32(10)
    year = century * np.uint32(100) + year + np.uint32(late)
    return year, month + np.uint32(3) - np.uint32(12 * late), day_of_month


@compiled
def _numbers(days: Days, out: Days) -> None:
    for i in range(len(days)):
        year, month, day = _civil(days[i])
        out[i] = year * np.uint32(10000) + month * np.uint32(100) + day


def numbers(days: Days) -> Days:
    """Dates as numbers YYYYMMDD."""
    out = np.empty(len(days), np.int64)
    _numbers(days, out)
    return out


@compiled
def _iso(days: Days, out: Bytes, at: int) -> None:
    for i in range(len(days)):
        year, month, day = _civil(days[i])
        put_digits(out, at, year, 4)
        out[at + 4] = HYPHEN
        put_digits(out, at + 5, month, 2)
        out[at + 7] = HYPHEN
        put_digits(out, at + 8, day, 2)
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
