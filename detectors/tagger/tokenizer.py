"""From bytes to tokens: characters folded to one spelling, runs of digits and letters as one token.

Traditional characters become simplified ones and full-width letters ASCII ones, so that one weight
serves all spellings; what nobody sees is passed over. A run of digits is a symbol of its length, a
run of letters one of its length and case: what a number says is the business of detectors of
numbers.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.string_buffers import Strings
from leakbench.generator.engine.compiled import inlined, inner

PLANE: Final = 0x10000  # the characters that the folding table knows
BORDER: Final = 0x110000  # stands before the first and after the last token of a row
DIGITS: Final = 0x110010  # and the class of its length
LETTERS: Final = 0x110020  # and the class of its length, and 8 for capitals

MARGIN: Final = 3
"""Border tokens before, between and after the rows, so that a window never leaves the array."""

UNSEEN: Final = 0  # what characters of no width are folded to
DIGIT, CAPITAL, SMALL = ord("0"), ord("A"), ord("a")  # what digits and letters are folded to
_LAST_DIGIT, _LAST_CAPITAL, _LAST_SMALL = ord("9"), ord("Z"), ord("z")
_NEWLINE: Final = ord("\n")

# UTF-8: the first byte of a character says how many it has: from here on two, three, four.
_TWO_BYTES: Final = 0b1000_0000  # 110xxxxx, and none between that and 0xxxxxxx, a single one
_THREE_BYTES: Final = 0b1110_0000  # 1110xxxx
_FOUR_BYTES: Final = 0b1111_0000  # 11110xxx
_CONTINUATION: Final = 0b0011_1111  # the bits that a byte 10xxxxxx carries

_WIDE, _WIDE_END = 0xFF00, 0xFF80  # full-width letters, digits and marks
_WIDE_SHIFT: Final = 0xFEE0  # from them to ASCII

_LONG_RUN: Final = 5  # digits that have a class of their own each, up to this one
_LONGER_RUN, _LONGEST_RUN = 7, 11  # from more of them on, there are two classes
_LONG_WORD: Final = 7  # the same of letters
_CAPITALS: Final = 8

Whole = int | np.integer


class Tokens(NamedTuple):
    """Tokens of some rows, shape (tokens,) each.

    Attributes:
        symbol: What each is, uint32: a character, or ``BORDER``, ``DIGITS``, ``LETTERS``.
        start: Its first code point in its row, int32.
        end: The code point after it, int32.
        row: Its row, int32; -1 for a border token.
    """

    symbol: NDArray[np.uint32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    row: NDArray[np.int32]


@inlined
def most_tokens(rows: int, size: int) -> int:
    """How many tokens so many rows of so many bytes can have."""
    return 2 * size + MARGIN * (rows + 1)


@inner
def read_tokens(text: Strings, fold: NDArray[np.uint16], tokens: Tokens) -> int:
    """Cut rows into tokens, with ``MARGIN`` border tokens around each of their lines.

    Lines are read apart: what stands in one says nothing about the next.

    Args:
        text: The rows.
        fold: What each character of the basic plane is read as, shape (65536,); digits are 0,
            letters a and A, what nobody sees is U+0000.
        tokens: Written; room for ``most_tokens``.

    Returns:
        The number of tokens, borders included.
    """
    n = _write_border(tokens, 0)
    for row in range(len(text.offsets) - 1):
        n = _read_row(text, row, fold, tokens, n)
        n = _write_border(tokens, n)
    return n


@inlined
def _read_row(text: Strings, row: int, fold: NDArray[np.uint16], tokens: Tokens, n: int) -> int:
    """Write the tokens of a row behind others; how many then are."""
    at = int(text.offsets[row])
    stop = int(text.offsets[row + 1])
    point = 0
    while at < stop:
        value, size = _character(text.data, at)
        at += size
        if value < PLANE:
            value = np.uint32(fold[value])
        begin = point
        point += 1
        if value == UNSEEN:
            continue
        if value == _NEWLINE:
            if tokens.row[n - 1] >= 0:
                n = _write_border(tokens, n)
            continue
        if value in (DIGIT, CAPITAL, SMALL):
            at, more = _run(text.data, at, stop, value)
            point += more
            length = point - begin
            if value == DIGIT:
                value = np.uint32(
                    DIGITS
                    + min(length, _LONG_RUN)
                    + (length > _LONGER_RUN)
                    + (length > _LONGEST_RUN)
                )
            else:
                value = np.uint32(
                    LETTERS + min(length, _LONG_WORD) + _CAPITALS * (value == CAPITAL)
                )
        tokens.symbol[n] = value
        tokens.start[n] = begin
        tokens.end[n] = point
        tokens.row[n] = row
        n += 1
    return n


@inlined
def _run(data: NDArray[np.uint8], at: int, stop: int, kind: Whole) -> tuple[int, int]:
    """Where a run of digits or letters of either width ends, and how many more it has."""
    more = 0
    while at < stop:
        value, size = _character(data, at)
        if _WIDE <= value < _WIDE_END:
            value = np.uint32(value - _WIDE_SHIFT)
        if kind == DIGIT and not DIGIT <= value <= _LAST_DIGIT:
            break
        if kind != DIGIT and not (
            CAPITAL <= value <= _LAST_CAPITAL or SMALL <= value <= _LAST_SMALL
        ):
            break
        at += size
        more += 1
    return at, more


@inlined
def _character(data: NDArray[np.uint8], at: int) -> tuple[np.uint32, int]:
    """The character whose bytes begin at a place, and how many they are."""
    lead = np.uint32(data[at])
    if lead < _TWO_BYTES:
        return lead, 1
    second = np.uint32(data[at + 1] & _CONTINUATION)
    if lead < _THREE_BYTES:
        return np.uint32((lead & 0b1_1111) << 6 | second), 2
    third = np.uint32(data[at + 2] & _CONTINUATION)
    if lead < _FOUR_BYTES:
        return np.uint32((lead & 0b1111) << 12 | second << 6 | third), 3
    fourth = np.uint32(data[at + 3] & _CONTINUATION)
    return np.uint32((lead & 0b111) << 18 | second << 12 | third << 6 | fourth), 4


@inlined
def _write_border(tokens: Tokens, n: int) -> int:
    """Write border tokens behind others; how many then are."""
    for _ in range(MARGIN):
        tokens.symbol[n] = BORDER
        tokens.start[n] = 0
        tokens.end[n] = 0
        tokens.row[n] = -1
        n += 1
    return n
