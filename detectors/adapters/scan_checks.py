"""What values must pass, for columns of them: check digits, dates, and that they are whole."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Places = NDArray[np.intp]
Passed = NDArray[np.bool_]

DIGIT: Final[Passed] = np.isin(np.arange(128), [ord(sign) for sign in "0123456789"])
LETTER: Final[Passed] = np.array([chr(code).isalpha() for code in range(128)])
WIDTH: Final = 24  # characters of the longest value that has a check digit, spaces included
_POINT: Final = ord(".")

_ID_WEIGHTS: Final = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1])
_MONTHS: Final = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_CREDIT: Final = np.full(128, 0)
for _value, _sign in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY"):
    _CREDIT[[ord(_sign), ord(_sign.lower())]] = _value
_CREDIT_WEIGHTS: Final = np.array([3**place % 31 for place in range(17)] + [1])


def passes(check: str, codes: Codes, start: Places, end: Places) -> Passed:
    """Whether each of some values passes a check.

    Args:
        check: Its name.
        codes: Characters of all texts; one stands before the first value, and one behind the last.
        start: Where each value begins.
        end: Where it ends, exclusive.
    """
    return CHECKS[check](codes, start, end)


def _is_digit(codes: Codes) -> Passed:
    flags: Passed = DIGIT[np.minimum(codes, 127)]
    return flags


def whole(codes: Codes, start: Places, end: Places) -> Passed:
    """Neither the decimals of a number nor what stands before them."""
    last = len(codes) - 1
    decimals = (codes[start - 1] == _POINT) & _is_digit(codes[np.maximum(start - 2, 0)])
    goes_on = (codes[end] == _POINT) & _is_digit(codes[np.minimum(end + 1, last)])
    return ~(decimals | goes_on)


def a_digit(codes: Codes, start: Places, end: Places) -> Passed:
    """At least one digit."""
    shown, _ = _characters(codes, start, end)
    found: Passed = _is_digit(shown).sum(axis=1) > 0
    return found


def bank_card(codes: Codes, start: Places, end: Places) -> Passed:
    """Luhn's check digit, and not one digit repeated after the first two."""
    shown, there = _characters(codes, start, end)
    digits = np.where(there, shown.astype(np.int64) - ord("0"), 0)
    behind = there.sum(axis=1)[:, None] - there.cumsum(axis=1)
    doubled = digits * (1 + (behind % 2 == 1))
    right = (doubled - 9 * (doubled > 9)).sum(axis=1) % 10 == 0
    rest = there & (there.cumsum(axis=1) > 2)
    lowest = np.where(rest, digits, 9).min(axis=1)
    highest = np.where(rest, digits, 0).max(axis=1)
    return right & (lowest < highest)


def credit_code(codes: Codes, start: Places, end: Places) -> Passed:
    """The last character of a social credit code."""
    shown, _ = _characters(codes, start, end)
    values = _CREDIT[np.minimum(shown[:, :18], 127)]
    return (values * _CREDIT_WEIGHTS).sum(axis=1) % 31 == 0


def resident_id(codes: Codes, start: Places, end: Places) -> Passed:
    """A true date, and of 18 characters the check digit."""
    shown, there = _characters(codes, start, end)
    place = there.cumsum(axis=1) - 1
    digits = np.where(there, shown.astype(np.int64) - ord("0"), 0)
    digits = np.where(np.isin(shown, [ord("X"), ord("x")]), 10, digits)
    new = there.sum(axis=1) == 18

    def number(first: int, width: int) -> NDArray[np.int64]:
        power = first + width - 1 - place
        return (
            (digits * np.where((power >= 0) & (power < width) & there, 10.0**power, 0))
            .sum(axis=1)
            .astype(np.int64)
        )

    year = np.where(new, number(6, 4), 1900 + number(6, 2))
    month = np.where(new, number(10, 2), number(8, 2))
    day = np.where(new, number(12, 2), number(10, 2))
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0)) & (month == 2)
    dated = day <= _MONTHS[np.clip(month, 1, 12) - 1] + leap
    weights = np.where(there, _ID_WEIGHTS[np.minimum(place, 17)], 0)
    return dated & (~new | ((digits * weights).sum(axis=1) % 11 == 1))


def _characters(codes: Codes, start: Places, end: Places) -> tuple[Codes, Passed]:
    """Values as rows, and which of their characters are neither spaces nor hyphens."""
    places = start[:, None] + np.arange(WIDTH)
    within = places < end[:, None]
    shown = np.where(within, codes[np.minimum(places, len(codes) - 1)], np.uint32(0))
    return shown, within & ~np.isin(shown, [ord(" "), ord("-")])


CHECKS: Final[dict[str, Callable[[Codes, Places, Places], Passed]]] = {
    "a_digit": a_digit,
    "bank_card": bank_card,
    "credit_code": credit_code,
    "resident_id": resident_id,
    "whole": whole,
}
