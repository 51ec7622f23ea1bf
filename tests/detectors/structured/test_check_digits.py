"""Tests of check digits, beside an independent library."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn as stdnum_luhn
from stdnum.cn import ric
from stdnum.cn import uscc as stdnum_uscc
from stdnum.iso7064 import mod_11_10

from leakbench.detectors.structured.check_digits import (
    exam_area,
    landline,
    luhn,
    old_resident_id,
    registration_no,
    resident_id,
    s10,
    student_no,
    uscc,
)
from leakbench.detectors.structured.number_tables import number_tables

TABLES = number_tables()
DIGITS = st.text("0123456789", min_size=17, max_size=17)


def data_of(text):
    """A text as bytes, with some before it."""
    return np.frombuffer(b"?" + text.encode(), np.uint8)


@given(DIGITS, st.sampled_from("0123456789Xx"))
def test_resident_ids_end_in_the_right_digit(body, check):
    """In either direction; the area and the day of birth are those of the standard."""
    body = "440305" + "19900101" + body[:3]
    right = ric.calc_check_digit(body + "0") == check.upper()
    assert resident_id(data_of(body + check), 1, 1, TABLES) == right
    assert resident_id(data_of((body + check)[::-1]), 18, -1, TABLES) == right
    assert student_no(data_of("G" + body + check), 1, 1, TABLES) == right
    assert student_no(data_of("j" + body + check), 1, 1, TABLES) == right
    assert student_no(data_of("L" + body + check), 1, 1, TABLES) == check.isdigit()
    assert not student_no(data_of("K" + body + check), 1, 1, TABLES)


@given(DIGITS)
def test_resident_ids_have_a_day_and_a_province(body):
    """Whatever has neither is none, even with the right check digit."""
    check = ric.calc_check_digit(body + "0")
    day = body[6:14]
    if not ("1900" <= day[:4] < "2100" and "01" <= day[4:6] <= "12" and "01" <= day[6:] <= "31"):
        assert not resident_id(data_of(body + check), 1, 1, TABLES)
    if not TABLES.province[int(body[:2])]:
        assert not resident_id(data_of(body + check), 1, 1, TABLES)


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9), st.sampled_from("05AX"))
def test_company_codes_end_in_the_right_character(body, check):
    """In small letters too."""
    code = "91" + "440305" + body
    right = stdnum_uscc.calc_check_digit(code) == check
    assert uscc(data_of(code + check), 1, TABLES) == right
    assert uscc(data_of((code + check).lower()), 1, TABLES) == right


@given(st.text("0123456789", min_size=12, max_size=19))
def test_cards_pass_luhn(number):
    """All but those of one digit again and again behind the issuer's first two."""
    same = len(set(number[2:])) == 1
    assert luhn(data_of(number), 1, len(number)) == (stdnum_luhn.is_valid(number) and not same)


@given(st.text("0123456789", min_size=13, max_size=13))
def test_registration_numbers_end_in_the_right_digit(body):
    """A company's old number: a province and ISO 7064 MOD 11,10."""
    body = "4" + body
    right = body + mod_11_10.calc_check_digit(body)
    assert registration_no(data_of(right), 1, TABLES) == bool(TABLES.province[int(body[:2])])
    wrong = body + str((int(right[-1]) + 1) % 10)
    assert not registration_no(data_of(wrong), 1, TABLES)


@pytest.mark.parametrize(("text", "valid"), [("RR473124829CN", True), ("RR473124828CN", False)])
def test_postal_items_end_in_the_right_digit(text, valid):
    """The example of the standard."""
    assert s10(data_of(text), 1) == valid


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("01020000000", True),
        ("057120000000", True),
        ("05711000000", False),  # no local number begins with 1
        ("0571200000", False),  # too short for that area
        ("099920000000", False),  # no such area
        ("957120000000", False),
    ],
)
def test_landlines_have_an_area_and_its_length(text, valid):
    """Without a separator."""
    assert landline(data_of(text), 1, len(text), TABLES) == valid


def test_areas_and_days_within_numbers():
    """An old resident ID has a province, a month and a day; a candidate's number a province."""
    assert old_resident_id(data_of("440305900101000"), 1, TABLES)
    assert not old_resident_id(data_of("440305901301000"), 1, TABLES)
    assert not old_resident_id(data_of("100305900101000"), 1, TABLES)
    assert exam_area(data_of("26110101000000"), 1, TABLES)
    assert not exam_area(data_of("26100101000000"), 1, TABLES)
