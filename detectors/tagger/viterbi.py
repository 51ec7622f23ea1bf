"""The best tags of each row: a Viterbi search in which a span must begin, go on and end.

From a token to the next, "begin" and "inside" lead to "inside" and "end" of the same label, and
"end", "single" and "outside" to "begin", "single" and "outside". One step is a few operations on
vectors of eight labels: of a loop over labels the compiler asks for each whether it is the best.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.tag_set import (
    BEGIN,
    BEGIN_TO_END,
    BEGIN_TO_INSIDE,
    END,
    GROUP,
    INSIDE,
    INSIDE_TO_END,
    INSIDE_TO_INSIDE,
    LABEL_BITS,
    LABELS,
    LANES,
    OUTSIDE,
    OUTSIDE_TO_BEGIN,
    SINGLE,
    SPAN_TO_BEGIN,
)
from leakbench.generator.engine.compiled import inlined, inner
from leakbench.generator.engine.intrinsics import trailing_zeros
from leakbench.generator.engine.lanes import (
    at_least,
    fill_lanes,
    greater,
    greatest,
    load_lanes,
    plus,
    widen,
)

NEVER: Final = -(1 << 28)  # the score of a tag that cannot be
_UNUSED = np.where(np.arange(GROUP) < len(LABELS), 0, NEVER).astype(np.int32)

# What was chosen at a token, as bits. Where two tags lead to one, the bit of its label says which.
#   ________ ________ ________ 11111111  "inside" comes from "begin", not from "inside"
#   ________ ________ 11111111 ________  "end" comes from "begin", not from "inside"
#   ________ 11111111 ________ ________  "begin" and "single" follow a span, not "outside"
#   ___11111 ________ ________ ________  the tag that ends the best span before the token
#   __1_____ ________ ________ ________  "outside" follows that span
_END_CHOICE: Final = 8
_ENTRY_CHOICE: Final = 16
_CLOSING_TAG: Final = 24
_OUTSIDE_CHOICE: Final = 29
_TAG_BITS: Final = 0b11111
_ALL_LABELS: Final = 0b11111111

Lanes = Any  # numba has no type to name
Whole = int | np.integer


class _Steps(NamedTuple):
    """Weights of the steps between tags, each as lanes of labels."""

    begin_to_inside: Lanes
    begin_to_end: Lanes
    inside_to_inside: Lanes
    inside_to_end: Lanes
    outside_to_begin: Lanes
    span_to_begin: Lanes


class _Best(NamedTuple):
    """The best sums up to a token.

    Attributes:
        begin: Of sequences that end in "begin", lanes of labels.
        inside: In "inside".
        outside: In "outside".
        span: In a tag that ends a span.
        closing: That tag.
    """

    begin: Lanes
    inside: Lanes
    outside: Whole
    span: Whole
    closing: Whole


@inner
def find_tags(
    scores: NDArray[np.int16],
    row: NDArray[np.int32],
    transitions: NDArray[np.int32],
    choices: NDArray[np.uint32],
    tags: NDArray[np.uint8],
) -> None:
    """Find the best tags of every row.

    Args:
        scores: Of ``sum_scores``.
        row: Of ``Tokens``.
        transitions: Of ``Weights``.
        choices: Work space, shape (tokens,).
        tags: Written: the tag of each token; ``OUTSIDE`` for border tokens.
    """
    steps = _steps(transitions)
    never = fill_lanes(steps.begin_to_end, NEVER)
    nothing = _Best(never, never, np.int64(0), np.int64(NEVER), np.int64(OUTSIDE))
    best = nothing
    first = 0
    for i in range(len(row)):
        u = np.uint64(i)
        tags[u] = OUTSIDE
        if row[u] < 0:
            if i > first:
                last = np.int64(OUTSIDE) if best.outside >= best.span else best.closing
                _trace(choices, first, i, last, tags)
            best = nothing
            first = i + 1
            continue
        best, choices[u] = _advance(best, steps, scores, i)


@inlined
def _steps(transitions: NDArray[np.int32]) -> _Steps:
    """The weights as lanes, those of tags that are not used forbidden."""
    unused = load_lanes(_UNUSED, 0, GROUP)
    return _Steps(
        load_lanes(transitions, GROUP * BEGIN_TO_INSIDE, GROUP),
        plus(load_lanes(transitions, GROUP * BEGIN_TO_END, GROUP), unused),
        load_lanes(transitions, GROUP * INSIDE_TO_INSIDE, GROUP),
        plus(load_lanes(transitions, GROUP * INSIDE_TO_END, GROUP), unused),
        plus(load_lanes(transitions, GROUP * OUTSIDE_TO_BEGIN, GROUP), unused),
        plus(load_lanes(transitions, GROUP * SPAN_TO_BEGIN, GROUP), unused),
    )


@inlined
def _advance(
    best: _Best, steps: _Steps, scores: NDArray[np.int16], i: int
) -> tuple[_Best, np.uint32]:
    """Go on to one token: the best sums up to it, and what was chosen."""
    line = i * LANES
    begun, held = plus(best.begin, steps.begin_to_inside), plus(best.inside, steps.inside_to_inside)
    inside_begun, inside = at_least(begun, held), greater(begun, held)
    begun, held = plus(best.begin, steps.begin_to_end), plus(best.inside, steps.inside_to_end)
    end_begun, end = at_least(begun, held), greater(begun, held)
    entered = plus(fill_lanes(best.begin, best.outside), steps.outside_to_begin)
    followed = plus(fill_lanes(best.begin, best.span), steps.span_to_begin)
    follows, entry = ~at_least(entered, followed) & _ALL_LABELS, greater(followed, entered)
    end = plus(end, widen(load_lanes(scores, line + END, GROUP)))
    single = plus(entry, widen(load_lanes(scores, line + SINGLE, GROUP)))
    closed = greater(end, single)
    span = greatest(closed)
    # Of equals the first label, and of its tags the one that ends a longer span.
    highest = fill_lanes(closed, span)
    label = trailing_zeros(np.uint64(at_least(closed, highest)))
    closing = label + (END if at_least(end, highest) >> label & 1 else SINGLE)
    choice = (
        inside_begun
        | end_begun << _END_CHOICE
        | follows << _ENTRY_CHOICE
        | best.closing << _CLOSING_TAG
        | np.int64(best.outside < best.span) << _OUTSIDE_CHOICE
    )
    return (
        _Best(
            plus(entry, widen(load_lanes(scores, line + BEGIN, GROUP))),
            plus(inside, widen(load_lanes(scores, line + INSIDE, GROUP))),
            max(best.outside, best.span) + np.int64(scores[np.uint64(i), OUTSIDE]),
            np.int64(span),
            np.int64(closing),
        ),
        np.uint32(choice),
    )


@inner
def _trace(
    choices: NDArray[np.uint32], first: int, stop: int, last: Whole, tags: NDArray[np.uint8]
) -> None:
    """Follow the best tags of a row back from its last one."""
    tag: Whole = last
    for i in range(stop - 1, first - 1, -1):
        tags[i] = tag
        choice = np.int64(choices[i])
        closing = choice >> _CLOSING_TAG & _TAG_BITS
        label = tag & LABEL_BITS
        if tag == OUTSIDE:
            tag = closing if choice >> _OUTSIDE_CHOICE & 1 else OUTSIDE
        elif END <= tag < SINGLE:
            tag = (BEGIN if choice >> (_END_CHOICE + label) & 1 else INSIDE) + label
        elif INSIDE <= tag < END:
            tag = (BEGIN if choice >> label & 1 else INSIDE) + label
        else:
            tag = closing if choice >> (_ENTRY_CHOICE + label) & 1 else OUTSIDE
