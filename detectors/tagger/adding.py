"""Adding up rows of weights as vectors: what the compiler makes of a loop over lanes takes thrice.

It cannot know that the sum is not written over the weights, and looks whether it is, row by row.
"""

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from leakbench.detectors.tagger.features import FEATURES
from leakbench.detectors.tagger.labels import LANES


@intrinsic
def add_rows(
    _context: Any, table: Any, rows: Any, out: Any, i: Any
) -> tuple[Any, Callable[..., Any]]:
    """Write the sum of the rows that one line of ``rows`` names to the same line of ``out``.

    The arguments after the context: weights, int8, shape (rows of the table, LANES); their numbers,
    int32, shape (tokens, FEATURES); sums, int16, shape (tokens, LANES); the line.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        weights, numbers, sums = (
            context.make_array(kind)(context, builder, argument).data
            for kind, argument in zip(signature.args[:3], arguments[:3], strict=True)
        )
        wide = ir.IntType(64)
        line = context.cast(builder, arguments[3], signature.args[3], types.int64)

        def vector_at(data: Any, at: Any, bits: int) -> Any:
            kind = ir.VectorType(ir.IntType(bits), LANES)
            return builder.bitcast(builder.gep(data, [at]), kind.as_pointer())

        first = builder.mul(line, wide(FEATURES))
        total = None
        for feature in range(FEATURES):
            at = builder.add(first, wide(feature))
            row = builder.zext(builder.load(builder.gep(numbers, [at])), wide)
            lanes = builder.load(vector_at(weights, builder.mul(row, wide(LANES)), 8), align=1)
            more = builder.sext(lanes, ir.VectorType(ir.IntType(16), LANES))
            total = more if total is None else builder.add(total, more)
        builder.store(total, vector_at(sums, builder.mul(line, wide(LANES)), 16), align=2)
        return context.get_dummy_value()

    return types.void(table, rows, out, i), generate
