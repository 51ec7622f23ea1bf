"""Tests of the tags that true spans ask for."""

import numpy as np
import pyarrow as pa

from leakbench.detectors.tagger.feature_extraction import FeatureSpace
from leakbench.detectors.tagger.features import FEATURES
from leakbench.detectors.tagger.tag_set import BEGIN, END, INSIDE, OUTSIDE, SINGLE
from leakbench.detectors.tagger.tokenizer import Tokens
from leakbench.detectors.tagger.training.character_folding import character_folding
from leakbench.detectors.tagger.training.examples import examples, true_tags
from leakbench.detectors.tagger.training.labelled_text import from_arrow
from leakbench.detectors.tagger.training.lexicon_builder import build_lexicon
from leakbench.detectors.tagger.training.word_list import read_words

FOLD = character_folding()
SPACE = FeatureSpace(FOLD, build_lexicon(read_words(["水桶 50 n"]), FOLD), 8)


def test_spans_become_tags_of_their_tokens():
    """A span of one token, of two and of three, and what stands between; borders are outside."""
    text = from_arrow(
        pa.array(["王，张伟", "欧阳伟"]),
        np.array([[0, 0, 1, 0], [0, 2, 4, 1], [1, 0, 3, 2]], np.int32).T,
    )
    found = examples(text, 0, 2, SPACE)
    assert found.tags[found.row == 0].tolist() == [SINGLE, OUTSIDE, BEGIN + 1, END + 1]
    assert found.tags[found.row == 1].tolist() == [BEGIN + 2, INSIDE + 2, END + 2]
    assert (found.tags[found.row < 0] == OUTSIDE).all()
    assert found.features.shape == (len(found.tags), FEATURES)


def test_rows_in_the_middle_are_those_rows():
    """Examples of some rows number them from 0 and have their spans alone."""
    text = from_arrow(
        pa.array(["王，", "，张", "，"]), np.array([[0, 0, 1, 0], [1, 1, 2, 0]], np.int32).T
    )
    found = examples(text, 1, 3, SPACE)
    assert found.tags[found.row == 0].tolist() == [OUTSIDE, SINGLE]
    assert found.tags[found.row == 1].tolist() == [OUTSIDE]


def test_spans_within_a_token_are_counted():
    """A span that begins or ends within a number has no tags."""
    tokens = Tokens(np.array([1, 2], np.uint32), *np.array([[0, 4], [4, 5], [0, 0]], np.int32))
    tags = np.empty(2, np.uint8)
    assert true_tags(tokens, np.array([[0, 2, 5, 0]], np.int32).T, tags) == 1
    assert (tags == OUTSIDE).all()
