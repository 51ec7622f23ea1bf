"""Checks of columns beside those of one value at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors import check_digits
from leakbench.detectors.adapters.scan_checks import passes

PAIRS = {
    "bank_card": check_digits.is_bank_card,
    "credit_code": check_digits.is_credit_code,
    "resident_id": check_digits.is_resident_id,
}
FIRST = {
    "bank_card": r"62[0-9]{12,16}|62(00|88){6,7}",
    "credit_code": r"91[0-9]{6}[0-9A-HJ-NP-RTUWXYa-hj-np-rtuwxy]{9}",
    "resident_id": r"110101(19|20)[0-9]{2}(02|0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}",
}
ENDS = {"bank_card": "0123456789", "credit_code": "0123456789ABCXY", "resident_id": "0123456789Xx"}


def judged(check, values):
    """Ask about values that stand one after another."""
    text = "\0" + "\0".join(values) + "\0"
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    size = np.array([len(value) for value in values])
    start = 1 + np.cumsum(size + 1) - size - 1
    return passes(check, codes, start, start + size).tolist()


@pytest.mark.parametrize("check", PAIRS)
@given(data=st.data())
def test_judges_as_the_check_of_one_value_does(check, data):
    """Of every last character, plain, and in groups where such values are written so."""
    firsts = data.draw(
        st.lists(st.from_regex(FIRST[check], fullmatch=True), min_size=1, max_size=5)
    )
    values = [first + end for first in firsts for end in ENDS[check]]
    expected = [PAIRS[check](value) for value in values]
    assert judged(check, values) == expected
    if check != "credit_code":
        gap = data.draw(st.sampled_from(" -"))
        assert (
            judged(check, [f"{one[:6]}{gap}{one[6:14]}{gap}{one[14:]}" for one in values])
            == expected
        )


@given(
    st.from_regex(
        r"110101[0-9]{2}(02|0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}", fullmatch=True
    )
)
def test_the_old_form_has_a_date_only(value):
    """Fifteen digits, of the last century."""
    assert judged("resident_id", [value]) == [check_digits.is_resident_id(value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a12b", True),
        (".12", True),
        ("1.12", False),
        ("12.5", False),
        ("12.", True),
        ("12。", True),
    ],
)
def test_decimals_are_no_whole_numbers(text, expected):
    """A point between digits, on either side of a value."""
    codes = np.frombuffer(f"\0{text}\0".encode("utf-32-le"), np.uint32)
    at = text.index("12") + 1
    assert passes("whole", codes, np.array([at]), np.array([at + 2])).tolist() == [expected]


def test_a_digit_is_asked_of_each_value():
    """Letters alone are none."""
    assert judged("a_digit", ["京A12345", "京ABCDEF"]) == [True, False]
