from itertools import combinations

import numpy as np
import pytest

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.records.venues import Venues
from leakbench.generator.spec import SPLITS

KINDS = pytest.mark.parametrize("kind", ["hotel", "hospital"])


def venues(population, kind):
    """Six venues a county, half of them named after it."""
    return Venues(kind, population, a_county=6, by_district=0.5)


@KINDS
def test_a_venue_has_one_name_after_its_place(population, kind):
    """A name is the city or county and words of the split, and never changes."""
    own = venues(population, kind)
    county = np.arange(len(population.vocabulary(Divisions).code))
    venue = own.draw(county, Streams(1, "t").bits("venue", county))
    names = population.arena.texts(own.name(venue))
    assert names == population.arena.texts(venues(population, kind).name(venue))
    words = set(population.arena.texts(own.words.texts))
    cities = population.arena.texts(population.vocabulary(Divisions).city)
    districts = population.arena.texts(population.vocabulary(Divisions).district)
    for name, *places in zip(names, cities, districts, strict=True):
        assert any(name.startswith(place) and name[len(place) :] in words for place in places)
    after_city = np.mean(
        [name[len(city) :] in words for name, city in zip(names, cities, strict=True)]
    )
    assert 0.4 < after_city < 0.7


@KINDS
def test_counties_have_all_their_venues(population, kind):
    """Whoever goes to a county comes to one of its six venues."""
    county = np.repeat(np.array([0, 17, 2977]), 400)
    bits = Streams(2, "t").bits("venue", np.arange(len(county)))
    venue = venues(population, kind).draw(county, bits)
    assert set(venue.tolist()) == {
        6 * place + which for place in (0, 17, 2977) for which in range(6)
    }


@KINDS
def test_splits_share_no_venue(population, kind):
    """Words and types are parted between the splits."""
    pools = []
    for split in SPLITS:
        other = Population(0, split, population.reference_date)
        pools.append(set(other.arena.texts(venues(other, kind).words.texts)))
        assert len(pools[-1]) > 100
    assert not any(one & other for one, other in combinations(pools, 2))


@KINDS
def test_words_do_not_double_their_type(kind):
    """No word ends with a type, and words and types are distinct."""
    words, types = (table(f"{kind}_{part}")["text"] for part in ("words", "types"))
    assert not [word for word in words if word.endswith(tuple(types))]
    assert len(set(words)) == len(words) >= 150
    assert len(set(types)) == len(types) >= 8
