"""Audit: check digits, dates and assigned codes, over columns of values of one pattern.

Written from the standards, apart from the generator's own code: what one gets wrong the other must
not repeat. Every check takes strings that match their label's pattern, and says which are right.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.audit.blocks import column_of
from leakbench.generator.engine.tables import table

Flags = NDArray[np.bool_]
Characters = NDArray[np.uint8]

_RESIDENT = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION = (3, 7, 9, 10, 5, 8, 4, 2)
_POSTAL = (8, 6, 4, 2, 3, 5, 9, 7)
_CREDIT_ALPHABET = b"0123456789ABCDEFGHJKLMNPQRTUWXY"
_LONGEST_ADDRESS = 120
_DRY = "甘肃省|青海省|(?:内蒙古|西藏|宁夏回族|新疆维吾尔)自治区"
_NO_ADDRESS = (
    "[0-9]{5,}(?:号|弄|组|队|-)",
    "[0-9]{4,}(?:栋|幢|号楼(?:[^下]|$)|座|单元)",
    "[0-9]{3,}(?:楼(?:[^下]|$)|层|F)",
    "(?:[5-9][0-9])(?:楼|层|F)",  # a storey above the 49th
    "村[0-9]+[组队](?:[0-9]+号)?(?:1[0-9]|[2-9][0-9])(?:楼|层)",
    # a tower in a county of the desert or the steppe
    f"^(?:{_DRY})[^区]{{0,14}}(?:县|[^红]旗).*[^0-9](?:1[3-9]|[2-9][0-9])(?:楼|层|[0-9]{{2}}室$)",
)
"""What no address has; a plain reader's list, apart from how the generator draws numbers."""


def _by_length(values: pa.StringArray, check: Callable[[Characters], Flags]) -> Flags:
    """Apply a check to ASCII characters, shape (values, length), one length at a time."""
    column = column_of(values)
    size = np.diff(column.offsets)
    right = np.zeros(len(size), np.bool_)
    for length in np.unique(size).tolist():
        here = np.flatnonzero(size == length)
        places = column.offsets[here, None] + np.arange(length)
        right[here] = check(column.data[places]) if length else False
    return right


def _digits(characters: Characters) -> NDArray[np.int64]:
    return characters.astype(np.int64) - 48


def _weighted(numbers: NDArray[np.int64], weights: tuple[int, ...]) -> NDArray[np.int64]:
    total: NDArray[np.int64] = numbers[:, : len(weights)] @ np.array(weights)
    return total


def _is_date(digits: NDArray[np.int64]) -> Flags:
    """Whether eight digits are a day of the calendar."""
    year, month, day = (digits @ power for power in np.array([
        [1000, 100, 10, 1, 0, 0, 0, 0], [0, 0, 0, 0, 10, 1, 0, 0], [0, 0, 0, 0, 0, 0, 10, 1]
    ]))  # fmt: skip
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    days = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    last = days[np.clip(month, 0, 12)] + ((month == 2) & leap)
    right: Flags = (month >= 1) & (month <= 12) & (day >= 1) & (day <= last)
    return right


def resident_date(values: pa.StringArray) -> Flags:
    """The birth date of a resident ID exists; old numbers are of the 20th century."""

    def check(characters: Characters) -> Flags:
        digits = _digits(characters)
        if digits.shape[1] == 15:
            century = np.broadcast_to(np.array([1, 9]), (len(digits), 2))
            return _is_date(np.concatenate([century, digits[:, 6:12]], axis=1))
        return _is_date(digits[:, 6:14])

    return _by_length(values, check)


def resident_digit(values: pa.StringArray) -> Flags:
    """GB 11643: the last character of 18; numbers of 15 have none."""

    def check(characters: Characters) -> Flags:
        if characters.shape[1] == 15:
            return np.ones(len(characters), np.bool_)
        wanted = np.frombuffer(b"10X98765432", np.uint8)
        right: Flags = wanted[_weighted(_digits(characters), _RESIDENT) % 11] == characters[:, 17]
        return right

    return _by_length(values, check)


def _of_pupils(values: pa.StringArray, letters: str, check: Callable[..., Flags]) -> Flags:
    """A check of what follows one of these letters; true of all numbers without."""
    right = np.ones(len(values), np.bool_)
    head = pc.is_in(pc.utf8_slice_codeunits(values, 0, 1), pa.array(list(letters)))
    here = np.flatnonzero(head.to_numpy(zero_copy_only=False))
    right[here] = check(pc.utf8_slice_codeunits(values.take(pa.array(here)), 1))
    return right


def student_digit(values: pa.StringArray) -> Flags:
    """Behind G and J a resident ID; L is followed by four random digits."""
    return _of_pupils(values, "GJ", resident_digit)


def student_date(values: pa.StringArray) -> Flags:
    """Behind G, J and L the birth date exists."""
    return _of_pupils(values, "GJL", resident_date)


def credit_digit(values: pa.StringArray) -> Flags:
    """GB 32100: the last character of a social credit code."""

    def check(characters: Characters) -> Flags:
        alphabet = np.frombuffer(_CREDIT_ALPHABET, np.uint8)
        number = np.zeros(128, np.int64)
        number[alphabet] = np.arange(31)
        numbers = number[characters]
        right: Flags = -_weighted(numbers, _CREDIT) % 31 == numbers[:, 17]
        return right

    return _by_length(values, check)


def organisation_digit(values: pa.StringArray) -> Flags:
    """GB 11714: the check character of the organisation code within a social credit code."""

    def check(characters: Characters) -> Flags:
        part = characters[:, 8:17]
        numbers = np.where(part < 58, part.astype(np.int64) - 48, part.astype(np.int64) - 55)
        wanted = np.frombuffer(b"0X987654321", np.uint8)
        right: Flags = wanted[_weighted(numbers, _ORGANISATION) % 11] == part[:, 8]
        return right

    return _by_length(values, check)


