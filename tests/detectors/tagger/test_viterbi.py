"""Tests of the search for the best tags."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.detectors.tagger.tag_set import (
    BEGIN,
    END,
    GROUP,
    INSIDE,
    LANES,
    OUTSIDE,
    SINGLE,
    TRANSITIONS,
)
from leakbench.detectors.tagger.viterbi import find_tags

LABELS = 2  # as many as brute force can bear
TAGS = [OUTSIDE, *(first + k for first in (BEGIN, INSIDE, END, SINGLE) for k in range(LABELS))]
CLOSED = {OUTSIDE, *range(END, END + 7), *range(SINGLE, SINGLE + 7)}


def step(before, tag, steps):
    """The weight of a step between tags; None where it is forbidden."""
    label = tag & 7
    if tag == OUTSIDE:
        return 0 if before in CLOSED else None
    if BEGIN <= tag < INSIDE or tag >= SINGLE:
        return steps[4 if before == OUTSIDE else 5, label] if before in CLOSED else None
    if before in CLOSED or before & 7 != label:
        return None
    return steps[(0 if before < INSIDE else 2) + (tag >= END), label]


def worth(tags, score, steps):
    """The sum that a sequence of tags has; None where a step is forbidden."""
    total = 0
    for i, (before, tag) in enumerate(zip((OUTSIDE, *tags), tags, strict=False)):
        weight = step(before, tag, steps)
        if weight is None:
            return None
        total += weight + score[i, tag]
    return total if tags[-1] in CLOSED else None


def best_tags(score, row, steps):
    """What the kernel finds."""
    tags = np.empty(len(row), np.uint8)
    find_tags(score, row, steps, np.empty(len(row), np.uint32), tags)
    return tags


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_no_sequence_of_tags_is_better(seed, length):
    """The tags found have the highest sum that any allowed sequence has."""
    random = np.random.default_rng(seed)
    score = np.full((length + 2, LANES), -9_000, np.int16)
    score[:, TAGS] = random.integers(-50, 50, (length + 2, len(TAGS)))
    steps = random.integers(-50, 50, (TRANSITIONS, GROUP)).astype(np.int32)
    row = np.array([-1, *[0] * length, -1], np.int32)
    found = best_tags(score, row, steps)
    assert found[0] == found[-1] == OUTSIDE
    sums = (worth(tags, score[1:-1], steps) for tags in itertools.product(TAGS, repeat=length))
    best = max(value for value in sums if value is not None)
    assert worth(found[1:-1].tolist(), score[1:-1], steps) == best
