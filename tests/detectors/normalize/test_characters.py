"""Tests of the names and classes of bytes, and of reading characters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.characters import (
    ALNUM,
    CLASS,
    DIGIT,
    HOST,
    Cell,
    character_at,
    code_at,
    count_digits,
    digits_from,
    follows,
    is_digit,
    is_letter,
    is_x,
    long_character_at,
    lower_case,
    number_at,
    short_character_at,
    utf8,
)


def in_bytes(text):
    """A text's bytes."""
    return np.frombuffer(text.encode(), np.uint8)


@pytest.mark.parametrize(
    ("first", "last", "read"),
    [
        (0x80, 0x7FF, lambda data: short_character_at(data, np.uint64(0))),
        (0x800, 0xD7FF, lambda data: character_at(data, 0)),
        (0x10000, 0x10FFFF, lambda data: long_character_at(data, 0)),
    ],
)
def test_characters_of_each_length_are_read(first, last, read):
    """Two, three and four bytes; some of all of them, and the outermost."""
    for code in {first, last, *range(first, last, max(1, (last - first) // 200))}:
        assert read(in_bytes(chr(code))) == code


@given(st.text("电话a1é🔥", max_size=6), st.data())
def test_a_character_of_three_bytes_is_read_within_its_cell(text, draw):
    """Another one, or one that the cell cuts off, is none."""
    data = in_bytes(text)
    at = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(at, len(data)))
    rest = bytes(data[at:end]).decode(errors="replace")[:1]
    assert code_at(Cell(data, 0, end), at) == (ord(rest) if rest in {"电", "话"} else 0)


def test_bytes_are_what_python_says():
    """Digits, letters, either case, and an X."""
    for byte in range(256):
        character = chr(byte) if byte < 128 else "é"
        plain = character.isascii()
        assert (CLASS[byte] == DIGIT) == is_digit(byte) == (plain and character.isdigit())
        assert is_letter(byte) == (plain and character.isalpha())
        assert ALNUM[byte] == (plain and character.isalnum())
        assert HOST[byte] == (ALNUM[byte] or character in "-_")
        assert is_x(byte) == (character in "Xx")
        assert chr(lower_case(byte)) == (character.lower() if plain else chr(byte))


def test_digits_are_read_as_numbers():
    """So many, or the run of them unless a letter ends it."""
    data = in_bytes("007a12-3")
    assert number_at(data, 0, 3) == 7
    assert [digits_from(data, at, len(data)) for at in (0, 4, 7)] == [0, 2, 1]
    assert count_digits(data, 0, len(data)) == 6


def test_a_word_stands_where_all_its_bytes_do():
    """Before the end of the cell."""
    data = in_bytes("a(at)电")
    assert follows(data, 1, 5, utf8("(at)"))
    assert follows(data, 5, len(data), utf8("电"))
    assert not follows(data, 1, 4, utf8("(at)"))
    assert not follows(data, 0, len(data), utf8("(at)"))
