"""Words of bits, one after another, as one row: where its bits are set, and how many of them."""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.normalize.characters import Ints
from leakbench.generator.engine.compiled import inlined, inner
from leakbench.generator.engine.intrinsics import BLOCK, popcount, trailing_zeros

SPARE = 8  # entries behind a list of places that may be written over
Words = NDArray[np.uint64]
NONE, ONE, ALL = np.uint64(0), np.uint64(1), np.uint64(0xFFFF_FFFF_FFFF_FFFF)
WORD_SHIFT = 6  # a word has 2 ** 6 bits
WORD_MASK = BLOCK - 1
_LAST = np.uint64(BLOCK - 1)


@inner
def bits_below(place: int) -> np.uint64:
    """The bits below a place from 0 to 64."""
    return ALL if place >= BLOCK else (ONE << np.uint64(place)) - ONE


@inlined
def carry(bits: np.uint64, by: np.uint64, carried: np.uint64) -> tuple[np.uint64, np.uint64]:
    """(bits moved up by 1 to 63 places, what goes on in the next word), after what came before."""
    return bits << by | carried, bits >> (np.uint64(BLOCK) - by)


@inner
def _bits_from(words: Words, place: int) -> np.uint64:
    """The 64 bits from a place on, out of words one after another with one more behind."""
    word, shift = np.uint64(place >> WORD_SHIFT), np.uint64(place & WORD_MASK)
    return words[word] >> shift | words[word + ONE] << ONE << (_LAST - shift)


@inner
def any_between(words: Words, begin: int, end: int) -> bool:
    """Whether a bit is set between two places, the second after the first."""
    while end - begin > BLOCK:
        if _bits_from(words, begin):
            return True
        begin += BLOCK
    return _bits_from(words, begin) << np.uint64(BLOCK - (end - begin)) != NONE


@inner
def count_between(words: Words, begin: int, end: int) -> int:
    """How many bits are set between two places, the second after the first."""
    count = 0
    while end - begin > BLOCK:
        count += popcount(_bits_from(words, begin))
        begin += BLOCK
    return count + popcount(_bits_from(words, begin) << np.uint64(BLOCK - (end - begin)))


@inner
def leading_ones(words: Words, begin: int, end: int) -> int:
    """How many bits from a place on are set, before one that is not or the end."""
    at = begin
    while at < end:
        more = trailing_zeros(~_bits_from(words, at))
        at += more
        if more < BLOCK:
            break
    return min(at, end) - begin


@inner
def move_bits(words: Words, others: Words, begin: int, end: int) -> None:
    """Set the bits between two places in one mask, and none of them in another."""
    for place in range(begin, end):
        word, bit = np.uint64(place >> WORD_SHIFT), ONE << np.uint64(place & WORD_MASK)
        words[word] |= bit
        others[word] &= ~bit


@inlined
def write_places(bits: np.uint64, base: int, places: Ints, count: int) -> int:
    """Write where bits are set, counted from a base, behind ``count`` places; how many then are.

    Eight at a time, for a loop that ends after as many steps as there are bits is mispredicted:
    up to ``SPARE`` entries behind the last one are written over.
    """
    end = count + popcount(bits)
    while True:
        for _ in range(SPARE):
            places[np.uint64(count)] = base + trailing_zeros(bits)
            count += 1
            bits &= bits - ONE
        if count >= end:
            return end


@inner
def is_set(words: Words, place: int) -> bool:
    """Whether the bit of a place is set."""
    return words[np.uint64(place >> WORD_SHIFT)] >> np.uint64(place & WORD_MASK) & ONE != NONE


@inlined
def set_bit_if(words: Words, place: int, bit: np.uint64) -> None:
    """Set the bit of a place if another bit, 0 or 1, is."""
    at = np.uint64(place)
    words[at >> np.uint64(WORD_SHIFT)] |= bit << (at & _LAST)
