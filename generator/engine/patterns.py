"""Numbers by pattern: ``#`` is a random digit, ``@`` a letter, ``*`` (where asked for) either.

Everything else of a pattern stands for itself.
"""

from typing import NamedTuple

import numpy as np

from leakbench.generator.engine.ascii import AT, HASH, STAR
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Arena, Bytes, Packed, Strings

_DIGITS, _LETTERS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Alphabets(NamedTuple):
    """What the signs of patterns are drawn from.

    Attributes:
        digit: For ``#``.
        letter: For ``@``.
        either: For ``*``; where it is empty, ``*`` stands for itself.
    """

    digit: Bytes
    letter: Bytes
    either: Bytes

    @classmethod
    def of(cls, letter: bytes = _LETTERS, either: bytes = b"") -> "Alphabets":
        """Ten digits with these letters."""
        digit, letters, both = (np.frombuffer(some, np.uint8) for some in (_DIGITS, letter, either))
        return cls(digit, letters, both)


CAPITALS = Alphabets.of()
CAPITALS_OR_DIGITS = Alphabets.of(either=_DIGITS + _LETTERS)
UNMISTAKABLE = Alphabets.of(b"ABCDEFGHJKLMNPQRSTUVWXYZ")
"""Without I and O, which are not given out where they could be taken for 1 and 0."""


@compiled
def _fill(out: Bytes, at: int, packed: Packed, bits: Bits, alphabets: Alphabets) -> None:
    digits, letters, either = alphabets
    for row in range(len(packed)):
        state = bits[row]
        begin = packed[row] >> 32
        size = (packed[row] >> 16) & 0xFFFF
        packed[row] = (at << 32) | (packed[row] & 0xFFFFFFFF)
        for place in range(size):
            character = out[begin + place]
            if character in (HASH, AT) or (character == STAR and len(either) > 0):
                # A step of Knuth's linear congruential generator, of which the upper half is used.
                state = state * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
                draw = state >> np.uint64(32)
                if character == HASH:
                    character = digits[(draw * np.uint64(10)) >> np.uint64(32)]
                elif character == AT:
                    character = letters[(draw * np.uint64(len(letters))) >> np.uint64(32)]
                else:
                    character = either[(draw * np.uint64(len(either))) >> np.uint64(32)]
            out[at + place] = character
        at += size


def fill_patterns(patterns: Strings, bits: Bits, arena: Arena, alphabets: Alphabets) -> Strings:
    """Values of the patterns.

    Args:
        patterns: The pattern of each value, shape (n,).
        bits: Random bits of each.
        arena: Where patterns stand and values are written.
        alphabets: What their signs are drawn from.
    """
    at = arena.reserve(int(patterns.size.sum()))
    packed = patterns.packed.copy()
    _fill(arena.bytes, at, packed, bits, alphabets)
    return Strings(packed)
