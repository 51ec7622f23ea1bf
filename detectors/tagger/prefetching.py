"""Asking memory for what is needed soon: kernels that look things up then wait half as long."""

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic


@intrinsic
def fetch(_context: Any, array: Any, offset: Any) -> tuple[Any, Callable[..., Any]]:
    """Ask for the byte of an array's memory at an offset, and what lies around it."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        word = ir.IntType(32)
        at = context.cast(builder, arguments[1], signature.args[1], types.int64)
        place = builder.gep(builder.bitcast(data, ir.IntType(8).as_pointer()), [at])
        kind = ir.FunctionType(ir.VoidType(), [place.type, word, word, word])
        ask = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0i8")
        builder.call(ask, [place, word(0), word(3), word(1)])  # to read, to keep, data
        return context.get_dummy_value()

    return types.void(array, offset), generate
