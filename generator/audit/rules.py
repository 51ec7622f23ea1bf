"""Audit: what agrees in a coherent record, each rule a share of the records that keep to it.

A rule takes columns of canonical values and says which rows it applies to and which of these agree.
"""

from collections.abc import Callable
from datetime import date
from functools import cache, partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.audit import geography
from leakbench.generator.engine.tables import table

Flags = NDArray[np.bool_]
Outcome = tuple[Flags, Flags]
"""Which rows a rule applies to, and which agree; the second counts only where the first holds."""

Rule = Callable[..., Outcome]


def digits_of(values: pa.StringArray, start: int, stop: int) -> NDArray[np.int64]:
    """Digits ``start`` to ``stop`` of each value as a number; -1 where there are none."""
    part = pc.utf8_slice_codeunits(values, start, stop)
    digits = pc.match_substring_regex(part, "^[0-9]+$")
    return pc.fill_null(
        pc.if_else(digits, part, pa.scalar(None, pa.string())).cast(pa.int64()), -1
    ).to_numpy()


def has_length(values: pa.StringArray, length: int) -> Flags:
    """Which values have so many characters."""
    return pc.fill_null(pc.equal(pc.utf8_length(values), length), fill_value=False).to_numpy(
        zero_copy_only=False
    )


def _full_id(ids: pa.StringArray) -> Flags:
    return has_length(ids, 18)


def birth_date(ids: pa.StringArray, dates: pa.StringArray) -> Outcome:
    """The birth date in the ID is the one in the record."""
    digits = pc.replace_substring_regex(dates, "[^0-9]", "")
    given, own = digits_of(digits, 0, 8), digits_of(ids, 6, 14)
    known = _full_id(ids) & (given > 0)
    return known, np.where(has_length(digits, 6), own % 1_000_000, own) == given


def sex(ids: pa.StringArray, sexes: pa.StringArray) -> Outcome:
    """The sequence number in the ID is odd for men."""
    male = pc.fill_null(pc.equal(sexes, "男"), fill_value=False).to_numpy(zero_copy_only=False)
    known = _full_id(ids) & sexes.is_valid().to_numpy(zero_copy_only=False)
    return known, (digits_of(ids, 16, 17) % 2 == 1) == male


def age(ids: pa.StringArray, ages: pa.StringArray, *, today: date) -> Outcome:
    """The age in completed years follows from the ID and the reference date."""
    day = today.year * 10000 + today.month * 100 + today.day
    given = digits_of(ages, 0, 3)
    return _full_id(ids) & (given >= 0), (day - digits_of(ids, 6, 14)) // 10000 == given


def id_area(ids: pa.StringArray) -> Outcome:
    """The ID's area code is or was given to a county."""
    code = digits_of(ids, 0, 6)
    return code >= 0, geography.is_assigned(code)


def id_area_in_force(ids: pa.StringArray) -> Outcome:
    """The ID's area code was in force in the year of birth."""
    code, year = digits_of(ids, 0, 6), digits_of(ids, 6, 10)
    return _full_id(ids), geography.was_in_force(code, year)


def id_home(ids: pa.StringArray, addresses: pa.StringArray) -> Outcome:
    """The ID's province is the home's."""
    code, county = digits_of(ids, 0, 6), county_of(addresses)
    return (code >= 0) & (county >= 0), code // 10000 == county // 10000


def county_of(addresses: pa.StringArray) -> NDArray[np.int64]:
    """Code of the county that each address begins with, or ``geography.NOWHERE``."""
    return geography.county_of(pc.fill_null(addresses, ""))


def _segment(mobiles: pa.StringArray) -> tuple[Flags, NDArray[np.int64]]:
    known = has_length(mobiles, 11)
    filled = pc.if_else(pa.array(known), mobiles, "00000000000")
    return known, geography.segment_of(filled)[0]


def mobile_segment(mobiles: pa.StringArray) -> Outcome:
    """The mobile's segment is given out."""
    known, area = _segment(mobiles)
    return known, area != geography.NOWHERE


def mobile_home(mobiles: pa.StringArray, addresses: pa.StringArray) -> Outcome:
    """The mobile's telephone area is the home's."""
    known, area = _segment(mobiles)
    county = county_of(addresses)
    return known & (area >= 0) & (county >= 0), area == geography.calling_area_of(county)


def home_mobile(addresses: pa.StringArray, mobiles: pa.StringArray) -> Outcome:
    """The same for the home of somebody else of the family."""
    return mobile_home(mobiles, addresses)


def company_address(codes: pa.StringArray, addresses: pa.StringArray) -> Outcome:
    """The company's address is in the county of its social credit code."""
    area, county = digits_of(codes, 2, 8), county_of(addresses)
    return (area >= 0) & (county >= 0), area == county


