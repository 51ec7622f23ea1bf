"""Tests of words of which each belongs to one split."""

from itertools import combinations

import numpy as np
import pytest

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table
from leakbench.generator.records.split_words import SplitWords, communities, listed
from leakbench.generator.spec import SPLITS


@pytest.mark.parametrize("name", ["schools", "hospital_words", "hotel_words", None])
def test_splits_share_no_word(population, name):
    """Of a list, and of small places, which are combined; together they have all of a list."""
    pools = []
    for split in SPLITS:
        other = Population(0, split, population.reference_date)
        words = listed(other, name) if name else communities(other)
        pools.append(set(other.arena.texts(words.texts)))
        assert len(pools[-1]) > 25
    assert not any(one & other for one, other in combinations(pools, 2))
    assert name is None or set().union(*pools) == set(table(name)["text"])


def test_words_are_drawn_by_weight(population):
    """The heavier the more often; words of another split are never drawn."""
    texts = [f"词{number}" for number in range(40)]
    weight = np.arange(40.0)
    words = SplitWords(population, texts, weight)
    bits = Streams(0, "t").bits("word", np.arange(50_000))
    drawn = population.arena.texts(words.draw(bits))
    mine = population.arena.texts(words.texts)
    assert set(drawn) <= set(mine)
    total = sum(weight[texts.index(text)] for text in mine)
    for text in mine:
        assert drawn.count(text) / len(drawn) == pytest.approx(
            weight[texts.index(text)] / total, abs=0.01
        )
