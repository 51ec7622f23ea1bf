"""Bytes and characters: their names and classes, and the numbers that digits write."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import inlined, inner

Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int32]

DIGIT = 0b001  # 0 to 9
_UPPER = 0b010  # A to Z
_LOWER = 0b100  # a to z
CLASS = np.zeros(256, np.uint8)
CLASS[ord("0") : ord("9") + 1] = DIGIT
CLASS[ord("A") : ord("Z") + 1] = _UPPER
CLASS[ord("a") : ord("z") + 1] = _LOWER


def byte_set(characters: bytes) -> Flags:
    """Which bytes are among some, shape (256,)."""
    among = np.zeros(256, np.bool_)
    among[np.frombuffer(characters, np.uint8)] = True
    return among


JOINT = byte_set(b" -.*#_\n")  # what may stand once between the digits of a number
DIGITAL = CLASS == DIGIT
ALNUM = CLASS > 0
HOST = ALNUM | byte_set(b"-_")  # what a picture is put between
HYPHEN, SPACE, PLUS, AT, DOT, OPEN, CLOSE, COLON, COMMA, SLASH, UNDERSCORE = b"- +@.():,/_"
EXCLAMATION, OPEN_SQUARE, CLOSE_SQUARE = b"![]"

ZERO, NINE, CAPITAL_A, CAPITAL_Z, SMALL_A, SMALL_Z = b"09AZaz"
CAPITAL_X, SMALL_X = b"Xx"
CASE_BIT = 0b0010_0000  # 0x20, which small letters have and capitals have not

# How many bytes a character has, by its first one; the others are 10______.
ASCII_END = 0b1000_0000  # 0_______ below it
LEAD_TWO = 0b1100_0000  # 110_____
LEAD_THREE = 0b1110_0000  # 1110____
LEAD_FOUR = 0b1111_0000  # 11110___
LEAD_HAN = "一".encode()[0]  # the lowest first byte of the Chinese characters that are told apart
LEAD_BEYOND_HAN = LEAD_HAN + 6
_SIX_BITS = 0b0011_1111  # of a byte that goes on a character
_ONE, _TWO, _SIX = np.uint64(1), np.uint64(2), np.uint64(6)


class Cell(NamedTuple):
    """One cell among others.

    Attributes:
        data: The bytes of all cells.
        start: Where this one begins.
        end: Where it ends.
    """

    data: Bytes
    start: int
    end: int


@inlined
def as_int(byte: np.uint8) -> int:
    """A byte as a number of full width: numba's ``int`` keeps it a byte."""
    return int(np.int64(byte))


@inner
def character_at(data: Bytes, at: int) -> np.int64:
    """The code point of the character of three bytes that begins at a place."""
    u = np.uint64(at)
    high, middle, low = data[u] & 0b1111, data[u + _ONE] & _SIX_BITS, data[u + _TWO] & _SIX_BITS
    return np.int64(high) << 12 | np.int64(middle) << 6 | np.int64(low)


@inlined
def short_character_at(data: Bytes, at: np.uint64) -> np.uint64:
    """The code point of the character of two bytes that begins at a place."""
    return np.uint64(data[at] & 0b1_1111) << _SIX | np.uint64(data[at + _ONE] & _SIX_BITS)


@inlined
def long_character_at(data: Bytes, at: int) -> int:
    """The code point of the character of four bytes that begins at a place."""
    return (
        (int(data[at] & 0b111) << 18)
        + (int(data[at + 1] & _SIX_BITS) << 12)
        + (int(data[at + 2] & _SIX_BITS) << 6)
        + int(data[at + 3] & _SIX_BITS)
    )


@inlined
def has_three_bytes(lead: int) -> bool:
    """Whether a character that begins with a byte has three of them."""
    return LEAD_THREE <= lead < LEAD_FOUR


@inner
def code_at(cell: Cell, at: int) -> int:
    """The code point of the character of three bytes at a place of a cell; 0 if there is none."""
    if at + 3 > cell.end or not has_three_bytes(cell.data[at]):
        return 0
    return int(character_at(cell.data, at))


@inlined
def is_digit(byte: int) -> bool:
    """Whether a byte is one of 0 to 9."""
    return ZERO <= byte <= NINE


@inlined
def is_x(byte: int) -> bool:
    """Whether a byte is an X, with which a resident ID may end."""
    return byte in (CAPITAL_X, SMALL_X)


def utf8(text: str) -> Bytes:
    """The bytes of a text, for kernels to compare with."""
    return np.frombuffer(text.encode(), np.uint8)


@inlined
def follows(data: Bytes, at: int, end: int, word: Bytes) -> bool:
    """Whether a word, see ``utf8``, stands at a place before the end of a cell."""
    same = at + len(word) <= end
    k = 0
    while same and k < len(word):
        same = data[at + k] == word[k]
        k += 1
    return bool(same)


@inner
def number_at(data: Bytes, at: int, width: int) -> int:
    """The number that so many digits write."""
    value = 0
    for i in range(at, at + width):
        value = value * 10 + (data[i] - ZERO)
    return value


@inner
def digits_from(data: Bytes, at: int, end: int) -> int:
    """Length of the run of digits at a place; 0 also if a letter follows it directly."""
    i = at
    while i < end and CLASS[data[i]] == DIGIT:
        i += 1
    if i < end and CLASS[data[i]]:
        return 0
    return i - at


@inner
def lower_case(byte: int) -> int:
    """A letter without its case; other bytes stay."""
    return byte + CASE_BIT if CAPITAL_A <= byte <= CAPITAL_Z else byte


@inner
def is_letter(byte: int) -> bool:
    """Whether a byte is a Latin letter."""
    return SMALL_A <= (byte | CASE_BIT) <= SMALL_Z


@inner
def count_digits(data: Bytes, at: int, end: int) -> int:
    """How many digits stand between two places."""
    count = 0
    for i in range(at, end):
        count += is_digit(data[i])
    return count
