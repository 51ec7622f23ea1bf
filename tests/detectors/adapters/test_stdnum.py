import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from leakbench.detectors import check_digits
from leakbench.detectors.adapters.stdnum import is_resident_id
from leakbench.detectors.check_digits import credit_check, luhn_check, resident_check

RESIDENT = "11010119000101001"
CREDIT = "91110101MA0000000"
CARD = "622202000000000000"


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (RESIDENT, resident_check(RESIDENT), "RESIDENT_ID"),
        (CREDIT, credit_check(CREDIT), "USCC"),
        (CARD, luhn_check(CARD), "BANK_CARD"),
    ],
)
def test_the_library_tells_true_numbers_from_others(found, first, last, label):
    """A number with its own check digit is found; with the next one it is not."""
    assert found("stdnum", f"：{first}{last}，") == [(first + last, label)]
    other = str((int(last) + 1) % 10) if last.isdigit() else "1"
    assert label not in {one for _, one in found("stdnum", f"：{first}{other}，")}


def test_what_has_no_check_digit_is_as_with_regex(found):
    """Patterns without a check are the same."""
    text = "联系人张伟，手机13800000000，邮箱zhangwei@example.com"
    assert found("stdnum", text) == found("regex", text)


def test_a_county_that_had_no_number_in_the_year_is_no_fault():
    """Only date and check digit are asked for: this county got its number decades later."""
    first = "11011119000101001"
    number = first + resident_check(first)
    assert not ric.is_valid(number)
    assert is_resident_id(number)


@given(st.from_regex(r"110101(19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9X]", fullmatch=True))
def test_judges_as_our_own_check_does(number):
    """Two implementations agree on numbers of either length."""
    assert is_resident_id(number) == check_digits.is_resident_id(number)
    old = number[:6] + number[8:17]
    assert is_resident_id(old) == check_digits.is_resident_id(old)
