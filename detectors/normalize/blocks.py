"""Sixty-four bytes at once, as the bits of a word: bit 0 is the first byte.

A walk from byte to byte pays for each with a branch that random text misleads; a mask costs a few
vector instructions, and only its bits are walked over. Reading a block goes past the end of a
shorter rest, so the last bytes of a text are kept a second time with room behind them.
"""

from typing import NamedTuple

import numpy as np

from leakbench.detectors.normalize.bitmaps import bits_below
from leakbench.detectors.normalize.characters import Bytes
from leakbench.generator.engine.compiled import compiled, inlined
from leakbench.generator.engine.intrinsics import BLOCK, bytes_in_ranges

REACH = BLOCK + 4  # bytes of a block and of a character that begins in it
TAIL = 2 * REACH  # bytes of the last block of a text, and room to read another behind it
NATURAL = 0x7FFF_FFFF  # a place & NATURAL is plainly not negative: no index is counted from the end


def byte_ranges(*ranges: bytes) -> tuple[int, ...]:
    """Ranges of bytes, each by its first and its last byte or by its only one.

    Returns:
        The lowest byte and how many there are, range after range.
    """
    return tuple(bound for pair in ranges for bound in (pair[0], pair[-1] - pair[0] + 1))


DIGITS = byte_ranges(b"09")
LETTERS = byte_ranges(b"AZ", b"az")
HAN_LEADS = byte_ranges(b"\xe4\xe9")  # first bytes of nearly all Chinese characters
LEADS = byte_ranges(b"\xc0\xff")  # first bytes of characters outside ASCII
CONTINUATIONS = byte_ranges(b"\x80\xbf")  # bytes that begin no character


class Text(NamedTuple):
    """Bytes that can be read in blocks up to their end.

    Attributes:
        data: All bytes, not to be written.
        tail: The last of them, with a block's room behind them.
        tail_start: Where in the data those begin.
    """

    data: Bytes
    tail: Bytes
    tail_start: int


class Block(NamedTuple):
    """Sixty-four bytes of a text.

    Attributes:
        source: Where they can be read, whole.
        at: Where in it they begin.
        valid: Which of them belong to the cell, as bits.
    """

    source: Bytes
    at: int
    valid: np.uint64


def text_of(data: Bytes) -> Text:
    """Bytes, not to be written, as a text."""
    tail = np.empty(TAIL, np.uint8)
    start = write_tail(data, tail)
    tail.flags.writeable = False
    return Text(data, tail, start)


@compiled
def write_tail(data: Bytes, tail: Bytes) -> int:
    """Write the ``tail`` of a text, of ``TAIL`` bytes; where in the data it begins."""
    start = max(0, len(data) - REACH)
    for at in range(len(tail)):
        tail[at] = data[start + at] if start + at < len(data) else 0
    return start


@inlined
def block_at(text: Text, place: int, end: int) -> Block:
    """The block that begins at a place of a cell, which ends at ``end``.

    Only for functions that are ``inner`` or ``inlined``: nobody counts that a block holds an array.
    """
    data, tail = text.data, text.tail
    source, at = (data, place) if place + REACH <= len(data) else (tail, place - text.tail_start)
    return Block(source, at, bits_below(min(BLOCK, end - place)))


@inlined
def bytes_in(block: Block, ranges: tuple[int, ...]) -> np.uint64:
    """Which bytes of a block lie in one of some ranges, see ``byte_ranges``."""
    return bytes_in_ranges(block.source, block.at, ranges) & block.valid
