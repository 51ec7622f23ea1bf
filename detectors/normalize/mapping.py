"""From bytes of a cell to its code points."""

from typing import NamedTuple

import numpy as np

from leakbench.detectors.normalize.bitmaps import WORD_MASK, WORD_SHIFT, Words, bits_below
from leakbench.detectors.normalize.characters import Ints
from leakbench.generator.engine.compiled import inner
from leakbench.generator.engine.intrinsics import popcount


class CharacterIndex(NamedTuple):
    """Where the characters of a cell begin.

    Attributes:
        inside: Which bytes begin no character, a word for 64 of a cell, and one more.
        before: How many such bytes of the cell stand before those of each word.
        word: The first of its words.
    """

    inside: Words
    before: Ints
    word: int


@inner
def characters_before(index: CharacterIndex, place: int) -> int:
    """How many characters of a cell begin before one of its bytes, counted from its first one."""
    word = np.uint64((place >> WORD_SHIFT) + index.word)
    inside = popcount(index.inside[word] & bits_below(place & WORD_MASK))
    return place - index.before[word] - inside
