"""Classes of bytes, and the bytes that the forms are made of."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import inner

Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int32]
DIGIT, _UPPER, _LOWER = 1, 2, 4
CLASS = np.zeros(256, np.uint8)
CLASS[48:58] = DIGIT
CLASS[65:91] = _UPPER
CLASS[97:123] = _LOWER
JOINT = np.zeros(256, np.bool_)  # what may stand once between the digits of a number
JOINT[np.frombuffer(b" -.*#_\n", np.uint8)] = True
DIGITAL = CLASS == DIGIT
ALNUM = np.zeros(256, np.bool_)
ALNUM[48:58] = ALNUM[65:91] = ALNUM[97:123] = True
HOST = ALNUM.copy()  # what a picture is put between
HOST[45] = HOST[95] = True
HYPHEN, SPACE, PLUS, AT, DOT, OPEN, CLOSE = 45, 32, 43, 64, 46, 40, 41
_ONE, _TWO = np.uint64(1), np.uint64(2)
COLON, COMMA, SLASH, SCORE = 58, 44, 47, 95


@inner
def character_at(data: Bytes, at: int) -> np.int64:
    """The code point of the character of three bytes that begins at a place."""
    u = np.uint64(at)
    high, middle, low = data[u] & 15, data[u + _ONE] & 63, data[u + _TWO] & 63
    return np.int64(high) << 12 | np.int64(middle) << 6 | np.int64(low)


@inner
def number_at(data: Bytes, at: int, width: int) -> int:
    """The number that so many digits write."""
    value = 0
    for i in range(at, at + width):
        value = value * 10 + (data[i] - 48)
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
def small(byte: int) -> int:
    """A letter without its case; other bytes stay."""
    return byte + 32 if 65 <= byte <= 90 else byte


@inner
def is_letter(byte: int) -> bool:
    """Whether a byte is a Latin letter."""
    return 97 <= (byte | 32) <= 122


@inner
def count_digits(data: Bytes, at: int, end: int) -> int:
    """How many digits stand between two places."""
    count = 0
    for i in range(at, end):
        count += 48 <= data[i] < 58
    return count
