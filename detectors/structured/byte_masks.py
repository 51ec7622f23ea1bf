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

from leakbench.detectors.structured.bit_rows import BLOCK
from leakbench.detectors.structured.symbols import Bytes

REACH = BLOCK + 4  # bytes of a block and of a character that begins in it
NATURAL = 0x7FFF_FFFF  # a place & NATURAL is plainly not negative: no index is counted from the end
LETTERS = 65, 26, 97, 26  # ranges: low, count, low, count
_HALF = 32  # bytes of a vector that common machines have


def _lanes(builder: Any, value: Any) -> Any:
    """A vector of a number again and again."""
    vector, count = ir.VectorType(ir.IntType(8), _HALF), ir.IntType(32)
    nothing = ir.Constant(vector, ir.Undefined)
    lanes = builder.insert_element(
        nothing, builder.trunc(value, ir.IntType(8)), ir.Constant(count, 0)
    )
    pick = ir.Constant(ir.VectorType(count, _HALF), [0] * _HALF)
    return builder.shuffle_vector(lanes, nothing, pick)


def halves(builder: Any, data: Any, place: Any) -> list[Any]:
    """The two vectors of the 64 bytes from a place on."""
    vector = ir.VectorType(ir.IntType(8), _HALF).as_pointer()
    pointers = [
        cgutils.pointer_add(builder, data, builder.add(place, ir.Constant(place.type, ahead)))
        for ahead in (0, _HALF)
    ]
    return [builder.load(builder.bitcast(pointer, vector), align=1) for pointer in pointers]


def joined(builder: Any, halves: list[Any]) -> Any:
    """Two vectors of truth values as one word."""
    word = ir.IntType(64)
    low, high = (builder.zext(builder.bitcast(half, ir.IntType(_HALF)), word) for half in halves)
    return builder.or_(low, builder.shl(high, ir.Constant(word, _HALF)))


@intrinsic
def bytes_within(_context: Any, data: Any, at: Any, ranges: Any) -> Any:
    """Which of the 64 bytes from a place on lie in one of some ranges: (low, count, low, count)."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = context.cast(builder, arguments[1], signature.args[1], types.intp)
        vectors = [_lanes(builder, bound) for bound in cgutils.unpack_tuple(builder, arguments[2])]
        found = []
        for half in halves(builder, array.data, place):
            inside = [
                builder.icmp_unsigned("<", builder.sub(half, low), count)
                for low, count in zip(vectors[::2], vectors[1::2], strict=True)
            ]
            found.append(reduce(builder.or_, inside))
        return joined(builder, found)

    return types.uint64(data, at, ranges), build


@intrinsic
def bytes_with(_context: Any, data: Any, at: Any, bit: Any) -> Any:
    """Which of the 64 bytes from a place on have a bit set, one of 0 to 7 by its value."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = context.cast(builder, arguments[1], signature.args[1], types.intp)
        bits = _lanes(builder, context.cast(builder, arguments[2], signature.args[2], types.int64))
        return joined(
            builder,
            [
                builder.icmp_unsigned("==", builder.and_(half, bits), bits)
                for half in halves(builder, array.data, place)
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


def _bytes_as_number(kind: Any) -> Any:
    """A step that reads as many bytes as a kind of number has, the first one low."""

    @intrinsic
    def read(_context: Any, data: Any, at: Any) -> Any:
        def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            array = context.make_array(signature.args[0])(context, builder, arguments[0])
            place = context.cast(builder, arguments[1], signature.args[1], types.intp)
            number = ir.IntType(kind.bitwidth).as_pointer()
            return builder.load(builder.bitcast(builder.gep(array.data, [place]), number), align=1)

        return kind(data, at), build

    return read


two_bytes = _bytes_as_number(types.uint16)
eight_bytes = _bytes_as_number(types.uint64)


def padded_tail(data: Bytes) -> tuple[Bytes, int]:
    """The last bytes of some data with room for a block behind each, and where they begin."""
    begin = max(0, len(data) - REACH)
    tail = np.zeros(2 * REACH, np.uint8)
    tail[: len(data) - begin] = data[begin:]
    tail.flags.writeable = False
    return tail, begin
