"""Tests of the spans that tags name."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.detectors.tagger.spans import buffer_for, labelled_spans, write_spans
from leakbench.detectors.tagger.tag_set import GROUP, LABELS, LANES, TRANSITIONS
from leakbench.detectors.tagger.tokenizer import Tokens
from leakbench.detectors.tagger.viterbi import find_tags


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 60))
def test_spans_are_whole_and_apart(seed, length):
    """Whatever the weights, spans lie in their row, one after another."""
    random = np.random.default_rng(seed)
    score = random.integers(-200, 200, (length, LANES)).astype(np.int16)
    steps = random.integers(-50, 50, (TRANSITIONS, GROUP)).astype(np.int32)
    row = np.sort(random.integers(0, 4, length)).astype(np.int32)
    borders = np.flatnonzero(np.diff(row, append=9))
    row = np.insert(row, borders + 1, -1).astype(np.int32)
    score = np.insert(score, borders + 1, 0, axis=0)
    start = np.arange(len(row), dtype=np.int32)
    tags = np.empty(len(row), np.uint8)
    find_tags(score, row, steps, np.empty(len(row), np.uint32), tags)
    tokens = Tokens(np.zeros(len(row), np.uint32), start, start + 1, row)
    spans = buffer_for(len(row))
    count = write_spans(tags, score, tokens, 0, spans, 0)
    rows, starts, ends, labels = spans.places[:, :count]
    assert (starts < ends).all()
    assert (starts[1:] >= ends[:-1]).all()
    assert (row[starts] == rows).all()
    assert (row[ends - 1] == rows).all()
    assert ((labels >= 0) & (labels < len(LABELS))).all()


def test_scores_lie_between_no_span_and_certain():
    """A lead is a score from 0 to 1, and no spans have no scores."""
    spans = buffer_for(3)
    spans.places[:] = 1
    spans.lead[:] = -1_000, 250, 9_000
    assert labelled_spans([spans]).score.tolist() == [0.0, 0.5, 1.0]
    assert not any(len(column) for column in labelled_spans([]))
