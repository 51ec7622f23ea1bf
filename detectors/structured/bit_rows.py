"""Words of bits, one after another, as one row: where its bits are set, and how many of them."""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from leakbench.detectors.structured.symbols import Ints
from leakbench.generator.engine.compiled import inlined, inner

BLOCK = 64  # bits of a word
SPARE = 8  # entries behind a list of places that may be written over
Words = NDArray[np.uint64]
NONE, ONE, ALL = np.uint64(0), np.uint64(1), np.uint64(0xFFFF_FFFF_FFFF_FFFF)


@intrinsic
def lowest(_context: Any, _mask: Any) -> Any:
    """The place of the lowest bit that is set; 64 if none is."""

    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.uint64), build


@intrinsic
def ones(_context: Any, _mask: Any) -> Any:
    """How many bits are set."""

    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), build


@inner
def bits_below(place: int) -> np.uint64:
    """The bits below a place from 0 to 64."""
    return ALL if place >= BLOCK else (ONE << np.uint64(place)) - ONE


@inner
def _bits_from(words: Words, place: int) -> np.uint64:
    """The 64 bits from a place on, out of words one after another with one more behind."""
    word, shift = np.uint64(place >> 6), np.uint64(place & 63)
    return words[word] >> shift | words[word + ONE] << ONE << (np.uint64(63) - shift)


@inner
def any_between(words: Words, begin: int, end: int) -> bool:
    """Whether a bit is set between two places, the second after the first."""
    while end - begin > BLOCK:
        if _bits_from(words, begin):
            return True
        begin += BLOCK
    return _bits_from(words, begin) << np.uint64(BLOCK - (end - begin)) != NONE


@inner
def ones_between(words: Words, begin: int, end: int) -> int:
    """How many bits are set between two places, the second after the first."""
    count = 0
    while end - begin > BLOCK:
        count += ones(_bits_from(words, begin))
        begin += BLOCK
    return count + ones(_bits_from(words, begin) << np.uint64(BLOCK - (end - begin)))


@inner
def leading_ones(words: Words, begin: int, end: int) -> int:
    """How many bits from a place on are set, before one that is not or the end."""
    at = begin
    while at < end:
        more = lowest(~_bits_from(words, at))
        at += more
        if more < BLOCK:
            break
    return min(at, end) - begin


@inner
def move_bits(words: Words, others: Words, begin: int, end: int) -> None:
    """Set the bits between two places in one mask, and none of them in another."""
    for place in range(begin, end):
        word, bit = np.uint64(place >> 6), ONE << np.uint64(place & 63)
        words[word] |= bit
        others[word] &= ~bit


@inlined
def write_places(bits: np.uint64, base: int, places: Ints, count: int) -> int:
    """Write where bits are set, counted from a base, behind ``count`` places; how many then are.

    Eight at a time, for a loop that ends after as many steps as there are bits ends by surprise:
    up to ``SPARE`` entries behind the last one are written over.
    """
    end = count + ones(bits)
    while True:
        for _ in range(SPARE):
            places[np.uint64(count)] = base + lowest(bits)
            count += 1
            bits &= bits - ONE
        if count >= end:
            return end


@inner
def is_set(words: Words, place: int) -> bool:
    """Whether the bit of a place is set."""
    return words[np.uint64(place >> 6)] >> np.uint64(place & 63) & ONE != NONE
