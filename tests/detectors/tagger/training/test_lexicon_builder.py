"""Tests of hashing a list of words."""

from leakbench.detectors.tagger.lexicon import COUNT_BITS, GOES_ON, KIND_BITS, KINDS, KNOWN
from leakbench.detectors.tagger.training.character_folding import character_folding
from leakbench.detectors.tagger.training.lexicon_builder import build_lexicon
from leakbench.detectors.tagger.training.word_list import Word

FOLD = character_folding()
NOUN, VERB = KINDS.index("n"), KINDS.index("v")


def test_an_entry_says_what_a_word_is():
    """Kind, frequency, and whether longer words begin with it."""
    single = build_lexicon(
        [Word("水", 9, NOUN), Word("水桶", 3, NOUN), Word("火", 1, VERB)], FOLD
    ).single
    water, fire = int(single[ord("水")]), int(single[ord("火")])
    assert (water & KIND_BITS, fire & KIND_BITS) == (NOUN, VERB)
    assert water & COUNT_BITS > fire & COUNT_BITS
    assert water & KNOWN
    assert water & GOES_ON
    assert not fire & GOES_ON


def test_the_more_frequent_of_words_spelled_alike_stays():
    """A traditional and a simplified spelling are one word, in whatever order they come."""
    rare, frequent = Word("發", 2, VERB), Word("发", 900, NOUN)
    for words in ([rare, frequent], [frequent, rare]):
        assert build_lexicon(words, FOLD).single[ord("发")] & KIND_BITS == NOUN
