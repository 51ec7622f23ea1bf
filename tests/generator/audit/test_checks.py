"""Tests of the audit's check digits against libraries that nobody here wrote."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import imei, luhn
from stdnum.cn import uscc
from stdnum.cn.ric import calc_check_digit
from stdnum.iso7064 import mod_11_10

from leakbench.generator.audit import checks


def holds(check, *values):
    """What a check says of values."""
    return check(pa.array(values)).tolist()


digits = st.text("0123456789", min_size=17, max_size=17)


@given(digits)
def test_resident_ids(first):
    """GB 11643 as python-stdnum computes it, and no other character will do."""
    right = calc_check_digit(first + "0")
    said = holds(checks.resident_digit, *(first + last for last in "0123456789X"))
    assert said == [last == right for last in "0123456789X"]
    numbers = [f"G{first}{right}", f"J{first}{right}", f"L{first}1", f"33{first}"]
    assert holds(checks.student_digit, *numbers) == [True] * 4
    assert sum(holds(checks.student_digit, *(f"G{first}{last}" for last in "0123456789X"))) == 1


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("110101199902280000", True),
        ("110101199902290000", False),
        ("110101200002290000", True),
        ("110101199913010000", False),
        ("110101199900010000", False),
        ("110101990228000", True),
        ("110101990230000", False),
    ],
)
def test_birth_dates_of_resident_ids(value, right):
    """The calendar counts, in numbers of 18 and of 15 characters."""
    assert holds(checks.resident_date, value) == [right]


def test_birth_dates_of_student_numbers():
    """Behind G, J and L; a province's own number has none."""
    numbers = [f"{letter}110101200802301234" for letter in "GJL"]
    assert holds(checks.student_date, *numbers, "1101010001200802301") == [False] * 3 + [True]
    assert holds(checks.student_date, "L110101200802281234") == [True]


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=15, max_size=15), st.sampled_from("19"))
def test_social_credit_codes(rest, first):
    """GB 32100 as python-stdnum computes it."""
    start = f"9{first}{rest}"
    right = uscc.calc_check_digit(start)
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    said = holds(checks.credit_digit, *(start + last for last in alphabet))
    assert said == [last == right for last in alphabet]


def test_organisation_codes():
    """GB 11714: of eleven characters one is right."""
    said = holds(checks.organisation_digit, *(f"9111010112345678{last}0" for last in "0123456789X"))
    assert said.count(True) == 1


@given(st.text("0123456789", min_size=14, max_size=14))
def test_registration_numbers(first):
    """ISO 7064 MOD 11,10."""
    said = holds(checks.registration_digit, *(f"{first}{last}" for last in range(10)))
    assert said == [mod_11_10.is_valid(f"{first}{last}") for last in range(10)]


@given(st.text("0123456789", min_size=13, max_size=18))
def test_luhn(first):
    """Cards and devices."""
    said = holds(checks.luhn, *(f"{first}{last}" for last in range(10)))
    assert said == [luhn.is_valid(f"{first}{last}") for last in range(10)]
    if len(first) == 14:
        assert said == [imei.is_valid(f"{first}{last}") for last in range(10)]


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (checks.date, "2024-02-29", "2023-02-29"),
        (checks.date, "96-02-29", "97-02-29"),
        (checks.postal_item, "EA473124829CN", "EA473124828CN"),
        (checks.postal_item, "JD2M6LB5UHZCN", "EA000000000CN"),
        (checks.public_prefix, "13900000000", "15400000000"),
        (checks.area_code, "0571-80000000", "0571-8000000"),
        (checks.area_code, "0572-2000000", "0001-2000000"),
        (checks.address_length, "某市某区某路1号", "某路 "),
        (checks.address_fits, "某市某区某路9999号8楼801", "某市某区某路12345号"),
        (checks.address_fits, "某县某镇某村3组12号3楼", "某县某镇某村3组12号22楼"),
        (checks.address_fits, "某市某区某小区12栋22楼", "某市某区某小区12栋122楼"),
        (checks.address_fits, "甘肃省某市某区某小区2201室", "甘肃省某市某县某小区2201室"),
        (checks.address_fits, "甘肃省某市红旗路某小区2201室", "内蒙古自治区某旗某小区2201室"),
        (checks.on_earth, "120.150000,30.280000", "120.150000,91.000000"),
        (checks.new_energy, "浙AD12345", "浙A1234DD"),
        (checks.new_energy, "浙A12345", "浙A123456"),
    ],
)
def test_other_checks(check, right, wrong):
    """One value that passes, one that does not."""
    assert holds(check, right, wrong) == [True, False]


def test_no_values_are_no_trouble():
    """Every check takes an empty column."""
    empty = pa.array([], pa.string())
    assert all(len(check(empty)) == 0 for check in checks.CHECKS.values())
