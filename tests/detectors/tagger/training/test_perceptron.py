"""Tests of learning."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.detectors.tagger.feature_extraction import FeatureSpace
from leakbench.detectors.tagger.tag_set import LANES
from leakbench.detectors.tagger.training.character_folding import character_folding
from leakbench.detectors.tagger.training.examples import examples
from leakbench.detectors.tagger.training.labelled_text import from_arrow
from leakbench.detectors.tagger.training.lexicon_builder import build_lexicon
from leakbench.detectors.tagger.training.loss_augmented_decoding import Handicap
from leakbench.detectors.tagger.training.perceptron import learn, nothing_learned
from leakbench.detectors.tagger.training.word_list import read_words

BITS = 8
FOLD = character_folding()
SPACE = FeatureSpace(FOLD, build_lexicon(read_words(["水桶 50 n"]), FOLD), BITS)
TEXTS = [f"姓名：{name}，电话" for name in ("王伟", "张小芳", "李静", "赵")]
BLOCK = examples(
    from_arrow(
        pa.array(TEXTS), np.array([[i, 3, len(t) - 3, 0] for i, t in enumerate(TEXTS)], np.int32).T
    ),
    0,
    len(TEXTS),
    SPACE,
)
HANDICAP = Handicap(np.uint64(7), 0.0, np.float32(1), np.ones(LANES, np.float32))


@pytest.mark.slow
def test_what_can_be_told_apart_is_learned():
    """After some rounds no row is tagged wrongly, and nothing changes any more."""
    learned = nothing_learned(BITS)
    wrong = [learn(BLOCK, HANDICAP, 1.0, learned)[1] for _ in range(30)]
    assert wrong[0] > 0
    assert wrong[-1] == 0
    before = learned.table.copy()
    assert learn(BLOCK, HANDICAP, 1.0, learned) == (len(TEXTS), 0)
    assert np.array_equal(learned.table, before)


def test_sums_weigh_changes_by_what_is_still_to_come():
    """A change at the end of a course counts for nothing, one at its beginning whole."""
    for remaining in (1.0, 0.0):
        learned = nothing_learned(BITS)
        learn(BLOCK, HANDICAP, remaining, learned)
        assert learned.table.any()
        assert np.array_equal(learned.table_sum, learned.table * np.float32(remaining))
        assert np.array_equal(learned.transitions_sum, learned.transitions * np.float32(remaining))


def test_the_next_learner_starts_from_nothing():
    """Its weights are zero, its sums those of all learners."""
    learned = nothing_learned(BITS)
    learn(BLOCK, HANDICAP, 1.0, learned)
    other = learned.afresh()
    assert not other.table.any()
    assert not other.transitions.any()
    assert other.table_sum is learned.table_sum
