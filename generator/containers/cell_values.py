"""What a cell of a workbook reads as: numbers without exponent, dates as ISO writes them.

- Integers have no ``.0``; what is stored with more than 15 digits stays as it is stored.
- Other numbers have up to 15 significant digits, which is what Excel shows.
- Dates are ``2024-03-01``, with a time of day ``2024-03-01 09:30:00``, times alone ``09:30:00``.
- Truth is ``TRUE`` and ``FALSE``, errors are as they are shown, such as ``#N/A``.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from typing import Final

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - workbooks know no time zones
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_DAY_SECONDS = 86_400
_LAST_DAY = 2_958_465  # 9999-12-31
_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_TOKENS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_TOKENS = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?")
_EXACT_DIGITS = 15


class Stored(IntEnum):
    """What the text of a cell is stored as."""

    TEXT = 0
    NUMBER = 1
    DATE = 2
    TRUTH = 3
    MOMENT = 4


def is_date_format(identifier: int, code: str) -> bool:
    """Whether a number format shows dates or times.

    Args:
        identifier: Its number; those below 164 are built in.
        code: What it is written as; empty for a built-in one.
    """
    if identifier in _BUILT_IN_DATES:
        return True
    return _DATE_TOKENS.search(_NOT_TOKENS.sub("", code.partition(";")[0])) is not None


def number_text(stored: str) -> str:
    """What a stored number reads as."""
    if stored.isdigit():
        return stored
    try:
        value = float(stored)
        text = f"{value:.{_EXACT_DIGITS}g}"
        return format(Decimal(text), "f") if "e" in text else text
    except (ValueError, ArithmeticError):
        return stored


@lru_cache(1 << 15)
def date_text(stored: str, *, since_1904: bool) -> str:
    """What a stored number reads as that is shown as a date or time.

    Args:
        stored: Days since the beginning.
        since_1904: Whether days count from 1904.
    """
    try:
        days = float(stored)
    except ValueError:
        return stored
    if not 0 <= days <= _LAST_DAY:
        return number_text(stored)
    if not since_1904 and days < 61:
        # Excel knows a 29th of February 1900, so days before it are one off.
        days += 1 if days >= 1 else 0
    seconds = round(days % 1 * _DAY_SECONDS)
    moment = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(int(days), seconds)
    if days < 1:
        return moment.strftime("%H:%M:%S")
    date = moment.date().isoformat()
    return date if seconds == 0 else f"{date} {moment:%H:%M:%S}"


def unescaped(text: str) -> str:
    """Text of a cell with characters that XML cannot hold, which are stored as ``_x000D_``."""
    if "_x" not in text:
        return text
    found = _ESCAPED.sub(lambda one: chr(int(one[1], 16)), text)
    # Halves of characters are characters where two meet.
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_READ_AS: Final[dict[int, Callable[[str], str]]] = {
    Stored.TEXT: unescaped,
    Stored.NUMBER: number_text,
    Stored.TRUTH: lambda stored: "FALSE" if stored == "0" else "TRUE",
    Stored.MOMENT: lambda stored: stored.replace("T", " "),
}


def read_as(kind: int, stored: str, *, since_1904: bool) -> str:
    """What a cell reads as.

    Args:
        kind: What it is ``Stored`` as.
        stored: Its text.
        since_1904: Whether days count from 1904.
    """
    reads = _READ_AS.get(kind)
    return date_text(stored, since_1904=since_1904) if reads is None else reads(stored)


def stored_number(text: str) -> float | None:
    """The number to store so that it reads as this text again; None if there is none.

    Identifiers with leading zeros or more than 15 digits are none.
    """
    if len(text) > _EXACT_DIGITS + 2 or not text.isascii() or _NUMBER.fullmatch(text) is None:
        return None
    if sum(one.isdigit() for one in text) > _EXACT_DIGITS or text == "-0":
        return None
    value = float(text)
    return value if number_text(repr(value)) == text else None