def company_landline(codes: pa.StringArray, landlines: pa.StringArray) -> Outcome:
    """The landline's area code is that of the social credit code's county."""
    area = digits_of(codes, 2, 8)
    wanted = geography.area_code_of(area)
    found = pc.utf8_slice_codeunits(landlines, 0, 4)
    known = (area >= 0) & landlines.is_valid().to_numpy(zero_copy_only=False)
    three = pc.equal(pc.utf8_slice_codeunits(found, 0, 3), wanted)
    four = pc.equal(found, wanted)
    return known, pc.fill_null(pc.or_(three, four), fill_value=False).to_numpy(zero_copy_only=False)


def company_name(codes: pa.StringArray, names: pa.StringArray) -> Outcome:
    """The company's name has its region in it."""
    area = digits_of(codes, 2, 8)
    known = (area >= 0) & names.is_valid().to_numpy(zero_copy_only=False)
    right = geography.names_region([name or "" for name in names.to_pylist()], area.tolist())
    return known, np.array(right, np.bool_)


def company_position(
    codes: pa.StringArray, names: pa.StringArray, positions: pa.StringArray
) -> Outcome:
    """Who is in charge is called as the legal form has it, by ``data/audit_positions.csv``."""
    rows = table("audit_positions")
    known = pc.and_(pc.and_(codes.is_valid(), names.is_valid()), positions.is_valid())
    left = known.to_numpy(zero_copy_only=False).copy()
    told, right = np.zeros((2, len(names)), np.bool_)
    parts = [pc.utf8_slice_codeunits(codes, 0, 2), names]
    firms = pc.fill_null(pc.binary_join_element_wise(*parts, ":"), "")
    for firm, position in zip(rows["firm"], rows["position"], strict=True):
        here = left & pc.match_substring_regex(firms, firm).to_numpy(zero_copy_only=False)
        fits = pc.match_substring_regex(pc.fill_null(positions, ""), f"^({position})$")
        told, left = told | here, left & ~here
        right |= here & fits.to_numpy(zero_copy_only=False)
    return told, right


def owner_area(codes: pa.StringArray, ids: pa.StringArray) -> Outcome:
    """The legal person's ID is of the company's province."""
    area, code = digits_of(codes, 2, 4), digits_of(ids, 0, 2)
    return (area >= 0) & (code >= 0), area == code


def same_surname(names: pa.StringArray, others: pa.StringArray) -> Outcome:
    """Two people have the same first character, as families do."""
    known = pc.and_(names.is_valid(), others.is_valid()).to_numpy(zero_copy_only=False)
    first, second = (pc.utf8_slice_codeunits(some, 0, 1) for some in (names, others))
    return known, pc.fill_null(pc.equal(first, second), fill_value=False).to_numpy(
        zero_copy_only=False
    )


@cache
def _readings() -> tuple[dict[str, str], dict[str, str]]:
    rows = table("pinyin")
    kinds: dict[str, dict[str, str]] = {"surname": {}, "given": {}}
    for text, kind, reading in zip(rows["text"], rows["kind"], rows["pinyin"], strict=True):
        kinds[kind][text] = reading
    return kinds["surname"], kinds["given"]


def _spelled(name: str) -> tuple[str, str] | None:
    """Pinyin of a name's surname and given name; None if a character's is not known."""
    surnames, given = _readings()
    for length in (2, 1):
        if name[:length] in surnames and len(name) > length:
            parts = [given.get(character) for character in name[length:]]
            if all(parts):
                return surnames[name[:length]], " ".join(part for part in parts if part)
    return None


def account(names: pa.StringArray, accounts: pa.StringArray, *others: pa.StringArray) -> Outcome:
    """An account that is not only digits or the system's has the name's pinyin in it.

    Args:
        names: Full names.
        accounts: E-mail addresses or WeChat ids.
        others: Numbers that may stand in them instead.
    """
    known, right = np.zeros((2, len(names)), np.bool_)
    columns = zip(*(some.to_pylist() for some in (names, accounts, *others)), strict=True)
    for row, (name, text, *others_of) in enumerate(columns):
        if name is None or text is None:
            continue
        local = text.partition("@")[0].lower()
        spelled = _spelled(name)
        if spelled is None or local.isdigit() or local.startswith("wxid_"):
            continue
        surname, given = spelled[0], spelled[1].split(" ")
        initials = "".join(part[0] for part in given)
        known[row] = True
        wanted = (surname, "".join(given), surname[0] + initials, *filter(None, others_of))
        right[row] = any(part in local for part in wanted)
    return known, right


def on(rule: Rule, today: date) -> Rule:
    """A rule about ages, on a day."""
    return partial(rule, today=today)
