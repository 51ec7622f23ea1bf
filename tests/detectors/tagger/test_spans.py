"""Tests of the spans that tags name."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.detectors.answers import first_of, room_for
from leakbench.detectors.tagger.spans import write_spans
from leakbench.detectors.tagger.tag_set import GROUP, LABELS, LANES, SINGLE, TRANSITIONS
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
    room = room_for(len(row))
    spans = first_of(room, write_spans(tags, score, tokens, 0, room, 0))
    rows, starts, ends, labels, _ = spans
    assert (starts < ends).all()
    assert (starts[1:] >= ends[:-1]).all()
    assert (row[starts] == rows).all()
    assert (row[ends - 1] == rows).all()
    assert ((labels >= 0) & (labels < len(LABELS))).all()


def test_scores_lie_between_no_span_and_certain():
    """The lead of a span's tags before "outside" is a score from 0 to 1."""
    leads = [-1_000, 250, 9_000]
    score = np.zeros((3, LANES), np.int16)
    score[:, SINGLE] = leads
    tokens = Tokens(np.zeros(3, np.uint32), *np.arange(9, dtype=np.int32).reshape(3, 3))
    spans = room_for(3)
    assert write_spans(np.full(3, SINGLE, np.uint8), score, tokens, 0, spans, 0) == 3
    assert spans.score.tolist() == [0.0, 0.5, 1.0]
