"""Tests of words that no list has."""

import pytest

from leakbench.detectors.tagger.training.pseudowords import pseudowords
from leakbench.detectors.tagger.training.word_list import read_words
from leakbench.generator.engine.streams import Streams

WORDS = read_words(
    f"{word} {50 + place} n" for place, word in enumerate(["水桶", "火炉", "土墙", "木梯", "王位"])
)


@pytest.fixture(scope="module")
def made():
    """Words made of a handful."""
    return pseudowords(WORDS, Streams(3, "coined"))


def test_pseudowords_are_in_no_list(made):
    """None of them is listed, and they have two or three characters."""
    _, every = made
    assert not {word.text for word in WORDS} & set(every)
    assert {len(word) for word in every} == {2, 3, 4}


def test_pseudowords_are_made_of_listed_ones(made):
    """Their characters are those of the list."""
    assert set("".join(made[1])) <= set("".join(word.text for word in WORDS))


def test_surnames_are_told_apart(made):
    """What could be a name is among all pseudowords only."""
    plain, every = made
    assert plain
    assert not any(word.startswith("王") for word in plain)
    assert set(every) - set(plain) == {word for word in every if word.startswith("王")} != set()


def test_making_is_reproducible(made):
    """The same streams give the same words, others give others."""
    assert made == pseudowords(WORDS, Streams(3, "coined"))
    assert made != pseudowords(WORDS, Streams(4, "coined"))
