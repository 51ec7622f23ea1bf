"""Tests of looking words up."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.tagger.lexicon import KINDS, KNOWN, find_entry, hash_on, in_alphabet
from leakbench.detectors.tagger.tokenizer import DIGITS
from leakbench.detectors.tagger.training.character_folding import character_folding
from leakbench.detectors.tagger.training.lexicon_builder import build_lexicon
from leakbench.detectors.tagger.training.word_list import Word
from leakbench.generator.engine.compiled import compiled

FOLD = character_folding()
NOUN = KINDS.index("n")


@compiled
def _look_up(symbols, slots):
    """The entry of a word of several characters."""
    key = np.uint64(0)
    for symbol in symbols:
        key = hash_on(key, symbol)
    return find_entry(key, slots)


@given(
    st.sets(st.text("水火木金土", min_size=2, max_size=4), min_size=1),
    st.text("水火木金土", min_size=2, max_size=4),
)
def test_exactly_the_listed_words_are_known(words, other):
    """A word has an entry that says so; what is no word has none, or that longer words begin so."""
    lexicon = build_lexicon([Word(word, 9, NOUN) for word in words], FOLD)
    for word in {*words, other}:
        symbols = np.array([ord(character) for character in word], np.uint32)
        assert bool(_look_up(symbols, lexicon.slots) & KNOWN) == (word in words)


def test_words_consist_of_chinese_characters():
    """Marks, digits, letters and tokens of several characters are in no word."""
    assert in_alphabet(ord("水"))
    assert not any(in_alphabet(symbol) for symbol in (ord("a"), ord("、"), DIGITS))
