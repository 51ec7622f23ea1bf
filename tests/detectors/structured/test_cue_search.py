"""Tests of looking for cue words."""

import numpy as np
import pytest

from leakbench.detectors.structured.cue_masks import ALL
from leakbench.detectors.structured.cue_search import word_after, word_before
from leakbench.detectors.structured.cues import cue_tables

BEFORE, AFTER = cue_tables()


def _words(table):
    bounds = zip(table.begin, table.begin[1:], strict=False)
    return {
        bytes(table.data[begin:end]).decode(): int(kind)
        for (begin, end), kind in zip(bounds, table.kind, strict=True)
    }


def _bytes(text):
    return np.frombuffer(text.encode(), np.uint8)


@pytest.mark.parametrize("spelt", [str, str.upper])
def test_long_words_are_known_whole(spelt):
    """A word of several characters says what it says, in capitals too, on either side."""
    words = _words(BEFORE)
    for word, kind in words.items():
        if len(word) > 2 and not word.isascii():
            data = _bytes("啊 " + spelt(word))
            assert word_before(data, 0, len(data), ALL, BEFORE) == kind, word
    for word, kind in _words(AFTER).items():
        data = _bytes(spelt(word) + " 啊")
        assert word_after(data, 0, len(data), AFTER, len(data), 1 << kind) == kind, word


def test_a_word_with_another_beginning_is_another_word():
    """Also if the eight bytes next to the value are the same."""
    words = _words(BEFORE)
    long = [word for word in words if len(word.encode()) > 8 and word[0] >= "一"]
    bare = 0
    for word in long:
        text = "啊" + word[1:]
        within = {kind for other, kind in words.items() if other in text}
        bare += not within
        data = _bytes(text)
        assert word_before(data, 0, len(data), ALL, BEFORE) in {-1, *within}, word
    assert bare
