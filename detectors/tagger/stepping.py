"""One step of the search for the best tags, as vectors of eight labels.

What the compiler makes of a loop over labels asks for each of them whether it is the best so far.
"""

from collections.abc import Callable
from typing import Any, Final

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from leakbench.detectors.tagger.labels import BEGIN, END, INSIDE, LABELS, LANES, SINGLE

NEVER: Final = -(1 << 28)  # the score of a tag that cannot be
_GROUP: Final = 8  # lanes of one kind of tag
_LANES = ir.VectorType(ir.IntType(32), _GROUP)


@intrinsic
def step(  # noqa: PLR0913, PLR0917 - a kernel takes plain arrays and numbers
    _context: Any, score: Any, i: Any, steps: Any, state: Any, outside: Any, span: Any
) -> tuple[Any, Callable[..., Any]]:
    """Go on to one token: its tags' best scores.

    The arguments after the context: scores, int16, shape (tokens, LANES); the token; weights of
    the steps, int32, shape (len(TRANSITIONS), 8); best scores of "begin" and "inside" of each
    label, int32, shape (16,), which are replaced; the best score of "outside" before the token; the
    best score of the tags that end a span.

    Returns:
        The best score of the tags that end a span here; which of them it is; and, as bits for each
        label, whether "inside" comes from "begin", 8 bits on whether "end" does, and 16 bits on
        whether "begin" and "single" follow a span.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        scores, weights, best_so_far = (
            context.make_array(signature.args[k])(context, builder, arguments[k]).data
            for k in (0, 2, 3)
        )
        wide, number, short = ir.IntType(64), ir.IntType(32), ir.IntType(16)
        line = builder.mul(
            context.cast(builder, arguments[1], signature.args[1], types.int64), wide(LANES)
        )

        def lanes_at(data: Any, at: Any, kind: Any = number) -> Any:
            place = builder.gep(data, [at])
            return builder.bitcast(place, ir.VectorType(kind, _GROUP).as_pointer())

        def scored(first: int) -> Any:
            at = lanes_at(scores, builder.add(line, wide(first)), short)
            return builder.sext(builder.load(at, align=2), _LANES)

        def weight(transition: int) -> Any:
            return builder.load(lanes_at(weights, wide(_GROUP * transition)), align=4)

        def everywhere(argument: int) -> Any:
            value = context.cast(
                builder, arguments[argument], signature.args[argument], types.int32
            )
            nothing = ir.Constant(_LANES, ir.Undefined)
            filled = builder.insert_element(nothing, value, number(0))
            return builder.shuffle_vector(filled, nothing, ir.Constant(_LANES, [0] * _GROUP))

        def better(one: Any, other: Any, comparison: str) -> tuple[Any, Any]:
            """The greater of two in each lane, and where it is the first one."""
            first = builder.icmp_signed(comparison, one, other)
            return builder.select(first, one, other), first

        def bits(truths: Any) -> Any:
            return builder.zext(builder.bitcast(truths, ir.IntType(_GROUP)), wide)

        def known(values: Any) -> Any:
            """Values of lanes that are labels."""
            used = ir.Constant(
                ir.VectorType(ir.IntType(1), _GROUP), [k < len(LABELS) for k in range(_GROUP)]
            )
            return builder.select(used, values, ir.Constant(_LANES, [NEVER] * _GROUP))

        begin = builder.load(lanes_at(best_so_far, wide(0)), align=4)
        inside = builder.load(lanes_at(best_so_far, wide(_GROUP)), align=4)
        within, within_begun = better(
            builder.add(begin, weight(0)), builder.add(inside, weight(2)), ">="
        )
        ended, ended_begun = better(
            builder.add(begin, weight(1)), builder.add(inside, weight(3)), ">="
        )
        entered, follows = better(
            builder.add(everywhere(5), weight(5)), builder.add(everywhere(4), weight(4)), ">"
        )
        builder.store(builder.add(entered, scored(BEGIN)), lanes_at(best_so_far, wide(0)), align=4)
        builder.store(
            builder.add(within, scored(INSIDE)), lanes_at(best_so_far, wide(_GROUP)), align=4
        )
        ended = known(builder.add(ended, scored(END)))
        alone = known(builder.add(entered, scored(SINGLE)))
        greater, _ = better(ended, alone, ">=")
        name = "llvm.vector.reduce.smax.v8i32"
        reduce = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(number, [_LANES]), name
        )
        best = builder.call(reduce, [greater])
        nothing = ir.Constant(_LANES, ir.Undefined)
        filled = builder.shuffle_vector(
            builder.insert_element(nothing, best, number(0)),
            nothing,
            ir.Constant(_LANES, [0] * _GROUP),
        )
        # Of equals the first label, and of its tags the one that ends a longer span.
        which = builder.cttz(
            builder.or_(bits(builder.icmp_signed("==", greater, filled)), wide(1 << _GROUP)),
            ir.IntType(1)(1),
        )
        is_end = builder.trunc(
            builder.lshr(bits(builder.icmp_signed("==", ended, filled)), which), ir.IntType(1)
        )
        tag = builder.add(which, builder.select(is_end, wide(END), wide(SINGLE)))
        choices = builder.or_(
            builder.or_(bits(within_begun), builder.shl(bits(ended_begun), wide(_GROUP))),
            builder.shl(bits(follows), wide(2 * _GROUP)),
        )
        return context.make_tuple(
            builder, signature.return_type, [builder.sext(best, wide), tag, choices]
        )

    answer = types.UniTuple(types.int64, 3)
    return answer(score, i, steps, state, outside, span), generate
