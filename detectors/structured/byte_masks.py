"""Sixty-four bytes at once, as the bits of a word: bit 0 is the first byte.

A walk from byte to byte pays for each with a branch that random text misleads; a mask costs a few
vector instructions, and only its bits are walked over. Reading sixty-four bytes goes past the end
of a shorter rest: whoever asks makes sure that so much memory is there (``padded_tail``).
"""

from functools import reduce
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numpy.typing import NDArray

from leakbench.detectors.structured.symbols import Bytes, Ints
from leakbench.generator.compiled import inlined, inner

BLOCK = 64
SPARE = 8  # entries behind a list of places that may be written over
REACH = BLOCK + 4  # bytes of a block and of a character that begins in it
NATURAL = 0x7FFF_FFFF  # a place & NATURAL is plainly not negative: no index is counted from the end
Words = NDArray[np.uint64]
NONE, ONE, ALL = np.uint64(0), np.uint64(1), np.uint64(0xFFFF_FFFF_FFFF_FFFF)
LETTERS = 65, 26, 97, 26  # ranges: low, count, low, count
_HALF = 32  # bytes of a vector that common machines have


def _all_lanes(context: Any, builder: Any, signature: Any, arguments: Any, number: int) -> Any:
    """A vector of one argument, by its number, again and again."""
    return _lanes(
        builder, context.cast(builder, arguments[number], signature.args[number], types.int64)
    )


def _lanes(builder: Any, value: Any) -> Any:
    """A vector of a number again and again."""
    vector, count = ir.VectorType(ir.IntType(8), _HALF), ir.IntType(32)
    nothing = ir.Constant(vector, ir.Undefined)
    lanes = builder.insert_element(
        nothing, builder.trunc(value, ir.IntType(8)), ir.Constant(count, 0)
    )
    pick = ir.Constant(ir.VectorType(count, _HALF), [0] * _HALF)
    return builder.shuffle_vector(lanes, nothing, pick)


def _halves(builder: Any, data: Any, place: Any) -> list[Any]:
    """The two vectors of the 64 bytes from a place on."""
    vector = ir.VectorType(ir.IntType(8), _HALF).as_pointer()
    pointers = [
        cgutils.pointer_add(builder, data, builder.add(place, ir.Constant(place.type, ahead)))
        for ahead in (0, _HALF)
    ]
    return [builder.load(builder.bitcast(pointer, vector), align=1) for pointer in pointers]


def _joined(builder: Any, halves: list[Any]) -> Any:
    """Two vectors of truth values as one word."""
    word = ir.IntType(64)
    low, high = (builder.zext(builder.bitcast(half, ir.IntType(_HALF)), word) for half in halves)
    return builder.or_(low, builder.shl(high, ir.Constant(word, _HALF)))


@intrinsic
def bytes_within(_context: Any, data: Any, at: Any, low: Any, count: Any) -> Any:
    """Which of the 64 bytes from a place on are one of ``count`` values from ``low`` on."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = context.cast(builder, arguments[1], signature.args[1], types.intp)
        lowest, counts = (
            _all_lanes(context, builder, signature, arguments, number) for number in (2, 3)
        )
        return _joined(
            builder,
            [
                builder.icmp_unsigned("<", builder.sub(half, lowest), counts)
                for half in _halves(builder, array.data, place)
            ],
        )

    return types.uint64(data, at, low, count), build


@intrinsic
def bytes_among(_context: Any, data: Any, at: Any, ranges: Any) -> Any:
    """Which of the 64 bytes from a place on lie in one of some ranges: low, count, low, count."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = context.cast(builder, arguments[1], signature.args[1], types.intp)
        vectors = [_lanes(builder, bound) for bound in cgutils.unpack_tuple(builder, arguments[2])]
        found = []
        for half in _halves(builder, array.data, place):
            inside = [
                builder.icmp_unsigned("<", builder.sub(half, low), count)
                for low, count in zip(vectors[::2], vectors[1::2], strict=True)
            ]
            found.append(reduce(builder.or_, inside))
        return _joined(builder, found)

    return types.uint64(data, at, ranges), build


@intrinsic
def bytes_with(_context: Any, data: Any, at: Any, bit: Any) -> Any:
    """Which of the 64 bytes from a place on have a bit set, one of 0 to 7 by its value."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = context.cast(builder, arguments[1], signature.args[1], types.intp)
        bits = _all_lanes(context, builder, signature, arguments, 2)
        return _joined(
            builder,
            [
                builder.icmp_unsigned("==", builder.and_(half, bits), bits)
                for half in _halves(builder, array.data, place)
            ],
        )

    return types.uint64(data, at, bit), build


@intrinsic
def clear_block(_context: Any, data: Any) -> Any:
    """Make the first 64 bytes of an array zero."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        kind = ir.VectorType(ir.IntType(8), BLOCK)
        builder.store(
            ir.Constant(kind, None), builder.bitcast(array.data, kind.as_pointer()), align=1
        )
        return context.get_dummy_value()

    return types.void(data), build


@intrinsic
def two_bytes(_context: Any, data: Any, at: Any) -> Any:
    """Two bytes as one number, the first one low."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = context.cast(builder, arguments[1], signature.args[1], types.intp)
        short = ir.IntType(16)
        one, two = (
            builder.zext(
                builder.load(
                    builder.gep(array.data, [builder.add(place, ir.Constant(place.type, k))])
                ),
                short,
            )
            for k in range(2)
        )
        return builder.or_(one, builder.shl(two, ir.Constant(short, 8)))

    return types.uint16(data, at), build


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


def padded_tail(data: Bytes) -> tuple[Bytes, int]:
    """The last bytes of some data with room for a block behind each, and where they begin."""
    begin = max(0, len(data) - REACH)
    tail = np.zeros(2 * REACH, np.uint8)
    tail[: len(data) - begin] = data[begin:]
    tail.flags.writeable = False
    return tail, begin
