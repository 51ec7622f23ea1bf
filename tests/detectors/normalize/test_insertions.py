"""Tests of what was put between the parts of a value."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.characters import Cell
from leakbench.detectors.normalize.fold_tables import Meanings, fold_tables
from leakbench.detectors.normalize.insertions import (
    digit_at,
    insertion_end,
    is_within_value,
    named_picture_end,
    repeated_digit_end,
    spelt_sign_end,
)

TABLES = fold_tables()
MEANINGS = Meanings(TABLES.folds, TABLES.digits, TABLES.between)
WORDS = re.compile(r"(?:[中间后号位生]|[三八](?=位)){1,16}+(?=[5三八])")


def cell_of(text):
    """A text as a cell, with other bytes behind it."""
    data = np.frombuffer(text.encode() + b"5555", np.uint8)
    return Cell(data, 0, len(data) - 4)


@given(st.text("中间后号位生三八5电", min_size=1, max_size=20))
def test_words_between_two_parts_end_at_a_digit(text):
    """They consist of known characters, or 三位, and one of them says that the parts belong."""
    found = WORDS.match(text)
    joins = found is not None and set(found[0]) & set("间位生")
    expected = len(found[0].encode()) if joins else 0
    assert insertion_end(cell_of(text), 0, MEANINGS) == expected


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("（备用）5", 4),
        ("（备用）三", 4),
        ("（备用）电", 0),
        ("（备用5", 0),
        ("（）5", 0),
        ("（很久很久很久以前的）5", 0),
    ],
)
def test_a_remark_stands_in_brackets_before_a_digit(text, size):
    """A short one, of Chinese characters."""
    assert insertion_end(cell_of(text), 0, MEANINGS) == len(text[:size].encode())


@pytest.mark.parametrize(
    ("text", "digit"), [("5", "5"), ("５", "5"), ("⑤", "5"), ("伍", "5"), ("𝟓", "0")]
)
def test_digits_are_read_in_all_their_forms(text, digit):
    """Of a mathematical one it is only known that it is one."""
    assert digit_at(cell_of(text), 0, MEANINGS) == ord(digit)


@pytest.mark.parametrize("text", ["a", "电", "ａ", "🔥", "é", ""])
def test_other_characters_are_no_digits(text):
    """Nor is what stands behind the cell."""
    assert digit_at(cell_of(text), 0, MEANINGS) == 0


@pytest.mark.parametrize(
    ("text", "size"),
    [("[强]5", 3), ("[强][强]", 3), ("[强]三", 3), ("[强]", 0), ("[强]电", 0), ("[a]5", 0)],
)
def test_the_name_of_a_picture_stands_in_brackets_within_a_value(text, size):
    """In Chinese, and something of the value goes on behind it."""
    assert named_picture_end(cell_of(text), 0, MEANINGS) == len(text[:size].encode())


@pytest.mark.parametrize(
    ("behind", "within"),
    [
        ("5", True),
        ("_", True),
        ("三", True),
        ("🔥", True),
        ("５", True),
        ("电", False),
        ("", False),
    ],
)
def test_a_picture_is_within_a_value_if_that_goes_on(behind, within):
    """On both of its sides."""
    assert is_within_value(ord("a"), cell_of(behind), 0, MEANINGS.folds) == within
    assert not is_within_value(ord(" "), cell_of(behind), 0, MEANINGS.folds)


@pytest.mark.parametrize(("text", "size"), [("(at)", 4), ("(dot)", 5), ("(at", 0), ("at", 0)])
def test_signs_are_spelt_in_brackets(text, size):
    """The @ and the dot of an address."""
    assert spelt_sign_end(cell_of(text), 0) == size


@pytest.mark.parametrize(
    ("text", "after_digit", "expected"),
    [
        ("个8", True, (4, "8")),
        ("个八", True, (6, "8")),
        ("个85", False, (4, "8")),
        ("个8", False, (0, "\0")),
        ("个电", True, (0, "\0")),
        ("8", True, (0, "\0")),
    ],
)
def test_a_digit_is_counted(text, after_digit, expected):
    """As in 3个8, beside another digit."""
    end, digit = expected
    assert repeated_digit_end(cell_of(text), 0, MEANINGS, after_digit) == (end, ord(digit))
