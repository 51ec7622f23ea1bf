"""Steps of compiled kernels that numba has no words for, as LLVM builds them.

None of them asks whether a place lies within its array: whoever calls makes sure that so much
memory is there.
"""

from collections.abc import Callable
from functools import reduce
from typing import Any, NamedTuple

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

BLOCK = 64  # bytes whose masks are the bits of one word
NIBBLES = 6  # half bytes of a character of three bytes
EXACT_GROUPS = 3  # of the characters that a nibble filter tells exactly, one bit each, high ones
_FILTER_BITS = 8
_NIBBLE_VALUES = 16
_VECTOR = 32  # bytes of a vector that common machines have


class _Call(NamedTuple):
    """One call of a step, as its code is built."""

    context: Any
    builder: Any
    signature: Any
    arguments: Any

    def data(self, number: int) -> Any:
        """The memory of an array, an argument by its number."""
        make = self.context.make_array(self.signature.args[number])
        return make(self.context, self.builder, self.arguments[number]).data

    def place(self, number: int) -> Any:
        """A place, an argument by its number."""
        kind = self.signature.args[number]
        return self.context.cast(self.builder, self.arguments[number], kind, types.intp)

    def vector(self, number: int, at: Any, lanes: int) -> Any:
        """Where the entries of an array from a place on stand as one vector, and their size."""
        width = self.signature.args[number].dtype.bitwidth
        pointer = self.builder.gep(self.data(number), [at])
        return self.builder.bitcast(
            pointer, ir.VectorType(ir.IntType(width), lanes).as_pointer()
        ), width // 8

    def repeated(self, value: Any, lanes: int) -> Any:
        """A vector of one number again and again."""
        count = ir.IntType(32)
        nothing = ir.Constant(ir.VectorType(value.type, lanes), ir.Undefined)
        one = self.builder.insert_element(nothing, value, ir.Constant(count, 0))
        same = ir.Constant(ir.VectorType(count, lanes), [0] * lanes)
        return self.builder.shuffle_vector(one, nothing, same)

    def repeated_byte(self, value: Any) -> Any:
        """A vector of the low byte of a number."""
        return self.repeated(self.builder.trunc(value, ir.IntType(8)), _VECTOR)

    def block(self, number: int, at: Any) -> list[Any]:
        """The two vectors of the 64 bytes of an array from a place on."""
        places = [self.builder.add(at, ir.Constant(at.type, ahead)) for ahead in (0, _VECTOR)]
        return [
            self.builder.load(self.vector(number, place, _VECTOR)[0], align=1) for place in places
        ]

    def word(self, halves: list[Any]) -> Any:
        """Two vectors of truth values as one word, the first one low."""
        word = ir.IntType(BLOCK)
        low, high = (
            self.builder.zext(self.builder.bitcast(half, ir.IntType(_VECTOR)), word)
            for half in halves
        )
        return self.builder.or_(low, self.builder.shl(high, ir.Constant(word, _VECTOR)))