def registration_digit(values: pa.StringArray) -> Flags:
    """GS15: 15 digits, ISO 7064 MOD 11,10."""

    def check(characters: Characters) -> Flags:
        rest = np.full(len(characters), 10)
        for digit in _digits(characters[:, :14]).T:
            total = (rest + digit) % 10
            rest = np.where(total == 0, 10, total) * 2 % 11
        right: Flags = (rest + _digits(characters[:, 14])) % 10 == 1
        return right

    return _by_length(values, check)


def luhn(values: pa.StringArray) -> Flags:
    """Luhn, over digits of any number."""

    def check(characters: Characters) -> Flags:
        digits = _digits(characters)[:, ::-1]
        doubled = digits[:, 1::2] * 2
        total = digits[:, ::2].sum(axis=1) + (doubled - 9 * (doubled > 9)).sum(axis=1)
        right: Flags = total % 10 == 0
        return right

    return _by_length(values, check)


def postal_item(values: pa.StringArray) -> Flags:
    """UPU S10 for postal items (two letters, nine digits, CN); true of all others."""

    def check(characters: Characters) -> Flags:
        if characters.shape[1] != 13:
            return np.ones(len(characters), np.bool_)
        numeric = ((characters[:, 2:11] >= 48) & (characters[:, 2:11] <= 57)).all(axis=1)
        postal = (characters[:, 11:] == np.frombuffer(b"CN", np.uint8)).all(axis=1) & numeric
        wanted = 11 - _weighted(_digits(characters[:, 2:]), _POSTAL) % 11
        wanted = np.where(wanted == 10, 0, np.where(wanted == 11, 5, wanted))
        right: Flags = ~postal | (wanted == _digits(characters[:, 10]))
        return right

    return _by_length(values, check)


def date(values: pa.StringArray) -> Flags:
    """YYYY-MM-DD is a day of the calendar, YY-MM-DD one of some century."""

    def check(characters: Characters) -> Flags:
        digits = _digits(characters[:, characters[0] != ord("-")])
        if digits.shape[1] == 6:
            century = np.broadcast_to(np.array([2, 0]), (len(digits), 2))
            digits = np.concatenate([century, digits], axis=1)
        return _is_date(digits)

    return _by_length(values, check)


@cache
def _prefixes() -> pa.Array:
    return pa.array(table("mobile_prefixes")["prefix"])


def public_prefix(values: pa.StringArray) -> Flags:
    """The prefix is one that the ministry has given to an operator for the public."""
    right = np.zeros(len(values), np.bool_)
    for length in (3, 4, 5):
        head = pc.utf8_slice_codeunits(values, 0, length)
        right |= pc.is_in(head, _prefixes()).to_numpy(zero_copy_only=False)
    return right


def area_code(values: pa.StringArray) -> Flags:
    """The area code exists, and the local number has the length that is usual there."""
    areas = table("calling_areas")
    known = {
        f"{code}-{length}"
        for code, length in zip(areas["area_code"], areas["local_digits"], strict=True)
    }
    area = pc.list_element(pc.split_pattern(values, "-"), 0)
    local = pc.utf8_length(pc.list_element(pc.split_pattern(values, "-"), 1)).cast(pa.string())
    right: Flags = pc.is_in(
        pc.binary_join_element_wise(area, local, "-"), pa.array(sorted(known))
    ).to_numpy(zero_copy_only=False)
    return right


def address_length(values: pa.StringArray) -> Flags:
    """Four to 120 code points, without blanks around."""
    length = pc.utf8_length(values)
    fits = pc.and_(pc.greater_equal(length, 4), pc.less_equal(length, _LONGEST_ADDRESS))
    right: Flags = pc.and_(fits, pc.equal(values, pc.utf8_trim_whitespace(values))).to_numpy(
        zero_copy_only=False
    )
    return right


def address_fits(values: pa.StringArray) -> Flags:
    """Numbers of houses, storeys and rooms are such as there are, and no village has towers."""
    right: Flags = pc.invert(pc.match_substring_regex(values, "|".join(_NO_ADDRESS))).to_numpy(
        zero_copy_only=False
    )
    return right


def on_earth(values: pa.StringArray) -> Flags:
    """Two numbers are a longitude and a latitude in China, in either order."""
    parts = pc.split_pattern_regex(values, r"\s?[,，]\s?")
    one, other = (pc.list_element(parts, place).cast(pa.float64()).to_numpy() for place in (0, 1))
    low, high = np.minimum(one, other), np.maximum(one, other)
    right: Flags = (low >= 3) & (low <= 54) & (high >= 73) & (high <= 136)
    return right


def new_energy(values: pa.StringArray) -> Flags:
    """Plates of eight characters are those of small or large new-energy cars."""
    seven = pc.equal(pc.utf8_length(values), 7)
    green = pc.match_substring_regex(values, r"^..([A-HJK][A-HJ-NP-Z0-9]\d{4}|\d{5}[A-HJK])$")
    right: Flags = pc.or_(seven, green).to_numpy(zero_copy_only=False)
    return right


CHECKS: dict[str, Callable[[pa.StringArray], Flags]] = {
    check.__name__: check
    for check in (
        address_fits, address_length, area_code, credit_digit, date, luhn, new_energy, on_earth,
        organisation_digit, postal_item, public_prefix, registration_digit, resident_date,
        resident_digit, student_date, student_digit,
    )
}  # fmt: skip
"""By the names of ``data/audit_formats.toml``."""
