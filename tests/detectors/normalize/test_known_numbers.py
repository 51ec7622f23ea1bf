"""Tests of recognising numbers of known forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

from leakbench.detectors.normalize.known_numbers import is_known_number

DIGITS = st.text("0123456789", min_size=18, max_size=18)


def known(text):
    """Whether a number of this form is known."""
    return is_known_number(np.frombuffer(text.encode(), np.uint8), len(text))


@given(DIGITS, st.sampled_from("0123456789Xx"))
def test_a_resident_id_counts_by_its_check_digit(body, last):
    """Eighteen characters, or a card's check digit."""
    text = body[:17] + last
    right = ric.calc_check_digit(text.upper()) == last.upper()
    card = text[0] in "34569" and last.isdigit() and luhn.is_valid(text)
    assert known(text) == (right or card)


@given(DIGITS, st.sampled_from([15, 16, 17, 19]))
def test_cards_and_devices_count_by_theirs(body, width):
    """The first digit tells cards, the check digit both; Chinese SIM cards begin with 460."""
    text = (body + "0")[:width]
    first = text.startswith("460") if width == 15 else text[0] in "34569"
    valid = luhn.is_valid(text)
    assert known(text) == (first or valid if width == 15 else first and valid)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19900000000", True),
        ("01000000000", True),
        ("12000000000", False),
        ("0100000000", True),
        ("1100000000", False),
        ("10000000000000", True),
        ("1990000000X", False),
        ("123456789", False),
    ],
)
def test_telephones_count_by_what_they_begin_with(text, expected):
    """Mobile numbers and area codes; fourteen digits are an order's."""
    assert known(text) == expected
