"""Tests of the cutting into words."""

from itertools import pairwise

import numpy as np
import pytest

from leakbench.detectors.tagger.training.character_folding import character_folding
from leakbench.detectors.tagger.training.lexicon_builder import build_lexicon
from leakbench.detectors.tagger.training.word_list import read_words
from leakbench.detectors.tagger.word_segmentation import (
    BEYOND,
    SHAPE_BITS,
    Lattice,
    Words,
    segment,
)

FOLD = character_folding()
LINES = ["研究 900 v", "研究生 300 n", "生命 800 n", "起源 200 n", "命 90 n", "張 5 nr", "生 70 v"]


def words_of(lines, symbol):
    """The word of each symbol by a list of words."""
    n = len(symbol)
    words = Words(np.empty(n, np.uint32), np.empty(n, np.uint16), np.empty(n, np.int32))
    beyond = n + BEYOND
    lattice = Lattice(
        np.empty(beyond, np.int32), np.empty(beyond, np.int8), np.empty(beyond, np.uint16)
    )
    segment(symbol, build_lexicon(read_words(lines), FOLD), lattice, words)
    return words


def cut(lines, text):
    """The words that a text is cut into, and what is known of each character's."""
    words = words_of(lines, np.array([FOLD[ord(character)] for character in text], np.uint32))
    starts = [*dict.fromkeys(words.first.tolist()), len(text)]
    return [text[a:b] for a, b in pairwise(starts)], words


def test_the_likeliest_words_are_chosen():
    """Two frequent words go before a rare long one with a rest."""
    assert cut(LINES, "研究生命起源")[0] == ["研究", "生命", "起源"]


def test_what_is_in_no_list_stands_alone():
    """Unknown characters are cut one by one."""
    assert cut(LINES, "甲乙研究丙")[0] == ["甲", "乙", "研究", "丙"]


def test_spelling_does_not_matter():
    """A word is the same word in traditional characters."""
    (_, one), (_, other) = cut(["头发 50 n"], "头发"), cut(["头发 50 n"], "頭发")
    assert one.identity.tolist() == other.identity.tolist()
    assert one.shape.tolist() == other.shape.tolist()


@pytest.mark.parametrize("length", [1, 50])
def test_any_text_is_cut(length):
    """Symbols outside the list's alphabet have classes of their own."""
    text = "研A 1，。🙂"[:length] * length
    words = words_of(LINES, np.array([ord(character) for character in text], np.uint32))
    assert words.first.tolist() == list(range(len(text)))
    assert words.shape.max() < 1 << SHAPE_BITS
