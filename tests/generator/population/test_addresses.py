"""Tests of addresses against what real ones are like, by shares that the project has published."""

import re
from collections import Counter
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from leakbench.generator.audit.checks import address_fits
from leakbench.generator.audit.geography import NOWHERE, county_of
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.tables import pick, table
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.divisions import Divisions

from .address_oracle import Oracle, sequence

pytestmark = pytest.mark.slow

COUNT = 9_000
INDEX = np.arange(COUNT, dtype=np.int64)
USES = ("home", "work", "delivery")
# Shares of 8,957 delivery addresses that have a component, of first and last ones.
PRESENT = {
    "poi": 0.7,
    "district": 0.66,
    "road": 0.6,
    "city": 0.54,
    "road number": 0.48,
    "town": 0.44,
    "province": 0.42,
    "building": 0.33,
    "room": 0.3,
    "redundant": 0.25,
    "sub-POI": 0.16,
    "unit": 0.13,
    "floor": 0.13,
}
FIRST = {"province": 0.4, "city": 0.16, "district": 0.13, "town": 0.12, "road": 0.09, "poi": 0.05}


def written(population, use, count=COUNT):
    """Addresses of a use, and the counties of each."""
    counties = population.vocabulary(Divisions).by_population
    county = pick(population.streams.bits("county", INDEX[:count]), counties)
    formed = population.vocabulary(Addresses).at(use, INDEX[:count], county)
    return population.arena.texts(formed.strings), county


@pytest.fixture(scope="module")
def people():
    """A population of this module."""
    return Population(7, "train", date(2026, 1, 1))


@pytest.fixture(scope="module")
def delivered(people):
    """Components of addresses to which parcels go."""
    addresses = people.vocabulary(Addresses)
    county = pick(people.streams.bits("county", INDEX), people.vocabulary(Divisions).by_population)
    places = addresses.places("delivery", INDEX, county)
    bits = people.streams.bits("address/delivery/form", INDEX)
    oracle = Oracle(people)
    return [
        sequence(oracle.parts("delivery", grid, int(seed), int(way)))
        for grid, seed, way in zip(places.grid, places.seed, bits, strict=True)
    ]


def test_sequences_of_components_are_as_many_as_real_ones(delivered):
    """Over 3,000 in 9,000 addresses, and none in more than 4%."""
    found = Counter(delivered)
    assert len(found) > 3000
    assert found.most_common(1)[0][1] < 0.04 * COUNT


def test_components_have_about_the_shares_of_real_ones(delivered):
    """Within two fifths of what was measured, and four points."""
    present = Counter(component for parts in delivered for component in set(parts))
    first = Counter(parts[0] for parts in delivered if parts)
    for wanted, got in ((PRESENT, present), (FIRST, first)):
        for component, share in wanted.items():
            assert got[component] / COUNT == pytest.approx(share, rel=0.4, abs=0.04), component


@pytest.mark.parametrize(
    ("pattern", "low", "high"),
    [
        ("[A-Za-z]", 0.067, 0.133),
        ("[（(【]", 0.06, 0.2),
        ("^[^0-9]*$", 0.147, 0.293),
        ("室$", 0.047, 0.093),
    ],
)
def test_delivered_addresses_read_like_real_ones(people, pattern, low, high):
    """Letters in 10%, no digit in 22%, 室 at the end in 7%, each within a third; some brackets."""
    texts, _ = written(people, "delivery")
    assert low < np.mean([bool(re.search(pattern, text)) for text in texts]) < high


@pytest.mark.parametrize("use", USES)
def test_homes_and_work_places_vary_as_much(people, use):
    """They have letters, brackets and addresses without digits too, and 室 seldom ends them."""
    texts, _ = written(people, use)
    for pattern, low, high in (
        ("[A-Z]", 0.05, 0.15),
        ("[（(]", 0.02, 0.2),
        ("^[^0-9]*$", 0.1, 0.3),
        ("室$", 0.04, 0.16),
    ):
        assert low < np.mean([bool(re.search(pattern, text)) for text in texts]) < high, pattern
    assert len(set(texts)) > 0.995 * COUNT


