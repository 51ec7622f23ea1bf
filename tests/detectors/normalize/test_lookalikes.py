"""Tests of letters that look like digits."""

import numpy as np
import pytest

from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.normalize.lookalikes import (
    is_lookalike,
    names_account,
    names_pupil,
    read_letters,
)

LOOKALIKES = fold_tables().lookalikes
NUMBERS = [
    ("l99OOOO0000", "19900000000"),
    ("I9900OO0000", "19900000000"),
    ("199000000O", "1990000000"),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_letters_become_digits_where_they_make_a_number(text, number):
    """And a cell with such a run needs normalising."""
    data = np.frombuffer(text.encode(), np.uint8).copy()
    assert is_lookalike(data, 0, len(data), LOOKALIKES)
    assert read_letters(data, 0, len(data), np.empty(24, np.uint8), LOOKALIKES)
    assert data.tobytes().decode() == number


@pytest.mark.parametrize(
    "text", ["19900000000", "l99OOOO00", "a99OOOO0000", "QQ199000000", "G110101200801010000"]
)
def test_other_runs_stay(text):
    """Of another length, with other letters, without any, or an account's, or a pupil's."""
    data = np.frombuffer(text.encode(), np.uint8).copy()
    assert not is_lookalike(data, 0, len(data), LOOKALIKES)
    assert not read_letters(data, 0, len(data), np.empty(24, np.uint8), LOOKALIKES)
    assert data.tobytes().decode() == text


def test_the_name_of_an_account_is_told_by_two_letters():
    """In either case, and only before digits."""
    for text, expected in (("qQ199000000", True), ("QQa99000000", False), ("1Q199000000", False)):
        data = np.frombuffer(text.encode(), np.uint8)
        assert names_account(data, 0, len(data)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("G110101200801010000", True),
        ("l110101199901010000", True),
        ("G22202021O00000000O", False),
        ("G11010120080101000", False),
        ("B110101200801010000", False),
    ],
)
def test_the_number_of_a_pupil_is_told_by_letter_and_year(text, expected):
    """A bank card with a G for a 6 has no year there."""
    data = np.frombuffer(text.encode(), np.uint8)
    assert names_pupil(data, 0, len(data)) == expected
