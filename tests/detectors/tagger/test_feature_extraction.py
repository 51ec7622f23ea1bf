"""Tests of the way from text to features."""

import numpy as np
import pytest

from leakbench.detectors.string_buffers import Strings
from leakbench.detectors.tagger.feature_extraction import (
    FeatureSpace,
    extract_features,
    workspace_for,
)
from leakbench.detectors.tagger.tokenizer import MARGIN, most_tokens
from leakbench.detectors.tagger.training.character_folding import character_folding
from leakbench.detectors.tagger.training.lexicon_builder import build_lexicon
from leakbench.detectors.tagger.training.word_list import read_words

FOLD = character_folding()
SPACE = FeatureSpace(FOLD, build_lexicon(read_words(["水桶 50 n"]), FOLD), 8)


def features_of(text, work):
    """How many tokens a text has, and the features of those that are no borders."""
    data = np.frombuffer(text.encode(), np.uint8)
    n = extract_features(Strings(data, np.array([0, len(data)], np.int32)), SPACE, work)
    return n, work.features[MARGIN : n - MARGIN].copy()


@pytest.mark.slow
def test_work_space_may_hold_anything():
    """What stood there before changes nothing."""
    work = workspace_for(most_tokens(1, 40))
    count, features = features_of("水桶里的水", work)
    assert count == 5 + 2 * MARGIN
    features_of("王小芳说：火", work)
    assert np.array_equal(features_of("水桶里的水", work)[1], features)
