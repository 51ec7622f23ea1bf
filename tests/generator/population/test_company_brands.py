"""Tests of trade names."""

from itertools import combinations

import numpy as np
import pytest

from leakbench.generator.engine.streams import Streams
from leakbench.generator.population.company_brands import POOLS, Brands, brands
from leakbench.generator.spec import SPLITS

INDEX = np.arange(20_000, dtype=np.int64)


@pytest.mark.parametrize("pool", POOLS)
def test_splits_share_no_trade_name(pool):
    """Each has thousands of its own, each once; none is a well-known one."""
    mine = [brands(pool, split) for split in SPLITS]
    for texts in mine:
        assert len(set(texts)) == len(texts) > 1000
        assert not {"华为", "小米", "中兴", "东方"} & set(texts)
    assert not any(set(one) & set(other) for one, other in combinations(mine, 2))


@pytest.mark.parametrize("split", SPLITS)
def test_a_pool_shares_with_no_other_splits_pool(split):
    """What is a firm's trade name in one split is no shop's in another."""
    others = [brands("shop", other) for other in SPLITS if other != split]
    assert not set(brands("firm", split)) & {text for texts in others for text in texts}


def test_trade_names_are_short_and_many(population):
    """Two to four characters but for a few; figures and Latin letters are rare."""
    drawn = population.vocabulary(Brands)
    texts = population.arena.texts(drawn.draw("firm", Streams(0, "t").bits("brand", INDEX)))
    length = np.array([len(text) for text in texts])
    assert 0.5 < np.mean(length == 2) < 0.8
    assert np.mean(length <= 4) > 0.97
    assert 0 < np.mean([not text.isalpha() or text.isascii() for text in texts]) < 0.03
    assert len(set(texts)) > 4000


def test_pools_stand_one_after_the_other(population):
    """Their ranges cover the texts."""
    made = population.vocabulary(Brands)
    assert list(made.ranges) == list(POOLS)
    assert made.ranges["firm"] == (0, made.ranges["shop"][0])
    assert sum(made.ranges["shop"]) == len(made.texts)
    shops = population.arena.texts(made.draw("shop", Streams(0, "t").bits("brand", INDEX)))
    assert set(shops) <= set(brands("shop", population.split))
