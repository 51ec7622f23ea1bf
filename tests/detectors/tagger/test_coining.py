"""Tests of words that no list has."""

import pytest

from leakbench.detectors.tagger.coining import coined_words
from leakbench.detectors.tagger.lexicon import read_words
from leakbench.generator.engine.streams import Streams

WORDS = read_words(
    f"{word} {50 + place} n" for place, word in enumerate(["水桶", "火炉", "土墙", "木梯", "王位"])
)


@pytest.fixture(scope="module")
def coined():
    """Words coined from a handful."""
    return coined_words(WORDS, Streams(3, "coined"))


def test_coined_words_are_in_no_list(coined):
    """None of them is listed, and they have two or three characters."""
    _, every = coined
    assert not {word.text for word in WORDS} & set(every)
    assert {len(word) for word in every} == {2, 3, 4}


def test_coined_words_are_made_of_listed_ones(coined):
    """Their characters are those of the list."""
    assert set("".join(coined[1])) <= set("".join(word.text for word in WORDS))


def test_surnames_are_told_apart(coined):
    """What could be a name is among all coined words only."""
    plain, every = coined
    assert plain
    assert not any(word.startswith("王") for word in plain)
    assert set(every) - set(plain) == {word for word in every if word.startswith("王")} != set()


def test_coining_is_reproducible(coined):
    """The same streams give the same words, others give others."""
    assert coined == coined_words(WORDS, Streams(3, "coined"))
    assert coined != coined_words(WORDS, Streams(4, "coined"))
