"""Tests of the rows of weights that tokens look at."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.string_buffers import Strings
from leakbench.detectors.tagger.feature_extraction import (
    FeatureSpace,
    extract_features,
    workspace_for,
)
from leakbench.detectors.tagger.features import FEATURES
from leakbench.detectors.tagger.tokenizer import most_tokens
from leakbench.detectors.tagger.training.character_folding import character_folding
from leakbench.detectors.tagger.training.lexicon_builder import build_lexicon
from leakbench.detectors.tagger.training.word_list import read_words

FOLD = character_folding()
BITS = 12
LEXICON = build_lexicon(read_words(["水桶 50 n", "火炉 900 n", "烧 80 v"]), FOLD)
TEXT = st.text("水桶火炉烧王位，1a\n", min_size=1, max_size=40)


def rows_of(texts):
    """Rows of every token, and which tokens are no borders."""
    data = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, data)]).astype(np.int32)
    work = workspace_for(most_tokens(len(data), int(offsets[-1])))
    text = Strings(np.frombuffer(b"".join(data), np.uint8), offsets)
    n = extract_features(text, FeatureSpace(FOLD, LEXICON, BITS), work)
    return work.features[:n], np.flatnonzero(work.tokens.row[:n] >= 0)


@given(st.lists(TEXT, min_size=1, max_size=3))
def test_rows_are_in_the_table(texts):
    """Every token has a row of the table for each feature."""
    features, real = rows_of(texts)
    assert features.shape[1] == FEATURES
    assert (features[real] >= 0).all()
    assert (features[real] < 1 << BITS).all()


@given(TEXT)
def test_what_is_shared_lies_side_by_side(text):
    """A character has one block of rows for three tokens, a pair one for four."""
    features, real = rows_of([text])
    blocks = features >> 2
    for i in real.tolist():
        if i + 1 in real:
            assert blocks[i, 2] == blocks[i + 1, 0]
            assert blocks[i, 0] == blocks[i + 1, 1]
            assert blocks[i, 4] == blocks[i + 1, 3]
            assert blocks[i, 6] == blocks[i + 1, 4]
            assert blocks[i, 3] == blocks[i + 1, 5]
        assert (features[i, :7] & 3).tolist() == [0, 1, 2, 0, 1, 2, 3]


@given(TEXT, TEXT)
def test_rows_do_not_depend_on_other_texts(one, other):
    """What stands in other rows of a batch changes nothing."""
    alone, real = rows_of([one])
    among, all_real = rows_of([one, other])
    assert np.array_equal(alone[real], among[all_real[: len(real)]])
