"""Times of day and timestamps as columns of seconds after midnight."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.ascii import COLON, SPACE
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.dates import Days, iso
from leakbench.generator.engine.digits import put_digits
from leakbench.generator.engine.strings import Arena, Bytes, Strings

Seconds = NDArray[np.int64]

DAY = 86_400
"""Seconds of a day."""


@compiled
def _clock(out: Bytes, at: int, second: int) -> None:
    hour = second // 3600
    minute = second // 60 % 60
    second = second % 60
    put_digits(out, at, hour, 2)
    out[at + 2] = COLON
    put_digits(out, at + 3, minute, 2)
    out[at + 5] = COLON
    put_digits(out, at + 6, second, 2)


@compiled
def _clocks(out: Bytes, at: int, seconds: Seconds) -> None:
    for i in range(len(seconds)):
        _clock(out, at + 8 * i, seconds[i])


@compiled
def _timestamps(out: Bytes, at: int, dates: Seconds, seconds: Seconds) -> None:
    for i in range(len(seconds)):
        for place in range(10):
            out[at + place] = out[dates[i] + place]
        out[at + 10] = SPACE
        _clock(out, at + 11, seconds[i])
        at += 19


def clock(seconds: Seconds, arena: Arena) -> Strings:
    """Times of day as HH:MM:SS.

    Args:
        seconds: Seconds after midnight, 0 to 86,399, shape (n,).
        arena: Where they are written.
    """
    at = arena.reserve(8 * len(seconds))
    _clocks(arena.bytes, at, seconds)
    return arena.fixed(at, 8, len(seconds))


def timestamps(days: Days, seconds: Seconds, arena: Arena) -> Strings:
    """Timestamps as YYYY-MM-DD HH:MM:SS.

    Seconds past midnight carry over, before it they borrow, so that a moment may be given as a
    day and an offset from it.

    Args:
        days: Days since 1970-01-01, shape (n,).
        seconds: Seconds from the begin of that day.
        arena: Where they are written.
    """
    dates = iso(days + seconds // DAY, arena)
    at = arena.reserve(19 * len(days))
    _timestamps(arena.bytes, at, dates.start, seconds % DAY)
    return arena.fixed(at, 19, len(days))
