"""Tests of towns and villages."""

from datetime import date

import numpy as np
import pytest

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.tables import owned, table, text_hash
from leakbench.generator.population.towns import Towns
from leakbench.generator.spec import SPLITS

from . import pack_places

pytestmark = pytest.mark.slow


def test_towns_are_in_every_split_and_villages_in_one():
    """Villages are parted by the hash of their names, as the source's own hash says."""
    names = {}
    towns = []
    for split in SPLITS:
        population = Population(7, split, date(2026, 1, 1))
        of = population.vocabulary(Towns)
        towns.append(population.arena.texts(of.name))
        names[split] = set(population.arena.texts(of.village)[1:])
        assert owned(text_hash(sorted(names[split])), split).all()
    assert towns[0] == towns[1] == towns[2]
    assert len(towns[0]) > 38_000
    assert sum(map(len, names.values())) == len(set().union(*names.values())) > 250_000


def test_villages_are_in_their_county(population):
    """The range of a county is of villages or communities of its own towns."""
    of = population.vocabulary(Towns)
    town_first, town_count = of.of_county
    villages = population.arena.texts(of.village)
    for ranges, ends in ((of.of_villagers, ("村", "嘎查")), (of.of_residents, ("社区", "居委会"))):
        for county in range(0, len(ranges.first), 97):
            mine = range(ranges.first[county], ranges.first[county] + ranges.size[county])
            towns = of.town[mine.start : mine.stop]
            assert (
                (towns >= town_first[county]) & (towns < town_first[county] + town_count[county])
            ).all()
            assert all(villages[village].endswith(ends) for village in mine)


def test_most_counties_have_towns_and_villages(population):
    """Few have none, which then go without; nothing stands at entry 0."""
    of = population.vocabulary(Towns)
    assert len(of.of_county.size) == len(table("divisions")["code"])
    assert (of.of_county.size == 0).mean() < 0.01
    assert (of.of_villagers.size + of.of_residents.size == 0).mean() < 0.02
    assert population.arena.texts(of.name)[0] == population.arena.texts(of.village)[0] == ""


def test_short_names_lack_what_says_what_it_is(population):
    """古阳 for 古阳镇, and two characters or more are left."""
    of = population.vocabulary(Towns)
    for full, bare in ((of.name, of.bare), (of.village, of.bare_village)):
        some = np.arange(1, len(full), 501)
        pairs = zip(
            *(population.arena.texts(names.take(some)) for names in (full, bare)), strict=True
        )
        assert all(long.startswith(short) and len(short) > 1 for long, short in pairs)
    assert np.mean(of.name.chars != of.bare.chars) > 0.9


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("东大留村村民委员会", ("东大留村", 1)),
        ("沙沟村民委员会", ("沙沟村", 1)),
        ("水源街居委会", ("水源街居委会", 3)),
        ("多福巷社区居委会", ("多福巷社区", 2)),
        ("图嘎查村委会", ("图嘎查", 4)),
        ("某某生活区", None),
        ("第2社区居委会", None),
    ],
)
def test_villages_are_packed_without_their_committee(name, packed):
    """What is no village is left out."""
    assert pack_places.village(name) == packed


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("古阳镇", ("古阳镇", 1)),
        ("景山街道办事处", ("景山街道", 2)),
        ("上庄地区", ("上庄", 0)),
        ("红旗农场", ("红旗农场", 0)),
        ("某某有限公司", None),
        ("某某监狱", None),
    ],
)
def test_towns_are_packed_as_people_call_them(name, packed):
    """What is no town is left out."""
    assert pack_places.town(name) == packed
