"""Tokens with the tags that they should have: what the perceptron learns from."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.string_buffers import Strings
from leakbench.detectors.tagger.feature_extraction import (
    FeatureSpace,
    extract_features,
    workspace_for,
)
from leakbench.detectors.tagger.tag_set import BEGIN, END, INSIDE, OUTSIDE, SINGLE
from leakbench.detectors.tagger.tokenizer import Tokens, most_tokens
from leakbench.detectors.tagger.training.labelled_text import LabelledText
from leakbench.generator.engine.compiled import compiled


class Examples(NamedTuple):
    """Tokens of some rows, with their features and the tags that they should have.

    Attributes:
        symbol: Of ``Tokens``.
        row: Of ``Tokens``.
        features: Of ``feature_rows``.
        tags: Of ``true_tags``.
    """

    symbol: NDArray[np.uint32]
    row: NDArray[np.int32]
    features: NDArray[np.int32]
    tags: NDArray[np.uint8]


def examples(text: LabelledText, first: int, last: int, space: FeatureSpace) -> Examples:
    """The rows of a text from one to the one before another as examples."""
    offsets = text.offsets[first : last + 1]
    work = workspace_for(most_tokens(last - first, int(offsets[-1] - offsets[0])))
    n = extract_features(Strings(text.data, offsets), space, work)
    symbol, start, end, row = work.tokens
    tokens = Tokens(symbol[:n], start[:n], end[:n], row[:n])
    low, high = np.searchsorted(text.spans[0], [first, last])
    spans = text.spans[:, low:high].copy()
    spans[0] -= first
    tags = np.empty(n, np.uint8)
    true_tags(tokens, spans, tags)
    return Examples(tokens.symbol, tokens.row, work.features[:n], tags)


@compiled
def true_tags(tokens: Tokens, spans: NDArray[np.int32], tags: NDArray[np.uint8]) -> int:
    """Write the tags that true spans ask for.

    Args:
        tokens: Of ``read_tokens``.
        spans: Row, start, end, label of each, in order, shape (4, spans).
        tags: Written: the tag of each token.

    Returns:
        How many spans begin or end within a token, and therefore have no tags.
    """
    _, start, end, row = tokens
    tags[:] = OUTSIDE
    at = 0
    lost = 0
    for j in range(spans.shape[1]):
        span_row, span_start, span_end, label = spans[:, j]
        while at < len(row) and (
            row[at] < span_row or (row[at] == span_row and start[at] < span_start)
        ):
            at += 1
        last = at
        while last < len(row) and row[last] == span_row and end[last] < span_end:
            last += 1
        if not (
            last < len(row)
            and row[at] == row[last] == span_row
            and start[at] == span_start
            and end[last] == span_end
        ):
            lost += 1
            continue
        if at == last:
            tags[at] = SINGLE + label
        else:
            tags[at] = BEGIN + label
            tags[at + 1 : last] = INSIDE + label
            tags[last] = END + label
        at = last + 1
    return lost
