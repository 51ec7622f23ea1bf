"""Tests of places."""

import numpy as np
import pytest

from leakbench.generator.engine.tables import table
from leakbench.generator.population.place_drawing import COLUMNS, Where
from leakbench.generator.population.place_kinds import kind_names, settings
from leakbench.generator.population.places import PlaceTables
from leakbench.generator.population.towns import Towns

pytestmark = pytest.mark.slow

COUNT = 30_000
INDEX = np.arange(COUNT, dtype=np.int64)
COUNTY = INDEX * 7 % 2978
USES = ("home", "work", "delivery", "property")


@pytest.fixture
def places(population):
    """The homes of the first people, in every county."""
    return population.vocabulary(PlaceTables).draw("home", Where(INDEX, COUNTY, INDEX))


@pytest.mark.parametrize("use", USES)
def test_a_place_is_the_same_whoever_asks(population, use):
    """Alone, far out or among others."""
    tables = population.vocabulary(PlaceTables)
    index = np.array([5, 10**12, 77], np.int64)
    county = np.array([17, 2900, 17])
    together = tables.draw(use, Where(index, county, index))
    for place in range(len(index)):
        one = index[place : place + 1]
        alone = tables.draw(use, Where(one, county[place : place + 1], one))
        assert (alone.grid[0] == together.grid[place]).all()
        assert alone.seed[0] == together.seed[place]
    assert together.grid.shape == (3, len(COLUMNS))


def test_a_village_is_in_its_town_and_a_town_in_its_county(population, places):
    """So that an address names no village of elsewhere."""
    of = population.vocabulary(Towns)
    town, village = places.column("town"), places.column("village")
    named = village > 0
    assert (of.town[village[named]] == town[named]).all()
    first, count = of.of_county
    has = town > 0
    assert ((town >= first[COUNTY]) & (town < first[COUNTY] + count[COUNTY]))[has].all()
    assert has.mean() > 0.97


def test_a_kind_has_what_it_needs(population):
    """Where a county has no village of the split, nobody lives in one."""
    tables = population.vocabulary(PlaceTables)
    kinds = np.array(table("place_kinds")["needs"])
    for use in USES:
        places = tables.draw(use, Where(INDEX, COUNTY, INDEX))
        needs = kinds[places.column("kind")]
        assert (places.column("village")[needs == "village"] > 0).all()
        assert (places.column("town")[needs == "town"] > 0).all()


def test_heights_fit_the_place(places):
    """No towers in counties of the desert, few in others, and no house of a village is tall."""
    kind, height = places.column("kind"), places.column("height")
    storey = places.column("storey")
    assert ((storey >= 1) & (storey <= height)).all()
    assert (places.column("room") == storey * 100 + places.column("door")).all()
    setting = settings().setting[COUNTY]
    flat, village = (kind == kind_names().index(name) for name in ("flat", "village"))
    assert height[village].max() <= 4
    desert = setting == 6
    assert height[flat & desert].max() <= 11
    elsewhere = flat & (setting % 2 == 0) & ~desert
    assert np.mean(height[elsewhere] > 11) < 0.25
    assert np.mean(height[flat & (setting % 2 == 1)] > 11) > 0.35


def test_numbers_of_houses_have_a_long_tail(places):
    """On roads and in villages."""
    number = places.column("number")
    house = places.column("kind") == kind_names().index("house")
    assert 100 < np.median(number[house]) < 300
    assert 0.05 < np.mean(number[house] >= 1000) < 0.25
    assert number.min() >= 0
    assert number.max() < 10_000


def test_neighbours_share_their_estate(population):
    """An estate has one road, one number and one height, whoever lives there."""
    index = np.arange(20_000)
    places = population.vocabulary(PlaceTables).draw(
        "property", Where(index, np.full(len(index), 40), index)
    )
    facts = np.stack(
        [places.column(name) for name in ("kind", "name", "road", "number", "height")], axis=1
    )
    flats = facts[facts[:, 0] == kind_names().index("flat")]
    assert len(np.unique(flats, axis=0)) <= 128
    assert len(np.unique(flats[:, 1])) > 80


def test_a_place_can_stand_for_another(population, places):
    """Some rows are the others', all else stays."""
    others = population.vocabulary(PlaceTables).draw("work", Where(INDEX, COUNTY, INDEX))
    rows = np.array([3, 4])
    mixed = places.put(rows, others)
    assert (mixed.grid[rows] == others.grid[rows]).all()
    assert (mixed.seed[rows] == others.seed[rows]).all()
    assert (mixed.grid[5:] == places.grid[5:]).all()
    assert (places.grid[3] != others.grid[3]).any()
