"""Learning the weights: a structured perceptron with a margin, averaged over its course.

Each row is decoded with the weights so far, wrong tags given a lead; where the best tags are not
the true ones, the weights of the true tags' features rise and those of the others fall. Features of
characters are left out of the sum at random, whole tokens at a time, so that context and the kinds
of words must do without them: the names of real text are not those of the training.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.features import FEATURES, LEXICAL
from leakbench.detectors.tagger.labels import BEGIN, END, INSIDE, LANES, OUTSIDE, SINGLE
from leakbench.generator.engine.compiled import compiled

Whole = int | np.integer


@compiled
def _mixed(state: np.uint64) -> np.uint64:
    z = (state + np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@compiled
def true_tags(
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    row: NDArray[np.int32],
    spans: NDArray[np.int32],
    tags: NDArray[np.uint8],
) -> int:
    """Write the tags that true spans ask for.

    Args:
        start: Of ``read_tokens``.
        end: Of ``read_tokens``.
        row: Of ``read_tokens``.
        spans: Row, start, end, label of each, in order, shape (4, spans).
        tags: Written: the tag of each token.

    Returns:
        How many spans begin or end within a token, and therefore have no tags.
    """
    tags[:] = OUTSIDE
    at = 0
    lost = 0
    for j in range(spans.shape[1]):
        while at < len(row) and (
            row[at] < spans[0, j] or (row[at] == spans[0, j] and start[at] < spans[1, j])
        ):
            at += 1
        last = at
        while last < len(row) and row[last] == spans[0, j] and end[last] < spans[2, j]:
            last += 1
        whole = (
            last < len(row)
            and row[at] == spans[0, j]
            and row[last] == spans[0, j]
            and start[at] == spans[1, j]
            and end[last] == spans[2, j]
        )
        if not whole:
            lost += 1
            continue
        if at == last:
            tags[at] = SINGLE + spans[3, j]
        else:
            tags[at] = BEGIN + spans[3, j]
            tags[at + 1 : last] = INSIDE + spans[3, j]
            tags[last] = END + spans[3, j]
        at = last + 1
    return lost


@compiled
def _update(
    which: NDArray[np.int32],
    begin: int,
    tag: Whole,
    by: float,
    when: float,
    weights: NDArray[np.float32],
    total: NDArray[np.float32],
) -> None:
    for f in range(begin, FEATURES):
        weights[which[f], tag] += np.float32(by)
        total[which[f], tag] += np.float32(by * when)


@compiled
def _step(before: Whole, tag: Whole) -> int:
    """The weight of a step between tags, as its place in the flat array, or -1."""
    label = tag & 7
    if tag == OUTSIDE:
        return -1
    if INSIDE <= tag < END:
        return (0 if before < INSIDE else 2) * 8 + label
    if END <= tag < SINGLE:
        return (1 if before < INSIDE else 3) * 8 + label
    return (4 if before == OUTSIDE else 5) * 8 + label


@compiled
def learn(
    symbol: NDArray[np.uint32],
    features: NDArray[np.int32],
    row: NDArray[np.int32],
    true: NDArray[np.uint8],
    seed: np.uint64,
    drop: float,
    margin: NDArray[np.float32],
    when: float,
    weights: NDArray[np.float32],
    total: NDArray[np.float32],
    steps: NDArray[np.float32],
    steps_total: NDArray[np.float32],
) -> tuple[int, int]:
    """Learn from some rows once.

    Args:
        symbol: Of ``read_tokens``.
        features: Of ``feature_rows``.
        row: Of ``read_tokens``.
        true: Of ``true_tags``.
        seed: Of what is left out.
        drop: The share of tokens whose characters are left out, marks and numbers never.
        margin: What a wrong tag is given: for a token of a span, and for one outside.
        when: The share of the course that is still to come, from 1 down to 0.
        weights: Learned, shape (rows of the table, LANES).
        total: The same, weighed by ``when``.
        steps: Learned, shape (len(TRANSITIONS) * 8,).
        steps_total: The same, weighed by ``when``.

    Returns:
        The number of rows, and of those whose tags were wrong.
    """
    n = len(row)
    never = np.float32(-1e9)
    longest = 0
    first = 0
    for i in range(n):
        if row[i] < 0:
            first = i + 1
        longest = max(longest, i - first + 1)
    score = np.empty((longest, LANES), np.float32)
    back = np.empty((longest, LANES), np.uint8)
    gone = np.empty(longest, np.bool_)
    guess = np.empty(longest, np.uint8)
    best = np.empty(LANES, np.float32)
    new = np.empty(LANES, np.float32)
    seen = 0
    wrong = 0
    i = 0
    while i < n:
        if row[i] < 0:
            i += 1
            continue
        first = i
        while row[i] >= 0:
            i += 1
        length = i - first
        seen += 1
        for t in range(length):
            draw = _mixed(seed ^ np.uint64(first + t)) >> np.uint64(40)
            gone[t] = symbol[first + t] >= 0x3400 and draw < drop * (1 << 24)
            tag = true[first + t]
            lead = margin[1] if tag == OUTSIDE else margin[0]
            for k in range(LANES):
                score[t, k] = lead
            score[t, tag] = np.float32(0)
            for f in range(LEXICAL if gone[t] else 0, FEATURES):
                which = features[first + t, f]
                for k in range(LANES):
                    score[t, k] += weights[which, k]
        best[:] = never
        best[OUTSIDE] = np.float32(0)
        for t in range(length):
            closer = SINGLE
            for k in range(7):
                if best[END + k] > best[closer]:
                    closer = END + k
                if best[SINGLE + k] > best[closer]:
                    closer = SINGLE + k
            new[OUTSIDE] = max(best[OUTSIDE], best[closer]) + score[t, OUTSIDE]
            back[t, OUTSIDE] = OUTSIDE if best[OUTSIDE] >= best[closer] else closer
            for k in range(7):
                entered = best[OUTSIDE] + steps[32 + k]
                by = OUTSIDE
                if best[closer] + steps[40 + k] > entered:
                    entered = best[closer] + steps[40 + k]
                    by = closer
                new[BEGIN + k] = entered + score[t, BEGIN + k]
                new[SINGLE + k] = entered + score[t, SINGLE + k]
                back[t, BEGIN + k] = by
                back[t, SINGLE + k] = by
                one, other = best[BEGIN + k] + steps[k], best[INSIDE + k] + steps[16 + k]
                new[INSIDE + k] = max(one, other) + score[t, INSIDE + k]
                back[t, INSIDE + k] = BEGIN + k if one >= other else INSIDE + k
                one, other = best[BEGIN + k] + steps[8 + k], best[INSIDE + k] + steps[24 + k]
                new[END + k] = max(one, other) + score[t, END + k]
                back[t, END + k] = BEGIN + k if one >= other else INSIDE + k
            best[:] = new
            for k in range(7, 31, 8):
                best[k] = never
        tag = OUTSIDE
        for k in range(7):
            if best[END + k] > best[tag]:
                tag = END + k
            if best[SINGLE + k] > best[tag]:
                tag = SINGLE + k
        same = True
        for t in range(length - 1, -1, -1):
            guess[t] = tag
            same = same and tag == true[first + t]
            tag = back[t, tag]
        if same:
            continue
        wrong += 1
        before, before_true = np.int64(OUTSIDE), np.int64(OUTSIDE)
        for t in range(length):
            tag, wanted = np.int64(guess[t]), np.int64(true[first + t])
            if tag != wanted:
                begin = LEXICAL if gone[t] else 0
                _update(features[first + t], begin, wanted, 1.0, when, weights, total)
                _update(features[first + t], begin, tag, -1.0, when, weights, total)
            if tag != wanted or before != before_true:
                step = _step(before_true, wanted)
                if step >= 0:
                    steps[step] += np.float32(1)
                    steps_total[step] += np.float32(when)
                step = _step(before, tag)
                if step >= 0:
                    steps[step] -= np.float32(1)
                    steps_total[step] -= np.float32(when)
            before, before_true = tag, wanted
    return seen, wrong
