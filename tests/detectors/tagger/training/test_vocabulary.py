"""Tests of ordinary words for sentences."""

import numpy as np
import pytest

from leakbench.detectors.tagger.lexicon import KINDS
from leakbench.detectors.tagger.training.vocabulary import Vocabulary
from leakbench.detectors.tagger.training.word_list import read_words
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.strings import Arena

WORDS = read_words(["水桶 50 n", "火炉 900 n", "王位 7 n", "烧 80 v", "三 9 m", "曹某 5 figure"])
BITS = Streams(1, "test").bits("draw", np.arange(400))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("n", {"水桶", "火炉", "王位"}),
        ("u", {"烧", "三"}),
        ("q", {"三"}),
        ("w", {word.text for word in WORDS}),
        ("fig", {"曹某"}),
        ("pf", {"曹某"}),
        ("nl", {"王位", "曹某"}),
        ("gn", {"水桶", "火炉", "王位"}),
        ("sv", {"烧"}),
    ],
)
def test_a_kind_gives_its_words(kind, expected):
    """Every word of the kind is drawn, and no other."""
    arena = Arena()
    drawn = Vocabulary(WORDS, Streams(2, "words"), arena).draw(kind, BITS)
    assert set(arena.texts(drawn)) == expected
    assert {KINDS[word.kind] for word in WORDS} == {"n", "v", "m", "figure"}


def test_unlisted_words_are_in_no_list():
    """Pseudowords are none of the list's; those like names are apart."""
    arena = Arena()
    vocabulary = Vocabulary(WORDS, Streams(2, "words"), arena)
    plain, every = (set(arena.texts(vocabulary.draw(kind, BITS))) for kind in ("oov", "xov"))
    assert not {word.text for word in WORDS} & (plain | every)
    assert not any(text.startswith("王") for text in plain)
    assert any(text.startswith("王") for text in every)
