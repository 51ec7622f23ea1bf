"""Tests of words put together of two lists."""

from datetime import date

import numpy as np
import pytest

from leakbench.generator.engine.population import Population
from leakbench.generator.population.compounds import Compounds, words_of
from leakbench.generator.population.place_vocabulary import COMPOUNDS
from leakbench.generator.spec import SPLITS

pytestmark = pytest.mark.slow

INDEX = np.arange(3000, dtype=np.int64)


@pytest.mark.parametrize(("words", "suffixes"), COMPOUNDS.values())
def test_each_combination_is_of_one_split(words, suffixes):
    """Together they are all there are."""
    parts = []
    for split in SPLITS:
        population = Population(7, split, date(2026, 1, 1))
        parts.append(population.arena.texts(Compounds(words, suffixes, population).texts))
    everything = [text for part in parts for text in part]
    first, second = words_of(words).texts, words_of(suffixes).texts
    expected = {word + suffix for word in first for suffix in second}
    assert set(everything) == expected
    assert sum(len(set(part)) for part in parts) == len(expected)
    assert all(parts)


def test_rare_words_are_of_one_split():
    """All that such a word stands before is one split's; the commonest is in every one."""
    ends = words_of("road_suffixes").texts
    words, often = words_of("road_words")
    of_splits = [
        set(other.arena.texts(Compounds("road_words", "road_suffixes", other).texts))
        for other in (Population(7, split, date(2026, 1, 1)) for split in SPLITS)
    ]
    within = {
        word: sum(not {word + end for end in ends}.isdisjoint(part) for part in of_splits)
        for word in words
    }
    assert within[words[int(often.argmin())]] == 1
    assert within[words[int(often.argmax())]] == len(SPLITS)
    assert sum(count == 1 for count in within.values()) > len(words) // 2


def test_combinations_are_drawn_by_weight(population):
    """Every one that is drawn is the split's, and the same bits draw the same one."""
    compounds = Compounds("road_words", "road_suffixes", population)
    bits = population.streams.bits("tried", INDEX)
    drawn = population.arena.texts(compounds.draw(bits))
    assert set(drawn) <= set(population.arena.texts(compounds.texts))
    assert population.arena.texts(compounds.draw(bits[5:9])) == drawn[5:9]
    assert len(set(drawn)) > 100


def test_words_can_be_left_out(population):
    """No combination with one of them is drawn, and all the others are."""
    compounds = Compounds("address_words/alley", "address_words/alley_type", population)
    texts = np.array(population.arena.texts(compounds.texts))
    drawn = set(texts[np.unique(compounds.without({"柳树", "枣树"}, 16))])
    assert drawn == {text for text in texts if not text.startswith(("柳树", "枣树"))}


def test_a_list_of_a_file_stands_for_itself():
    """Its words and their weights, of the many lists that the file has."""
    words = words_of("address_words/letter")
    assert set(words.texts) <= set("ABCDEFGHabcdf")
    assert len(words.texts) == len(words.weights)
    assert dict(zip(words.texts, words.weights, strict=True))["A"] == words.weights.max()
