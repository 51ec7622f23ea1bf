"""The best tags of each row: a Viterbi search in which a span must begin, go on and end.

From a token to the next, "begin" and "inside" lead to "inside" and "end" of the same label, and
"end", "single" and "outside" to "begin", "single" and "outside": one step is a few operations on
vectors of eight labels, whatever came before.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.adding import add_rows
from leakbench.detectors.tagger.features import FEATURES, SHARED
from leakbench.detectors.tagger.labels import BEGIN, END, INSIDE, LANES, OUTSIDE, SINGLE
from leakbench.detectors.tagger.prefetching import fetch
from leakbench.generator.compiled import compiled

_NEVER: Final = -(1 << 28)
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
    from_begin: NDArray[np.uint8],
    closed_by: NDArray[np.uint8],
    tags: NDArray[np.uint8],
) -> None:
    """Find the best tags of every row.

    Args:
        score: Of ``sum_rows``.
        row: Of ``read_tokens``.
        steps: Weights of the steps, shape (len(TRANSITIONS), 8).
        from_begin: Work space, shape (tokens, 16): whether "inside" and "end" followed "begin".
        closed_by: Work space, shape (tokens, 9): the tag before "begin" or "single" of each label,
            and before "outside".
        tags: Written: the tag of each token; ``OUTSIDE`` for border tokens.
    """
    n = len(row)
    begin = np.full(8, _NEVER, np.int32)
    inside = np.full(8, _NEVER, np.int32)
    outside = np.int64(0)
    span = np.int64(_NEVER)  # the best of the tags that end a span
    closer = OUTSIDE
    first = 0
    for i in range(n):
        tags[i] = OUTSIDE
        if row[i] < 0:
            if i and row[i - 1] >= 0:
                _trace(
                    from_begin, closed_by, first, i, OUTSIDE if outside >= span else closer, tags
                )
            begin[:] = _NEVER
            inside[:] = _NEVER
            outside = np.int64(0)
            span = np.int64(_NEVER)
            first = i + 1
            continue
        best = np.int64(_NEVER)
        best_tag = OUTSIDE
        for k in range(7):
            entered = outside + steps[4, k]
            by = OUTSIDE
            if span + steps[5, k] > entered:
                entered = span + steps[5, k]
                by = closer
            closed_by[i, k] = by
            to_end, to_end_on = begin[k] + steps[1, k], inside[k] + steps[3, k]
            to_in, to_in_on = begin[k] + steps[0, k], inside[k] + steps[2, k]
            from_begin[i, k] = to_in >= to_in_on
            from_begin[i, 8 + k] = to_end >= to_end_on
            ended = max(to_end, to_end_on) + score[i, END + k]
            if ended > best:
                best = ended
                best_tag = END + k
            alone = entered + score[i, SINGLE + k]
            if alone > best:
                best = alone
                best_tag = SINGLE + k
            inside[k] = max(to_in, to_in_on) + score[i, INSIDE + k]
            begin[k] = entered + score[i, BEGIN + k]
        closed_by[i, 8] = OUTSIDE if outside >= span else closer
        outside = max(outside, span) + score[i, OUTSIDE]
        span = best
        closer = best_tag


@compiled
def _trace(
    from_begin: NDArray[np.uint8],
    closed_by: NDArray[np.uint8],
    first: int,
    stop: int,
    tag: int,
    tags: NDArray[np.uint8],
) -> None:
    """Follow the best tags of a row back from its last one."""
    for i in range(stop - 1, first - 1, -1):
        tags[i] = tag
        if tag == OUTSIDE:
            tag = closed_by[i, 8]
        elif tag >= END and tag < SINGLE:
            tag = (BEGIN if from_begin[i, 8 + tag - END] else INSIDE) + tag - END
        elif tag >= INSIDE and tag < END:
            tag = (BEGIN if from_begin[i, tag - INSIDE] else INSIDE) + tag - INSIDE
        else:
            tag = closed_by[i, tag & 7]


@compiled
def spans_of(
    tags: NDArray[np.uint8],
    row: NDArray[np.int32],
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    score: NDArray[np.int16],
    places: NDArray[np.int32],
    surplus: NDArray[np.int32],
) -> int:
    """Collect the spans that tags name.

    Args:
        tags: Of ``decode``.
        row: Of ``read_tokens``.
        start: Of ``read_tokens``.
        end: Of ``read_tokens``.
        score: Of ``sum_rows``.
        places: Written: row, start, end and label of each span, shape (4, at least tokens).
        surplus: Written: by how much each span's tags outscore "outside", a token.

    Returns:
        The number of spans.
    """
    n = 0
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
            places[0, n] = row[i]
            places[1, n] = start[opened]
            places[2, n] = end[i]
            places[3, n] = tag & 7
            surplus[n] = more // (i - opened + 1)
            n += 1
    return n
