import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric, uscc

from leakbench.detectors import check_digits

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(st.text("0123456789", min_size=17, max_size=17))
def test_resident_check_agrees_with_stdnum(first):
    """The check digit of a resident ID is the one that another implementation computes."""
    assert check_digits.resident_check(first) == ric.calc_check_digit(first + "0")


@given(st.text(ALPHABET, min_size=17, max_size=17))
def test_credit_check_agrees_with_stdnum(first):
    """The check character of a social credit code is the one of another implementation."""
    assert check_digits.credit_check(first) == uscc.calc_check_digit(first)


@given(st.text("0123456789", min_size=1, max_size=18))
def test_luhn_check_agrees_with_stdnum(first):
    """The check digit of a card is the one that another implementation computes."""
    assert check_digits.luhn_check(first) == luhn.calc_check_digit(first)


@given(st.text("0123456789", min_size=3, max_size=3), st.integers(0, 16))
def test_one_wrong_digit_is_noticed(sequence, place):
    """A resident ID with one changed digit is never a true one."""
    first = f"11010119000101{sequence}"
    whole = first + check_digits.resident_check(first)
    changed = whole[:place] + str((int(whole[place]) + 1) % 10) + whole[place + 1 :]
    assert check_digits.is_resident_id(whole)
    assert not check_digits.is_resident_id(changed)


@pytest.mark.parametrize("day", ["19000229", "19001301", "19000100", "19000431"])
def test_no_such_day(day):
    """A resident ID of a day that never was is refused, whatever its check digit."""
    first = f"110101{day}001"
    assert not check_digits.is_resident_id(first + check_digits.resident_check(first))
    assert not check_digits.is_resident_id(f"110101{day[2:]}001")


def test_a_repeated_digit_is_no_card():
    """Zeros after the prefix can pass Luhn, yet are no card."""
    value = "62" + "0" * 14
    filler = next(
        value[:2] + str(digit) * 14
        for digit in range(10)
        if luhn.is_valid(value[:2] + str(digit) * 14)
    )
    assert not check_digits.is_bank_card(filler)
