"""Steps of compiled kernels on several numbers at once: lanes of a vector, as LLVM builds them.

None of them asks whether the entries lie within their array: whoever calls makes sure of it.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, models, register_model


class Lanes(types.Type):  # type: ignore[misc]  # numba has no types to name
    """Several numbers of one type, on which an instruction works at once."""

    def __init__(self, dtype: Any, count: int) -> None:
        self.dtype, self.count = dtype, count
        super().__init__(name=f"Lanes({dtype}, {count})")


@register_model(Lanes)
class _LanesModel(models.PrimitiveModel):  # type: ignore[misc]  # numba has no types to name
    def __init__(self, manager: Any, kind: Lanes) -> None:
        one = manager.lookup(kind.dtype).get_value_type()
        super().__init__(manager, kind, ir.VectorType(one, kind.count))


def _address(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """Where the entry stands that the first argument, an array, has at the second, a place."""
    data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
    return builder.gep(data, [context.cast(builder, arguments[1], signature.args[1], types.intp)])


@intrinsic
def prefetch(_context: Any, array: Any, place: Any) -> Any:
    """Ask memory for an entry of an array that is read soon, and for what lies around it."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        byte, word = ir.IntType(8).as_pointer(), ir.IntType(32)
        at = builder.bitcast(_address(context, builder, signature, arguments), byte)
        kind = ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        ask = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0i8")
        builder.call(ask, [at, word(0), word(3), word(1)])  # to read, to keep, data
        return context.get_dummy_value()

    return types.void(array, place), build


@intrinsic(prefer_literal=True)
def load_lanes(_context: Any, array: Any, place: Any, count: Any) -> Any:
    """So many entries of an array from a place on; the number of them is a constant."""
    lanes = Lanes(array.dtype, count.literal_value)

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind = context.get_value_type(lanes)
        at = _address(context, builder, signature, arguments)
        width = array.dtype.bitwidth // 8
        return builder.load(builder.bitcast(at, kind.as_pointer()), align=width)

    return lanes(array, types.unliteral(place), count), build


@intrinsic
def store_lanes(_context: Any, array: Any, place: Any, lanes: Any) -> Any:
    """Write lanes to the entries of an array from a place on."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        at = _address(context, builder, signature, arguments)
        at = builder.bitcast(at, arguments[2].type.as_pointer())
        builder.store(arguments[2], at, align=array.dtype.bitwidth // 8)
        return context.get_dummy_value()

    return types.void(array, place, lanes), build


@intrinsic
def widen(_context: Any, lanes: Any) -> Any:
    """The same whole numbers in twice as many bits."""
    wide = Lanes(types.Integer.from_bitwidth(2 * lanes.dtype.bitwidth), lanes.count)

    def build(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.sext(arguments[0], context.get_value_type(wide))

    return wide(lanes), build


@intrinsic
def fill_lanes(_context: Any, lanes: Any, number: Any) -> Any:
    """A number in every lane, of the type that other lanes have."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        one = context.cast(builder, arguments[1], signature.args[1], lanes.dtype)
        nothing = ir.Constant(arguments[0].type, ir.Undefined)
        filled = builder.insert_element(nothing, one, ir.IntType(32)(0))
        everywhere = ir.Constant(ir.VectorType(ir.IntType(32), lanes.count), [0] * lanes.count)
        return builder.shuffle_vector(filled, nothing, everywhere)

    return lanes(lanes, number), build


@intrinsic
def plus(_context: Any, lanes: Any, _more: Any) -> Any:
    """Sums lane by lane."""
    return lanes(lanes, lanes), lambda _context, builder, _signature, given: builder.add(*given)


@intrinsic
def greater(_context: Any, lanes: Any, _others: Any) -> Any:
    """The greater number of each lane."""

    def build(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        return builder.select(builder.icmp_signed(">", *given), *given)

    return lanes(lanes, lanes), build


@intrinsic
def at_least(_context: Any, lanes: Any, _others: Any) -> Any:
    """Whether each lane's number is no less than the other's, as bits from the lowest on."""

    def build(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        truths = builder.bitcast(builder.icmp_signed(">=", *given), ir.IntType(lanes.count))
        return builder.zext(truths, ir.IntType(64))

    return types.int64(lanes, lanes), build


@intrinsic
def greatest(_context: Any, lanes: Any) -> Any:
    """The greatest number of all lanes."""

    def build(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        kind = given[0].type
        name = f"llvm.vector.reduce.smax.v{lanes.count}i{lanes.dtype.bitwidth}"
        reduction = ir.FunctionType(kind.element, [kind])
        return builder.call(cgutils.get_or_insert_function(builder.module, reduction, name), given)

    return lanes.dtype(lanes), build