def _built(step: Callable[[_Call], Any]) -> Callable[..., Any]:
    """Code of an intrinsic out of a function of its call; without a result if that gives none."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        result = step(_Call(context, builder, signature, arguments))
        return context.get_dummy_value() if result is None else result

    return build


@intrinsic
def entry(_context: Any, array: Any, place: Any) -> Any:
    """The entry of an array at a place within it, without asking whether the place is negative."""

    def step(call: _Call) -> Any:
        pointer = call.builder.gep(call.data(0), [call.place(1)])
        return call.context.unpack_value(call.builder, call.signature.args[0].dtype, pointer)

    return array.dtype(array, place), _built(step)


@intrinsic
def put(_context: Any, array: Any, _place: Any, _value: Any) -> Any:
    """Make a number the entry of an array at a place within it, without asking as much."""

    def step(call: _Call) -> None:
        pointer = call.builder.gep(call.data(0), [call.place(1)])
        kind = call.signature.args[0].dtype
        value = call.context.cast(call.builder, call.arguments[2], call.signature.args[2], kind)
        call.context.pack_value(call.builder, kind, value, pointer)

    return types.void(array, types.intp, _value), _built(step)


@intrinsic
def either(_context: Any, _condition: Any, one: Any, _other: Any) -> Any:
    """One of two numbers of a type, without a branch, which a random condition would mislead."""

    def step(call: _Call) -> Any:
        chosen = call.builder.select(*call.arguments)
        chosen.set_metadata("unpredictable", call.builder.module.add_metadata([]))
        return chosen

    return one(types.boolean, one, one), _built(step)


@intrinsic
def trailing_zeros(_context: Any, _mask: Any) -> Any:
    """The place of the lowest bit that is set; 64 if none is."""

    def step(call: _Call) -> Any:
        return call.builder.cttz(call.arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.uint64), _built(step)


@intrinsic
def popcount(_context: Any, _mask: Any) -> Any:
    """How many bits are set."""

    def step(call: _Call) -> Any:
        return call.builder.ctpop(call.arguments[0])

    return types.int64(types.uint64), _built(step)


@intrinsic
def bytes_in_ranges(_context: Any, data: Any, at: Any, ranges: Any) -> Any:
    """Which of the 64 bytes from a place on lie in one of some ranges: (low, count, low, count)."""

    def step(call: _Call) -> Any:
        bounds = cgutils.unpack_tuple(call.builder, call.arguments[2])
        vectors = [call.repeated_byte(bound) for bound in bounds]
        found = []
        for half in call.block(0, call.place(1)):
            inside = [
                call.builder.icmp_unsigned("<", call.builder.sub(half, low), count)
                for low, count in zip(vectors[::2], vectors[1::2], strict=True)
            ]
            found.append(reduce(call.builder.or_, inside))
        return call.word(found)

    return types.uint64(data, at, ranges), _built(step)


@intrinsic
def bytes_with_bit(_context: Any, data: Any, at: Any, bit: Any) -> Any:
    """Which of the 64 bytes from a place on have a bit set, one of 0 to 7 by its value."""

    def step(call: _Call) -> Any:
        bits = call.repeated_byte(call.place(2))
        halves = [call.builder.and_(half, bits) for half in call.block(0, call.place(1))]
        return call.word([call.builder.icmp_unsigned("==", half, bits) for half in halves])

    return types.uint64(data, at, bit), _built(step)


@intrinsic
def clear_block(_context: Any, data: Any) -> Any:
    """Make the first 64 bytes of an array zero."""

    def step(call: _Call) -> None:
        pointer, _ = call.vector(0, ir.Constant(ir.IntType(BLOCK), 0), BLOCK)
        call.builder.store(ir.Constant(pointer.type.pointee, None), pointer, align=1)

    return types.void(data), _built(step)


def _load(kind: Any) -> Any:
    """A step that reads the bytes from a place on as a number of a kind, the first one low."""

    @intrinsic
    def read(_context: Any, data: Any, at: Any) -> Any:
        def step(call: _Call) -> Any:
            pointer = call.builder.gep(call.data(0), [call.place(1)])
            number = ir.IntType(kind.bitwidth).as_pointer()
            return call.builder.load(call.builder.bitcast(pointer, number), align=1)

        return kind(data, at), _built(step)

    return read


load_u16 = _load(types.uint16)
load_u64 = _load(types.uint64)


@intrinsic(prefer_literal=True)
def copy_lanes(_context: Any, source: Any, at: Any, out: Any, to: Any, lanes: Any) -> Any:
    """Copy so many entries, a literal number, from a place of one array to one of another."""

    def step(call: _Call) -> None:
        pointer, size = call.vector(0, call.place(1), lanes.literal_value)
        copied = call.builder.load(pointer, align=size)
        pointer, _ = call.vector(2, call.place(3), lanes.literal_value)
        call.builder.store(copied, pointer, align=size)

    return types.void(source, at, out, to, lanes), _built(step)


@intrinsic(prefer_literal=True)
def write_ramp(_context: Any, out: Any, to: Any, value: Any, lanes: Any) -> Any:
    """Write a number and those that follow it, as many as a literal number says, from a place."""

    def step(call: _Call) -> None:
        pointer, size = call.vector(0, call.place(1), lanes.literal_value)
        number = pointer.type.pointee.element
        first = call.repeated(call.builder.trunc(call.place(2), number), lanes.literal_value)
        ahead = ir.Constant(pointer.type.pointee, [*range(lanes.literal_value)])
        call.builder.store(call.builder.add(first, ahead), pointer, align=size)

    return types.void(out, to, value, lanes), _built(step)


@intrinsic
def nibble_filter(_context: Any, data: Any, at: Any, table: Any) -> Any:
    """Which of the 64 bytes from a place on begin a character that passes, and which an exact one.

    A character of three bytes passes if the entries of the table for its nibbles have a bit in
    common; it is an exact one if they have one of the highest ``EXACT_GROUPS``. The table's shape
    is (``NIBBLES``, 16): low and high nibble of each byte. Two bytes more are read. Where a machine
    has no shuffle of bytes, everything passes and nothing is exact.
    """

    def step(call: _Call) -> Any:
        builder = call.builder
        kind = call.signature.return_type
        if "+avx2" not in call.context.codegen().magic_tuple()[2].split(","):
            all_and_none = [ir.Constant(ir.IntType(BLOCK), value) for value in (-1, 0)]
            return call.context.make_tuple(builder, kind, all_and_none)
        place = call.place(1)
        lanes = ir.VectorType(ir.IntType(8), _VECTOR)
        picks = ir.Constant(ir.VectorType(ir.IntType(32), _VECTOR), [*range(_NIBBLE_VALUES)] * 2)
        shuffle = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(lanes, [lanes, lanes]), "llvm.x86.avx2.pshuf.b"
        )

        def constant(number: int) -> Any:
            return ir.Constant(lanes, [number] * _VECTOR)

        def row(nibble: int) -> Any:
            pointer, _ = call.vector(
                2, ir.Constant(place.type, nibble * _NIBBLE_VALUES), _NIBBLE_VALUES
            )
            taken = builder.load(pointer, align=1)
            return builder.shuffle_vector(taken, ir.Constant(taken.type, None), picks)

        rows = [row(nibble) for nibble in range(NIBBLES)]
        taken = [constant(-1), constant(-1)]
        for number in range(NIBBLES // 2):
            block = call.block(0, builder.add(place, ir.Constant(place.type, number)))
            for half, seen in enumerate(block):
                low = builder.and_(seen, constant(_NIBBLE_VALUES - 1))
                high = builder.lshr(seen, constant(4))
                for nibble, values in ((2 * number, low), (2 * number + 1, high)):
                    by_nibble = builder.call(shuffle, [rows[nibble], values])
                    taken[half] = builder.and_(taken[half], by_nibble)
        loose = (1 << _FILTER_BITS - EXACT_GROUPS) - 1
        passed = []
        for bits in (loose, 255 ^ loose):
            some = [builder.and_(half, constant(bits)) for half in taken]
            passed.append(
                call.word([builder.icmp_unsigned("!=", half, constant(0)) for half in some])
            )
        return call.context.make_tuple(builder, kind, passed)

    return types.UniTuple(types.uint64, 2)(data, at, table), _built(step)
