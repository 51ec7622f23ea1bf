"""Copying and moving what stays as it is, with the map back, many bytes a step."""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from leakbench.detectors.structured.symbols import Bytes, Ints
from leakbench.generator.engine.compiled import inlined, inner

COPIED, _MOVED = 32, 16  # bytes a step


def _lanes(
    context: Any, builder: Any, signature: Any, arguments: Any, number: int, at: Any, count: int
) -> Any:
    """Where the next entries of an array, an argument by its number, stand as one vector."""
    kind = signature.args[number]
    array = context.make_array(kind)(context, builder, arguments[number])
    width = ir.IntType(kind.dtype.bitwidth)
    return builder.bitcast(builder.gep(array.data, [at]), ir.VectorType(width, count).as_pointer())


@intrinsic
def _copy_step(_context: Any, data: Any, at: Any, out: Any, to: Any, first: Any, last: Any) -> Any:
    """Copy ``COPIED`` bytes, and note for each where it begins and ends in the data."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        everything = context, builder, signature, arguments
        source, place = (
            context.cast(builder, arguments[k], signature.args[k], types.intp) for k in (1, 3)
        )
        text = builder.load(_lanes(*everything, 0, source, COPIED), align=1)
        builder.store(text, _lanes(*everything, 2, place, COPIED), align=1)
        number = ir.IntType(32)
        lanes = ir.VectorType(number, COPIED)
        nothing = ir.Constant(lanes, ir.Undefined)
        here = builder.insert_element(
            nothing, builder.trunc(source, number), ir.Constant(number, 0)
        )
        here = builder.shuffle_vector(here, nothing, ir.Constant(lanes, [0] * COPIED))
        for argument, ahead in ((4, 0), (5, 1)):
            ramp = builder.add(here, ir.Constant(lanes, [k + ahead for k in range(COPIED)]))
            builder.store(ramp, _lanes(*everything, argument, place, COPIED), align=4)
        return context.get_dummy_value()

    return types.void(data, at, out, to, first, last), build


@intrinsic
def _move_step(_context: Any, array: Any, at: Any, to: Any) -> Any:
    """Move ``_MOVED`` entries of an array within it."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        everything = context, builder, signature, arguments
        source, place = (
            context.cast(builder, arguments[k], signature.args[k], types.intp) for k in (1, 2)
        )
        size = signature.args[0].dtype.bitwidth // 8
        moved = builder.load(_lanes(*everything, 0, source, _MOVED), align=size)
        builder.store(moved, _lanes(*everything, 0, place, _MOVED), align=size)
        return context.get_dummy_value()

    return types.void(array, at, to), build


@inlined
def copy_plain(data: Bytes, at: int, end: int, out: Bytes, first: Ints, last: Ints, to: int) -> int:
    """Copy the bytes between two places; where they then end.

    What is written to has ``COPIED`` entries more behind its last one, for so many are written even
    where fewer are asked for: most parts are short, and how short nobody can foretell.
    """
    while at + COPIED <= len(data):
        _copy_step(data, at, out, to, first, last)
        if end - at <= COPIED:
            return to + end - at
        at += COPIED
        to += COPIED
    while at < end:  # the last few bytes of the data
        out[np.uint64(to)] = data[np.uint64(at)]
        first[np.uint64(to)] = at
        last[np.uint64(to)] = at + 1
        at += 1
        to += 1
    return to


@inner
def move_left(out: Bytes, first: Ints, last: Ints, at: int, end: int, to: int) -> int:
    """Move part of the view to the left; where it then ends."""
    if to == at:
        return end
    while at + _MOVED <= end:
        _move_step(out, at, to)
        _move_step(first, at, to)
        _move_step(last, at, to)
        at += _MOVED
        to += _MOVED
    while at < end:
        v, w = np.uint64(at), np.uint64(to)
        out[w], first[w], last[w] = out[v], first[v], last[v]
        at += 1
        to += 1
    return to


@inner
def move_right(out: Bytes, first: Ints, last: Ints, at: int, end: int, shift: int) -> None:
    """Move part of the view to the right by so many places."""
    while at + _MOVED <= end:
        end -= _MOVED
        _move_step(out, end, end + shift)
        _move_step(first, end, end + shift)
        _move_step(last, end, end + shift)
    while at < end:
        end -= 1
        v, w = np.uint64(end), np.uint64(end + shift)
        out[w], first[w], last[w] = out[v], first[v], last[v]
