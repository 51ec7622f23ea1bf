"""The tags that the weights so far find best, the wrong ones given a lead."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.features import FEATURES, LEXICAL
from leakbench.detectors.tagger.lexicon import FIRST_HAN
from leakbench.detectors.tagger.tag_set import (
    BEGIN,
    BEGIN_TO_END,
    BEGIN_TO_INSIDE,
    END,
    GROUP,
    INSIDE,
    INSIDE_TO_END,
    INSIDE_TO_INSIDE,
    LABELS,
    LANES,
    OUTSIDE,
    OUTSIDE_TO_BEGIN,
    SINGLE,
    SPAN_TO_BEGIN,
)
from leakbench.detectors.tagger.training.examples import Examples
from leakbench.generator.engine.compiled import compiled, inlined, inner

_NEVER: Final = np.float32(-1e9)  # the sum of a tag that cannot be
_KNOWN: Final = len(LABELS)
_DRAW_BITS: Final = 24  # of a random number

Whole = int | np.integer


class Handicap(NamedTuple):
    """What makes learning harder than tagging.

    Attributes:
        seed: Of what is left out.
        dropped: The share of tokens whose characters are left out, marks never.
        missed: The lead of a wrong tag for a token of a span.
        invented: The lead of each wrong tag for a token outside, float32, shape (LANES,).
    """

    seed: np.uint64
    dropped: float
    missed: np.float32
    invented: NDArray[np.float32]


class Search(NamedTuple):
    """Work space of one row's search.

    Attributes:
        scores: Of the tags, float32, shape (tokens, LANES).
        before: The best tag before each tag, uint8, shape (tokens, LANES).
        first_feature: Which features count, from which on, int64, shape (tokens,).
        tags: The best tags, uint8, shape (tokens,).
        best: The best sums of all tags at one token, float32, shape (LANES,).
        new: The same at the next.
    """

    scores: NDArray[np.float32]
    before: NDArray[np.uint8]
    first_feature: NDArray[np.int64]
    tags: NDArray[np.uint8]
    best: NDArray[np.float32]
    new: NDArray[np.float32]


@inner
def longest_row(row: NDArray[np.int32]) -> int:
    """Tokens of the longest row, and one."""
    longest = 0
    first = 0
    for i in range(len(row)):
        if row[i] < 0:
            first = i + 1
        longest = max(longest, i - first + 1)
    return longest


@inner
def score(
    examples: Examples,
    first: int,
    length: int,
    handicap: Handicap,
    table: NDArray[np.float32],
    search: Search,
) -> None:
    """The scores of a row's tags, with the lead of the wrong ones, some characters left out."""
    for t in range(length):
        i = first + t
        draw = _mixed(handicap.seed ^ np.uint64(i)) >> np.uint64(64 - _DRAW_BITS)
        dropped = examples.symbol[i] >= FIRST_HAN and draw < handicap.dropped * (1 << _DRAW_BITS)
        search.first_feature[t] = LEXICAL if dropped else 0
        tag = examples.tags[i]
        for k in range(LANES):
            search.scores[t, k] = handicap.invented[k] if tag == OUTSIDE else handicap.missed
        search.scores[t, tag] = np.float32(0)
        for f in range(search.first_feature[t], FEATURES):
            feature = examples.features[i, f]
            for k in range(LANES):
                search.scores[t, k] += table[feature, k]


@inlined
def _mixed(state: np.uint64) -> np.uint64:
    """A random number out of another (SplitMix64)."""
    z = (state + np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@compiled
def find_best(search: Search, length: int, transitions: NDArray[np.float32]) -> int:
    """The Viterbi search through a row: the last of its best tags, and which came before each."""
    scores, before, best, new = search.scores, search.before, search.best, search.new
    best[:] = _NEVER
    best[OUTSIDE] = np.float32(0)
    for t in range(length):
        closing = _closing(best, SINGLE)
        new[OUTSIDE] = max(best[OUTSIDE], best[closing]) + scores[t, OUTSIDE]
        before[t, OUTSIDE] = OUTSIDE if best[OUTSIDE] >= best[closing] else closing
        for k in range(_KNOWN):
            entered = best[OUTSIDE] + transitions[OUTSIDE_TO_BEGIN * GROUP + k]
            by = OUTSIDE
            if best[closing] + transitions[SPAN_TO_BEGIN * GROUP + k] > entered:
                entered = best[closing] + transitions[SPAN_TO_BEGIN * GROUP + k]
                by = closing
            for kind in (BEGIN, SINGLE):
                new[kind + k] = entered + scores[t, kind + k]
                before[t, kind + k] = by
            for kind, begun, held in (
                (INSIDE, BEGIN_TO_INSIDE, INSIDE_TO_INSIDE),
                (END, BEGIN_TO_END, INSIDE_TO_END),
            ):
                one = best[BEGIN + k] + transitions[begun * GROUP + k]
                other = best[INSIDE + k] + transitions[held * GROUP + k]
                new[kind + k] = max(one, other) + scores[t, kind + k]
                before[t, kind + k] = BEGIN + k if one >= other else INSIDE + k
        best[:] = new
        for kind in (BEGIN, INSIDE, END):
            best[kind + _KNOWN] = _NEVER
    return _closing(best, OUTSIDE)


@inlined
def _closing(best: NDArray[np.float32], tag: int) -> int:
    """The best of the tags that end a span, if it is better than a tag."""
    for k in range(_KNOWN):
        if best[END + k] > best[tag]:
            tag = END + k
        if best[SINGLE + k] > best[tag]:
            tag = SINGLE + k
    return tag


@inner
def trace(search: Search, length: int, last: Whole, tags: NDArray[np.uint8]) -> bool:
    """Follow the best tags back from the last one; whether they are the true ones."""
    tag = last
    same = True
    for t in range(length - 1, -1, -1):
        search.tags[t] = tag
        same = same and tag == tags[t]
        tag = search.before[t, tag]
    return same
