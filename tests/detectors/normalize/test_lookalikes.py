"""Tests of letters that look like digits."""

import numpy as np
import pytest

from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.normalize.lookalikes import is_lookalike, names_account, read_letters

LOOKALIKES = fold_tables().alarms.lookalikes
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


@pytest.mark.parametrize("text", ["19900000000", "l99OOOO00", "a99OOOO0000", "QQ199000000"])
def test_other_runs_stay(text):
    """Of another length, with other letters, without any, or an account's."""
    data = np.frombuffer(text.encode(), np.uint8).copy()
    assert not is_lookalike(data, 0, len(data), LOOKALIKES)
    assert not read_letters(data, 0, len(data), np.empty(24, np.uint8), LOOKALIKES)
    assert data.tobytes().decode() == text


def test_the_name_of_an_account_is_told_by_two_letters():
    """In either case, and only before digits."""
    for text, expected in (("qQ199000000", True), ("QQa99000000", False), ("1Q199000000", False)):
        data = np.frombuffer(text.encode(), np.uint8)
        assert names_account(data, 0, len(data)) == expected
