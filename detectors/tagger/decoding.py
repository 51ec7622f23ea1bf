"""The best tags of each row: a Viterbi search in which a span must begin, go on and end.

From a token to the next, "begin" and "inside" lead to "inside" and "end" of the same label, and
"end", "single" and "outside" to "begin", "single" and "outside": one step is a few operations on
vectors of eight labels, whatever came before.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.adding import add_rows
from leakbench.detectors.tagger.features import FEATURES, SHARED, Whole
from leakbench.detectors.tagger.labels import BEGIN, END, INSIDE, LANES, OUTSIDE, SINGLE
from leakbench.detectors.tagger.prefetching import fetch
from leakbench.detectors.tagger.stepping import NEVER, step
from leakbench.generator.engine.compiled import compiled

_CLOSER: Final = 24  # bits of a choice before the tag of the span before it
_FOLLOWS: Final = 29  # and before whether "outside" follows it
_AHEAD: Final = 8  # tokens whose weights are asked of memory before they are needed


@compiled
def sum_rows(
    rows: NDArray[np.int32],
    row: NDArray[np.int32],
    table: NDArray[np.int8],
    out: NDArray[np.int16],
) -> None:
    """Add up the weights of each token's features.

    Args:
        rows: Of ``feature_rows``.
        row: Of ``read_tokens``; border tokens are passed over.
        table: Weights, int8, shape (rows of the table, LANES).
        out: Written: scores of the tags, int16, shape (tokens, LANES).
    """
    n = len(row)
    for i in range(n):
        if i + _AHEAD < n:
            # Of characters and pairs only what tokens before this one have not asked for.
            fetch(table, np.int64(rows[i + _AHEAD, 2]) * LANES)
            pair = np.int64(rows[i + _AHEAD, 6])
            fetch(table, pair * LANES)
            fetch(table, (pair - 3) * LANES)
            for k in range(SHARED, FEATURES):
                fetch(table, np.int64(rows[i + _AHEAD, k]) * LANES)
        if row[i] >= 0:
            add_rows(table, rows, out, i)


@compiled
def decode(
    score: NDArray[np.int16],
    row: NDArray[np.int32],
    steps: NDArray[np.int32],
    choices: NDArray[np.uint32],
    tags: NDArray[np.uint8],
) -> None:
    """Find the best tags of every row.

    Args:
        score: Of ``sum_rows``.
        row: Of ``read_tokens``.
        steps: Weights of the steps, shape (len(TRANSITIONS), 8).
        choices: Work space, shape (tokens,): the choices of ``step``, then the tag of the span
            before the token, then whether "outside" follows it.
        tags: Written: the tag of each token; ``OUTSIDE`` for border tokens.
    """
    n = len(row)
    state = np.full(16, NEVER, np.int32)
    outside = np.int64(0)
    span = np.int64(NEVER)  # the best of the tags that end a span
    closer = np.int64(OUTSIDE)
    first = 0
    for i in range(n):
        u = np.uint64(i)
        tags[u] = OUTSIDE
        if row[u] < 0:
            if i > first:
                tag = np.int64(OUTSIDE) if outside >= span else closer
                _trace(choices, first, i, tag, tags)
            state[:] = NEVER
            outside = np.int64(0)
            span = np.int64(NEVER)
            first = i + 1
            continue
        best, best_tag, chosen = step(score, i, steps, state, outside, span)
        follows = np.int64(outside < span)
        choices[u] = chosen | closer << _CLOSER | follows << _FOLLOWS
        outside = max(outside, span) + score[u, OUTSIDE]
        span = best
        closer = best_tag


@compiled
def _trace(
    choices: NDArray[np.uint32], first: int, stop: int, last: Whole, tags: NDArray[np.uint8]
) -> None:
    """Follow the best tags of a row back from its last one."""
    tag: Whole = last
    for i in range(stop - 1, first - 1, -1):
        tags[i] = tag
        choice = np.int64(choices[i])
        closer = choice >> _CLOSER & 31
        if tag == OUTSIDE:
            tag = closer if choice >> _FOLLOWS & 1 else OUTSIDE
        elif tag >= END and tag < SINGLE:
            tag = (BEGIN if choice >> (8 + tag - END) & 1 else INSIDE) + tag - END
        elif tag >= INSIDE and tag < END:
            tag = (BEGIN if choice >> (tag - INSIDE) & 1 else INSIDE) + tag - INSIDE
        else:
            tag = closer if choice >> (16 + (tag & 7)) & 1 else OUTSIDE


@compiled
def spans_of(
    tags: NDArray[np.uint8],
    row: NDArray[np.int32],
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    score: NDArray[np.int16],
    first: int,
    places: NDArray[np.int32],
    surplus: NDArray[np.int32],
    n: int,
) -> int:
    """Write the spans that tags name behind others; how many then are.

    Args:
        tags: Of ``decode``.
        row: Of ``read_tokens``.
        start: Of ``read_tokens``.
        end: Of ``read_tokens``.
        score: Of ``sum_rows``.
        first: What the first row counts as.
        places: Written: row, start, end and label of each span, shape (4, spans).
        surplus: Written: by how much each span's tags outscore "outside", a token.
        n: How many spans stand there before.
    """
    opened = 0
    more = 0
    for i in range(len(tags)):
        tag = tags[i]
        if tag == OUTSIDE:
            continue
        if tag < INSIDE or tag >= SINGLE:
            opened = i
            more = 0
        more += score[i, tag] - score[i, OUTSIDE]
        if tag >= END:
            places[0, n] = first + row[i]
            places[1, n] = start[opened]
            places[2, n] = end[i]
            places[3, n] = tag & 7
            surplus[n] = more // (i - opened + 1)
            n += 1
    return n
