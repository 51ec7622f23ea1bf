"""Words and characters as the bytes that UTF-8 writes them with, for kernels to compare."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

import numpy as np

from leakbench.detectors.normalize.characters import (
    CASE_BIT,
    LEAD_THREE,
    Bytes,
    character_at,
)
from leakbench.generator.declarations import read_declaration
from leakbench.generator.engine.compiled import inlined, inner


class Word(NamedTuple):
    """A short text that kernels compare with.

    Attributes:
        size: How many bytes it has.
        packed: They as one number, the first one low.
    """

    size: int
    packed: int


# Roles of characters, a bit each; ``data/characters.toml`` says which characters have them.
MONEY = 0b0000_0001  # before a number: it is a sum
UNIT = 0b0000_0010  # behind it: it is a sum or a count
STOP = 0b0000_0100  # ends a sentence, or a part of one that could stand alone
END = 0b0000_1000  # ends a sentence
PAUSE = 0b0001_0000  # ends a clause
LEAD = 0b0010_0000  # leads to a value: a colon, a bracket
FIELD = 0b0100_0000  # parts the fields of a line
_ROLES = {
    "money": MONEY,
    "unit": UNIT,
    "stop": STOP,
    "end": END,
    "pause": PAUSE,
    "lead": LEAD,
    "field": FIELD,
}
CHARACTERS = files("leakbench.detectors.structured.data").joinpath("characters.toml")
_FIRST, _BEYOND = 0x800, 0x10000  # characters that UTF-8 writes with three bytes
_BYTE = 0xFF
THREE = 3  # bytes of a Chinese character or mark


def utf8(text: str) -> Word:
    """A text of up to seven bytes; a constant for kernels."""
    spelt = text.encode()
    return Word(len(spelt), int.from_bytes(spelt, "little"))


def lead(character: str) -> int:
    """The first byte of a character."""
    return character.encode()[0]


def _are_of_three_bytes(characters: str) -> bool:
    return all(_FIRST <= ord(one) < _BEYOND for one in characters)


def read_roles(source: Traversable) -> Bytes:
    """The roles of each code point that a file tells, as bits, shape (65536,).

    Raises:
        DeclarationError: A role is unknown, left out, or has others than characters of three bytes.
    """
    table = read_declaration(source)
    roles = np.zeros(_BEYOND, np.uint8)
    for role, bit in _ROLES.items():
        several = table.value(role, str, "characters of three bytes", _are_of_three_bytes)
        roles[[ord(character) for character in several]] |= bit
    table.end()
    return roles


_OF_CHARACTER = read_roles(CHARACTERS)


@inlined
def follows(data: Bytes, at: int, end: int, word: Word) -> bool:
    """Whether a word begins at a place."""
    size, packed = word
    if at + size > end:
        return False
    same = True
    for k in range(size):
        same &= data[at + k] == packed >> 8 * k & _BYTE
    return same


@inlined
def follows_latin(data: Bytes, at: int, end: int, word: Word) -> bool:
    """Whether a word of small letters begins at a place, in small or capital ones."""
    size, packed = word
    if at + size > end:
        return False
    same = True
    for k in range(size):
        same &= data[at + k] | CASE_BIT == packed >> 8 * k & _BYTE
    return same


@inlined
def precedes(data: Bytes, low: int, at: int, word: Word) -> bool:
    """Whether a word ends at a place."""
    return at - word.size >= low and follows(data, at - word.size, at, word)


@inner
def has_role(data: Bytes, at: int, end: int, roles: int) -> bool:
    """Whether a character of three bytes with one of some roles begins at a place."""
    if at < 0 or at + THREE > end or data[at] < LEAD_THREE:
        return False
    return _OF_CHARACTER[character_at(data, at)] & roles > 0


@inlined
def has_role_before(data: Bytes, low: int, at: int, roles: int) -> bool:
    """Whether a character of three bytes with one of some roles ends at a place."""
    return at - THREE >= low and has_role(data, at - THREE, at, roles)
