"""Copying short strings inside compiled kernels: sixteen bytes a step, past the end if need be.

A byte-by-byte loop costs more than everything else in rendering. Both buffers must have
``SLACK`` spare bytes behind what is read and written; whoever writes strings one after another
overwrites what was copied too much. The kernels of other modules have this code compiled into
them: after a change here, delete their caches (``__pycache__/*.nbi``).
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled

SLACK = 16

Bytes = NDArray[np.uint8]


@intrinsic
def _copy_sixteen(_context: Any, out: Any, at: Any, source: Any, begin: Any) -> Any:
    """Copy sixteen bytes from ``source[begin:]`` to ``out[at:]``, unaligned and unchecked."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        def place(number: int) -> Any:
            kind = signature.args[number]
            array = context.make_array(kind)(context, builder, arguments[number])
            offset = context.cast(
                builder, arguments[number + 1], signature.args[number + 1], types.intp
            )
            pointer = cgutils.pointer_add(builder, array.data, offset)
            return builder.bitcast(pointer, ir.VectorType(ir.IntType(8), SLACK).as_pointer())

        builder.store(builder.load(place(2), align=1), place(0), align=1)
        return context.get_dummy_value()

    return types.void(out, at, source, begin), build


@compiled
def copy_bytes(out: Bytes, at: int, source: Bytes, begin: int, size: int) -> int:
    """Copy ``size`` bytes to ``out[at:]`` and give the place behind them."""
    _copy_sixteen(out, at, source, begin)  # most strings are as short, and none needs no room
    step = SLACK
    while step < size:
        _copy_sixteen(out, at + step, source, begin + step)
        step += SLACK
    return at + size
