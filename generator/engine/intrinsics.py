"""Steps of compiled kernels that numba has no words for."""

from typing import Any

from numba import types
from numba.extending import intrinsic


@intrinsic
def entry(_context: Any, array: Any, place: Any) -> Any:
    """The entry of an array at a place within it, without asking whether the place is negative."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind = signature.args[0]
        data = context.make_array(kind)(context, builder, arguments[0]).data
        offset = context.cast(builder, arguments[1], signature.args[1], types.intp)
        return context.unpack_value(builder, kind.dtype, builder.gep(data, [offset]))

    return array.dtype(array, place), build


@intrinsic
def either(_context: Any, _condition: Any, one: Any, _other: Any) -> Any:
    """One of two numbers of a type, without a branch, which a random condition would mislead."""

    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        condition, first, second = arguments
        chosen = builder.select(condition, first, second)
        chosen.set_metadata("unpredictable", builder.module.add_metadata([]))
        return chosen

    return one(types.boolean, one, one), build