def shape(text):
    """Digits as 9, letters as A, other runs of characters as one."""
    text = re.sub("[A-Za-z]", "A", re.sub("[0-9]", "9", text))
    return re.sub(
        "[^9A省市区县镇乡村街道路号栋幢座楼单元层室弄组队巷园苑城店院旁对面附近侧（）() -]+",
        "口",
        text,
    )


@pytest.mark.parametrize(("use", "high"), [("delivery", 0.2), ("home", 0.3), ("work", 0.3)])
def test_half_of_the_shapes_tell_little_of_the_others(people, use, high):
    """Few addresses of one half have a shape that the other half has, but some do."""
    shapes = [shape(text) for text in written(people, use)[0]]
    known = set(shapes[::2])
    assert 0.03 < np.mean([one in known for one in shapes[1::2]]) < high


@pytest.mark.parametrize("use", USES)
def test_addresses_lie_in_their_county(people, use):
    """Wherever the head of an address says where it is, it is there."""
    texts, county = written(people, use)
    codes = people.vocabulary(Divisions).code[county]
    found = county_of(pa.array(texts))
    known = found != NOWHERE
    assert (found == codes)[known].all()
    assert known.mean() > 0.35


@pytest.mark.parametrize("use", USES)
def test_numbers_fit_the_place(people, use):
    """By the list of the audit, in every county."""
    assert address_fits(pa.array(written(people, use)[0])).all()


@pytest.mark.parametrize("use", USES)
def test_nothing_is_left_open(people, use):
    """No sign joins what is not there, and no bracket is empty."""
    for text in written(people, use)[0]:
        assert not re.search(r"^[- ]|[- ]$|--|  |- | -$|（）|\(\)|[（(]$", text), text


def test_regions_have_their_own_forms(people):
    """弄 in the east, 胡同 in the north, 嘎查 in Inner Mongolia, and nowhere else."""
    provinces = table("divisions")["province"]
    seen = {"弄": set(), "胡同": set(), "嘎查": set()}
    for use in USES:
        texts, county = written(people, use)
        for text, place in zip(texts, county, strict=True):
            for word, where in seen.items():
                if re.search(r"\d弄" if word == "弄" else word, text):
                    where.add(provinces[place])
    assert {"上海市"} < seen["弄"] <= {"上海市", "江苏省", "浙江省"}
    assert seen["胡同"] >= {"北京市"}
    assert seen["嘎查"] == {"内蒙古自治区"}


def test_an_address_is_the_same_whoever_asks(population):
    """Alone or among others; home and work of one index are different places."""
    addresses = Addresses(population)
    texts = population.arena.texts
    county = INDEX[:50] % 100
    homes = texts(addresses.at("home", INDEX[:50], county).strings)
    assert texts(addresses.at("home", INDEX[7:8], county[7:8]).strings) == homes[7:8]
    assert not set(homes) & set(texts(addresses.at("work", INDEX[:50], county).strings))


def test_a_home_is_one_place_however_it_is_written(population):
    """Written for a parcel and in a list it has the same room, road and estate."""
    addresses = Addresses(population)
    county = INDEX[:500] % 2978
    places = addresses.places("home", INDEX[:500], county)
    texts = population.arena.texts
    ways = [
        texts(addresses.write(manner, places, population.streams.bits(manner, INDEX[:500])).strings)
        for manner in ("home", "delivery")
    ]
    assert np.mean([one != other for one, other in zip(*ways, strict=True)]) > 0.9
    names = texts(addresses.part("name", places))
    both = [
        all(name in text for text in texts_) for name, *texts_ in zip(names, *ways, strict=True)
    ]
    assert np.mean(both) > 0.3


def test_splits_share_no_road_estate_or_office():
    """What is made up belongs to one split."""
    pools = {"roads": set(), "estates": set(), "offices": set()}
    for split in ("train", "dev", "test"):
        population = Population(0, split, date(2026, 1, 1))
        addresses = population.vocabulary(Addresses)
        for kind, seen in pools.items():
            texts = set(population.arena.texts(getattr(addresses, kind).texts))
            assert len(texts) > 100
            assert seen.isdisjoint(texts)
            seen.update(texts)
