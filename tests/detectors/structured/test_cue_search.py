"""Tests of looking for cue words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.cue_search import (
    eight_before,
    eight_from,
    word_after,
    word_before,
)
from leakbench.detectors.structured.cues import WIDTH, cue_tables

ALL = -1
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
        assert word_after(data, 0, len(data), len(data), 1 << kind, AFTER) == kind, word


def test_a_word_with_another_beginning_is_another_word():
    """Also if the eight bytes next to the value are the same."""
    words = _words(BEFORE)
    long = [word for word in words if len(word.encode()) > WIDTH and word[0] >= "一"]
    bare = 0
    for word in long:
        text = "啊" + word[1:]
        within = {kind for other, kind in words.items() if other in text}
        bare += not within
        data = _bytes(text)
        assert word_before(data, 0, len(data), ALL, BEFORE) in {0, *within}, word
    assert bare


@given(st.binary(min_size=1, max_size=30), st.data())
def test_eight_bytes_are_read_in_small_letters(raw, data):
    """On either side of a place, with nothing where the text has ended, and only ASCII changed."""
    text = np.frombuffer(raw, np.uint8)
    at = data.draw(st.integers(0, len(raw)))
    small = raw.lower()
    before, behind = small[:at][-WIDTH:].rjust(WIDTH, b"\0"), small[at:][:WIDTH].ljust(WIDTH, b"\0")
    assert int(eight_before(text, at)).to_bytes(WIDTH, "little") == before
    assert int(eight_from(text, at)).to_bytes(WIDTH, "little") == behind
