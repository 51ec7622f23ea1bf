"""Spans out of the tags of tokens."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.tag_set import END, INSIDE, LABEL_BITS, OUTSIDE, SINGLE
from leakbench.detectors.tagger.tokenizer import Tokens
from leakbench.generator.engine.compiled import inner

_UNSURE, _SURE = 50.0, 450.0  # leads of a token at which a score is 0 and 1
ROW, START, STOP, LABEL = range(4)  # lines of ``places``


class SpanBuffer(NamedTuple):
    """Room for spans that kernels write.

    Attributes:
        places: Row, start, end and label of each, int32, shape (4, spans).
        lead: By how much its tags outscore "outside", a token, int32, shape (spans,).
    """

    places: NDArray[np.int32]
    lead: NDArray[np.int32]


class LabelledSpans(NamedTuple):
    """Spans that were found; all arrays have the shape (spans,).

    Attributes:
        row: Row of each, int32.
        start: Its first code point.
        end: The code point after it.
        label: Its place in ``tag_set.LABELS``.
        score: How far it is ahead of no span, float32, 0 to 1; no probability.
    """

    row: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    label: NDArray[np.int32]
    score: NDArray[np.float32]


def buffer_for(spans: int) -> SpanBuffer:
    """Room for so many spans."""
    return SpanBuffer(np.empty((4, spans), np.int32), np.empty(spans, np.int32))


def labelled_spans(found: Sequence[SpanBuffer]) -> LabelledSpans:
    """The spans of some buffers, one after another, with their scores."""
    if not found:
        none = np.empty(0, np.int32)
        return LabelledSpans(none, none, none, none, np.empty(0, np.float32))
    row, start, end, label = np.concatenate([one.places for one in found], axis=1)
    lead = np.concatenate([one.lead for one in found]).astype(np.float32)
    score = np.clip((lead - _UNSURE) / (_SURE - _UNSURE), 0.0, 1.0).astype(np.float32)
    return LabelledSpans(row, start, end, label, score)


@inner
def write_spans(
    tags: NDArray[np.uint8],
    scores: NDArray[np.int16],
    tokens: Tokens,
    first_row: int,
    spans: SpanBuffer,
    n: int,
) -> int:
    """Write the spans that tags name behind others; how many then are.

    Args:
        tags: Of ``find_tags``.
        scores: Of ``sum_scores``.
        tokens: Of ``read_tokens``.
        first_row: What the first row counts as.
        spans: Written.
        n: How many spans stand there before.
    """
    places, lead = spans
    opened = 0
    ahead = 0
    for i in range(len(tags)):
        tag = tags[i]
        if tag == OUTSIDE:
            continue
        if tag < INSIDE or tag >= SINGLE:
            opened = i
            ahead = 0
        ahead += scores[i, tag] - scores[i, OUTSIDE]
        if tag >= END:
            places[ROW, n] = first_row + tokens.row[i]
            places[START, n] = tokens.start[opened]
            places[STOP, n] = tokens.end[i]
            places[LABEL, n] = tag & LABEL_BITS
            lead[n] = ahead // (i - opened + 1)
            n += 1
    return n
