import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric, uscc

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.identifiers import check_digits

DIGITS = "0123456789"
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SURROUNDINGS = "7X"  # what stands before and behind is not looked at


@compiled
def luhn_of(text, begin, end):
    """Called as kernels call it."""
    return check_digits.luhn_check(text, begin, end)


@compiled
def checks_of(text, at):
    """All checks that are told only where a number begins."""
    return (
        check_digits.resident_check(text, at),
        check_digits.organisation_check(text, at),
        check_digits.credit_check(text, at),
        check_digits.postal_check(text, at),
    )


def within(first):
    """A text in which a number's characters stand after two others."""
    return np.frombuffer(f"{SURROUNDINGS}{first}{SURROUNDINGS}".encode(), np.uint8)


@given(st.text(DIGITS, min_size=17, max_size=17))
def test_resident_checks_are_those_of_another_implementation(first):
    """GB 11643, as python-stdnum computes it."""
    assert chr(checks_of(within(first), 2)[0]) == ric.calc_check_digit(f"{first}0")


@given(st.text(CREDIT, min_size=17, max_size=17))
def test_credit_checks_are_those_of_another_implementation(first):
    """GB 32100, as python-stdnum computes it."""
    assert chr(checks_of(within(first), 2)[2]) == uscc.calc_check_digit(first)


@given(st.text(DIGITS, min_size=1, max_size=19))
def test_luhn_checks_are_those_of_another_implementation(first):
    """Cards and IMEIs of any length, as python-stdnum computes them."""
    assert chr(luhn_of(within(first), 2, 2 + len(first))) == luhn.calc_check_digit(first)


@given(st.text(CREDIT, min_size=8, max_size=8))
def test_organisation_checks_are_those_of_the_standard(first):
    """GB 11714: 11 less the weighed sum modulo 11, X for 10 and 0 for 11."""
    weighed = sum(int(c, 36) * w for c, w in zip(first, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    padded = first + "0" * 9
    assert chr(checks_of(within(padded), 2)[1]) == "0123456789X0"[11 - weighed % 11]


@pytest.mark.parametrize(("first", "check"), [("47312482", "9"), ("00000000", "5")])
def test_postal_checks_are_those_of_the_union(first, check):
    """The example of the standard S10, and a sum that is a multiple of 11."""
    assert chr(checks_of(within(first + "0" * 9), 2)[3]) == check
