"""A sieve for characters of three bytes: the few that matter out of sixty-four bytes at once.

A character has six half bytes. Each of eight rectangles says for every place among them which half
bytes it takes; a character passes if one rectangle takes all of its own. Rectangles around many
characters take others too, so whoever needs to know looks up what has passed; those of a few are
exact. The halves are looked up by the machine's shuffle of bytes; where a machine has none, all
that may pass does, and nothing is taken exactly.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from leakbench.detectors.structured.bit_rows import BLOCK
from leakbench.detectors.structured.byte_masks import halves, joined
from leakbench.detectors.structured.symbols import Bytes

_HALVES, _WIDTH, _LANES = 6, 16, 32
_RECTANGLES = 8
_LOW_HALF = 15
Rectangle = list[set[int]]


def sieve_tables(many: Iterable[str], exact: Sequence[str]) -> Bytes:
    """The rectangles that take each half byte, as bits.

    Args:
        many: Characters to pass, each of three bytes; others will.
        exact: Groups of those that are taken exactly, each of them one rectangle.

    Returns:
        Shape (6, 16); the last rectangles are the exact ones.

    Raises:
        ValueError: If a group is no rectangle.
    """
    few: list[Rectangle] = []
    for group in exact:
        rectangle = _around(group)
        if _size(rectangle) != len(group):
            raise ValueError(f"{group!r} is no rectangle of half bytes")
        few.append(rectangle)
    rectangles: list[Rectangle] = [
        [set() for _ in range(_HALVES)] for _ in range(_RECTANGLES - len(few))
    ]
    leads: defaultdict[bytes, list[str]] = defaultdict(list)
    for character in many:
        leads[character.encode()[:2]].append(character)
    for alike in sorted(leads.values(), key=lambda alike: (-len(alike), alike)):
        new = _around(alike)
        growths = [_size(_around_both(old, new)) - _size(old) for old in rectangles]
        place = growths.index(min(growths))
        rectangles[place] = _around_both(rectangles[place], new)
    table = np.zeros((_HALVES, _WIDTH), np.uint8)
    for bit, rectangle in enumerate(rectangles + few):
        for half, taken in enumerate(rectangle):
            table[half, list(taken)] |= 1 << bit
    table.flags.writeable = False
    return table


def _around(characters: Iterable[str]) -> Rectangle:
    """The smallest rectangle that takes some characters: low and high half of each byte."""
    columns = zip(*(character.encode() for character in characters), strict=True)
    return [
        half for column in columns for half in ({b & 15 for b in column}, {b >> 4 for b in column})
    ]


def _around_both(one: Rectangle, other: Rectangle) -> Rectangle:
    """The smallest rectangle around two."""
    return [mine | theirs for mine, theirs in zip(one, other, strict=True)]


def _size(rectangle: Rectangle) -> int:
    """How many characters a rectangle takes."""
    return int(np.prod([len(half) for half in rectangle]))


@intrinsic(prefer_literal=True)
def sieved(_context: Any, data: Any, at: Any, table: Any, exact: Any) -> Any:
    """Which of the 64 bytes from a place on begin a character that passes, and which an exact one.

    Two bytes more are read. The number of exact rectangles comes last.
    """

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        word = ir.IntType(BLOCK)
        if "+avx2" not in context.codegen().magic_tuple()[2].split(","):
            all_and_none = ir.Constant(word, -1), ir.Constant(word, 0)
            return context.make_tuple(builder, signature.return_type, all_and_none)
        text = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        rows = context.make_array(signature.args[2])(context, builder, arguments[2]).data
        place = context.cast(builder, arguments[1], signature.args[1], types.intp)
        byte = ir.IntType(8)
        lanes, row = ir.VectorType(byte, _LANES), ir.VectorType(byte, _WIDTH)
        picks = ir.Constant(ir.VectorType(ir.IntType(32), _LANES), [*range(_WIDTH)] * 2)
        shuffle = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(lanes, [lanes, lanes]), "llvm.x86.avx2.pshuf.b"
        )

        def constant(number: int) -> Any:
            return ir.Constant(lanes, [number] * _LANES)

        tables = []
        for half in range(_HALVES):
            pointer = builder.gep(rows, [ir.Constant(place.type, half * _WIDTH)])
            taken = builder.load(builder.bitcast(pointer, row.as_pointer()), align=1)
            tables.append(builder.shuffle_vector(taken, ir.Constant(row, None), picks))
        taken = [constant(-1), constant(-1)]
        for number in range(3):
            ahead = builder.add(place, ir.Constant(place.type, number))
            for side, seen in enumerate(halves(builder, text, ahead)):
                low = builder.and_(seen, constant(_LOW_HALF))
                high = builder.lshr(seen, constant(4))
                for half, nibbles in ((2 * number, low), (2 * number + 1, high)):
                    by_half = builder.call(shuffle, [tables[half], nibbles])
                    taken[side] = builder.and_(taken[side], by_half)
        several = (1 << _RECTANGLES - exact.literal_value) - 1
        passed = []
        for bits in (several, 255 ^ several):
            some = [builder.and_(side, constant(bits)) for side in taken]
            passed.append(
                joined(builder, [builder.icmp_unsigned("!=", side, constant(0)) for side in some])
            )
        return context.make_tuple(builder, signature.return_type, passed)

    if not isinstance(exact, types.IntegerLiteral):
        return None
    return types.UniTuple(types.uint64, 2)(data, at, table, exact), build
