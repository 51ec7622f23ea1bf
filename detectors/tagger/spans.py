"""Spans out of the tags of tokens."""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.answers import Answer
from leakbench.detectors.tagger.tag_set import END, INSIDE, LABEL_BITS, OUTSIDE, SINGLE
from leakbench.detectors.tagger.tokenizer import Tokens
from leakbench.generator.engine.compiled import inlined, inner

_UNSURE, _SURE = np.float32(50), np.float32(450)  # leads of a token at which a score is 0 and 1
_NOT, _SURELY = np.float32(0), np.float32(1)


@inner
def write_spans(
    tags: NDArray[np.uint8],
    scores: NDArray[np.int16],
    tokens: Tokens,
    first_row: int,
    spans: Answer,
    n: int,
) -> int:
    """Write the spans that tags name behind others; how many then are.

    Args:
        tags: Of ``find_tags``.
        scores: Of ``sum_scores``.
        tokens: Of ``read_tokens``.
        first_row: What the first row counts as.
        spans: Written; a score says how far a span is ahead of none, it is no probability.
        n: How many spans stand there before.
    """
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
            spans.row[n] = first_row + tokens.row[i]
            spans.start[n] = tokens.start[opened]
            spans.end[n] = tokens.end[i]
            spans.label[n] = tag & LABEL_BITS
            spans.score[n] = _score(ahead // (i - opened + 1))
            n += 1
    return n


@inlined
def _score(lead: int) -> np.float32:
    """By how much the tags of a span outscore "outside", a token, as a number from 0 to 1."""
    return min(max((np.float32(lead) - _UNSURE) / (_SURE - _UNSURE), _NOT), _SURELY)
