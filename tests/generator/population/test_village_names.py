"""Tests of what is called after villages."""

import numpy as np
import pytest

from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.compounds import words_of
from leakbench.generator.population.place_vocabulary import COMPOUNDS, PlaceVocabulary
from leakbench.generator.population.towns import Towns
from leakbench.generator.population.village_names import UNITS, after_villages, shares

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", sorted(shares()))
def test_each_is_its_villages_or_towns_name_with_an_ending_of_the_list(population, name):
    """东坝 gives 东坝路; a long name, or one that reads on from a number, is its town's instead."""
    towns = population.vocabulary(Towns)
    endings = words_of(COMPOUNDS[name][1]).texts
    rows = np.arange(1, len(towns.town), 97)
    made = population.arena.texts(after_villages(population, name, COMPOUNDS[name][1]).take(rows))
    villages = population.arena.texts(towns.bare_village.take(rows))
    of_town = population.arena.texts(towns.bare.take(towns.town[rows]))
    for text, village, town in zip(made, villages, of_town, strict=True):
        stem = village if len(village) <= 3 and village[:1] not in UNITS else town
        assert text.startswith(stem)
        assert text.removeprefix(stem) in endings


def test_roads_of_a_county_are_called_after_its_own_villages_as_often_as_declared(population):
    """The share holds, and each such road has a village of the county for its name."""
    words = population.vocabulary(PlaceVocabulary)
    towns = words.towns
    counties = np.flatnonzero(towns.of_villagers.size > 20)
    county = np.repeat(counties, 20)
    places = population.vocabulary(Addresses).places("home", np.arange(len(county)), county)
    road = places.column("road") + words.fields["road"]
    named = road >= words.named_after.first[0]
    share = shares()["road"] / 256
    assert named.mean() == pytest.approx(share, abs=0.02)
    village = road[named] - words.named_after.first[0]
    first = towns.of_villagers.first[county[named]]
    assert np.all((village >= first) & (village < first + towns.of_villagers.size[county[named]]))
