"""Tests of the search that learning starts from."""

import itertools

import numpy as np
import pytest

from leakbench.detectors.tagger.features import FEATURES, LEXICAL
from leakbench.detectors.tagger.tag_set import (
    BEGIN,
    BEGIN_TO_END,
    END,
    GROUP,
    LANES,
    OUTSIDE,
    OUTSIDE_TO_BEGIN,
    SINGLE,
    SPAN_TO_BEGIN,
    TRANSITIONS,
)
from leakbench.detectors.tagger.training.examples import Examples
from leakbench.detectors.tagger.training.loss_augmented_decoding import (
    Handicap,
    Search,
    find_best,
    longest_row,
    score,
    trace,
)


def search_of(length):
    """Work space for a row of so many tokens."""
    return Search(
        np.zeros((length, LANES), np.float32),
        np.zeros((length, LANES), np.uint8),
        np.zeros(length, np.int64),
        np.zeros(length, np.uint8),
        np.zeros(LANES, np.float32),
        np.zeros(LANES, np.float32),
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_no_pair_of_tags_is_better(seed):
    """Of all ways to tag two tokens with one label the best is found."""
    random = np.random.default_rng(seed)
    search = search_of(2)
    search.scores[:] = -1_000
    tags = (OUTSIDE, BEGIN, END, SINGLE)
    search.scores[:, tags] = random.integers(-9, 9, (2, len(tags)))
    steps = random.integers(-9, 9, TRANSITIONS * GROUP).astype(np.float32)
    enter, again = steps[OUTSIDE_TO_BEGIN * GROUP], steps[SPAN_TO_BEGIN * GROUP]
    ways = {
        (BEGIN, END): enter + steps[BEGIN_TO_END * GROUP],
        (SINGLE, SINGLE): enter + again,
        (SINGLE, OUTSIDE): enter,
        (OUTSIDE, SINGLE): enter,
        (OUTSIDE, OUTSIDE): 0,
    }
    worth = {way: weight + sum(search.scores[[0, 1], way]) for way, weight in ways.items()}
    trace(search, 2, find_best(search, 2, steps), np.zeros(2, np.uint8))
    assert worth[tuple(search.tags.tolist())] == max(worth.values())


def test_wrong_tags_have_a_lead():
    """In a span all have the same, outside of one each its own."""
    examples = Examples(
        np.array([65, 65], np.uint32),
        np.zeros(2, np.int32),
        np.zeros((2, FEATURES), np.int32),
        np.array([SINGLE, OUTSIDE], np.uint8),
    )
    invented = np.arange(LANES, dtype=np.float32)
    handicap = Handicap(np.uint64(1), 0.0, np.float32(2), invented)
    search = search_of(2)
    score(examples, 0, 2, handicap, np.zeros((1, LANES), np.float32), search)
    for line, tag, lead in ((0, SINGLE, np.full(LANES, 2)), (1, OUTSIDE, invented)):
        assert search.scores[line, tag] == 0
        assert np.delete(search.scores[line], tag).tolist() == np.delete(lead, tag).tolist()


@pytest.mark.parametrize(("share", "first"), [(0.0, {0}), (1.0, {LEXICAL}), (0.5, {0, LEXICAL})])
def test_characters_are_left_out_at_random(share, first):
    """Of Chinese characters that share, of others none."""
    examples = Examples(
        np.array([ord("王")] * 40 + [65] * 40, np.uint32),
        np.zeros(80, np.int32),
        np.zeros((80, FEATURES), np.int32),
        np.full(80, OUTSIDE, np.uint8),
    )
    handicap = Handicap(np.uint64(1), share, np.float32(0), np.zeros(LANES, np.float32))
    search = search_of(80)
    score(examples, 0, 80, handicap, np.zeros((1, LANES), np.float32), search)
    assert set(search.first_feature[:40].tolist()) == first
    assert set(search.first_feature[40:].tolist()) == {0}


def test_the_longest_row_has_room():
    """Rows stand between borders."""
    for lengths in itertools.product((1, 2, 4), repeat=2):
        row = [-1, *[0] * lengths[0], -1, *[1] * lengths[1], -1]
        assert longest_row(np.array(row, np.int32)) >= max(lengths)
