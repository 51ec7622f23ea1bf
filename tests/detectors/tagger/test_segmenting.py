"""Tests of the cutting into words."""

from itertools import pairwise

import numpy as np
import pytest

from leakbench.detectors.tagger.lexicon import build_lexicon, ordinary_words, read_words
from leakbench.detectors.tagger.segmenting import segment
from leakbench.detectors.tagger.symbols import folding

FOLD = folding()
LINES = ["研究 900 v", "研究生 300 n", "生命 800 n", "起源 200 n", "命 90 n", "張 5 nr", "生 70 v"]


def cut(lines, text):
    """Words of a text by a list of words."""
    lexicon = build_lexicon(read_words(lines), FOLD)
    symbol = np.array([FOLD[ord(character)] for character in text], np.uint32)
    n = len(symbol)
    work = np.empty(n + 8, np.int32), np.empty(n + 8, np.int8), np.empty(n + 8, np.uint16)
    word, code, first = np.empty(n, np.uint32), np.empty(n, np.uint16), np.empty(n, np.int32)
    segment(symbol, lexicon.single, lexicon.slots, *work, word, code, first)
    starts = [*dict.fromkeys(first.tolist()), n]
    return [text[a:b] for a, b in pairwise(starts)], word, code


def test_the_likeliest_words_are_chosen():
    """Two frequent words go before a rare long one with a rest."""
    assert cut(LINES, "研究生命起源")[0] == ["研究", "生命", "起源"]


def test_what_is_in_no_list_stands_alone():
    """Unknown characters are cut one by one."""
    assert cut(LINES, "甲乙研究丙")[0] == ["甲", "乙", "研究", "丙"]


def test_spelling_does_not_matter():
    """A word is the same word in traditional characters."""
    (_, word, code), (_, other, other_code) = cut(["头发 50 n"], "头发"), cut(["头发 50 n"], "頭发")
    assert word.tolist() == other.tolist()
    assert code.tolist() == other_code.tolist()


def test_names_of_people_are_left_out():
    """What the list calls a person's name is no word, unless it is listed as an ordinary one."""
    known = next(iter(ordinary_words()))
    words = {word.text for word in read_words([*LINES, f"{known} 9 nr", "甲乙丙 9 nrt"])}
    assert known in words
    assert not {"張", "甲乙丙"} & words


@pytest.mark.parametrize("length", [1, 50])
def test_any_text_is_cut(length):
    """Symbols outside the list's alphabet have classes of their own."""
    text = "研A 1，。🙂"[:length] * length
    lexicon = build_lexicon(read_words(LINES), FOLD)
    symbol = np.array([ord(character) for character in text], np.uint32)
    n = len(symbol)
    work = np.empty(n + 8, np.int32), np.empty(n + 8, np.int8), np.empty(n + 8, np.uint16)
    word, code, first = np.empty(n, np.uint32), np.empty(n, np.uint16), np.empty(n, np.int32)
    segment(symbol, lexicon.single, lexicon.slots, *work, word, code, first)
    assert first.tolist() == list(range(n))
    assert code.max() < 1 << 11
