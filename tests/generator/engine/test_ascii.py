"""Tests of the names of ASCII characters."""

from leakbench.generator.engine import ascii as names
from leakbench.generator.engine.ascii import is_letter_or_digit


def test_names_are_of_one_character_each():
    """No two names mean the same, and ranges have their ends."""
    known = {name: value for name, value in vars(names).items() if name.isupper()}
    assert len(set(known.values())) == len(known)
    assert all(value < 128 and chr(value).isprintable() for value in known.values())
    ends = (names.ZERO, names.NINE, names.CAPITAL_A, names.CAPITAL_Z, names.SMALL_A, names.SMALL_Z)
    assert "".join(map(chr, ends)) == "09AZaz"


def test_letters_and_digits_are_what_python_says():
    """Of all bytes, none beyond ASCII."""
    for byte in range(256):
        character = chr(byte)
        assert is_letter_or_digit(byte) == (character.isascii() and character.isalnum())
