"""Tests of addresses, and of words put together of two lists."""

import re
from datetime import date

import numpy as np
import pytest

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.tables import table
from leakbench.generator.population.addresses import Addresses, Compounds
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.spec import SPLITS

INDEX = np.arange(3000, dtype=np.int64)
LISTS = [
    ("road_words", "road_suffixes"),
    ("estate_words", "estate_suffixes"),
    ("office_words", "office_suffixes"),
]


@pytest.mark.parametrize(("words", "suffixes"), LISTS)
def test_each_combination_is_of_one_split(words, suffixes):
    """Together they are all there are."""
    parts = []
    for split in SPLITS:
        population = Population(7, split, date(2026, 1, 1))
        parts.append(population.arena.texts(Compounds(words, suffixes, population).texts))
    everything = [text for part in parts for text in part]
    expected = {
        first + second for first in table(words)["text"] for second in table(suffixes)["text"]
    }
    assert set(everything) == expected
    assert sum(len(set(part)) for part in parts) == len(expected)
    assert all(parts)


def test_combinations_are_drawn_by_weight(population):
    """Every one that is drawn is the split's, and the same bits draw the same one."""
    compounds = Compounds("road_words", "road_suffixes", population)
    bits = population.streams.bits("tried", INDEX)
    drawn = population.arena.texts(compounds.draw(bits))
    assert set(drawn) <= set(population.arena.texts(compounds.texts))
    assert population.arena.texts(compounds.draw(bits[5:9])) == drawn[5:9]
    assert len(set(drawn)) > 100


@pytest.mark.parametrize("use", ["home", "work"])
def test_addresses_lie_in_their_county(population, use):
    """They begin with it, mostly with its province, and have a road or an estate of the split."""
    divisions = population.vocabulary(Divisions)
    addresses = Addresses(population)
    county = INDEX % len(divisions.code)
    texts = population.arena.texts
    made = texts(addresses.at(use, INDEX, county))
    full, short = (texts(names.take(county)) for names in (divisions.full, divisions.city_county))
    names = sorted(
        {*texts(addresses.roads.texts), *texts(addresses.estates.texts)}
        | set(texts(addresses.offices.texts)),
        key=len,
    )
    with_province = 0
    for text, whole, part in zip(made, full, short, strict=True):
        assert text.startswith((whole, part))
        with_province += text.startswith(whole)
        rest = text.removeprefix(whole if text.startswith(whole) else part)
        assert re.search(r"\d", rest)
    assert with_province > len(made) / 2
    sample = [text.removeprefix(part) for text, part in zip(made[:50], full, strict=False)]
    assert all(any(name in text for name in names) for text in sample)


def test_an_address_is_the_same_whoever_asks(population):
    """Alone or among others; home and work of one index are different places."""
    addresses = Addresses(population)
    texts = population.arena.texts
    county = INDEX[:50] % 100
    homes = texts(addresses.at("home", INDEX[:50], county))
    assert texts(addresses.at("home", INDEX[7:8], county[7:8])) == homes[7:8]
    assert not set(homes) & set(texts(addresses.at("work", INDEX[:50], county)))
