import re
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest

from leakbench.generator.audit.geography import NOWHERE, county_of
from leakbench.generator.engine.dates import days_of
from leakbench.generator.engine.files import SPAN
from leakbench.generator.engine.tables import table
from leakbench.generator.population.demographics import county_of_most
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.records.company import Companies
from leakbench.generator.records.property_owner import PropertyOwners

pytestmark = pytest.mark.slow

COUNT = 10_000
INDEX = np.arange(COUNT, dtype=np.int64) // 5 * SPAN + np.arange(COUNT) % 5  # five of each file
FACTS = ("estate", "building", "unit", "room", "house", "property_address", "layout", "area")


@pytest.fixture
def owners(population):
    """The first owners of each file."""
    return PropertyOwners(population, INDEX)


@pytest.fixture
def flats(population, owners):
    """Their flats, each a dictionary of facts."""
    columns = [getattr(owners, name) for name in FACTS]
    texts = [population.arena.texts(getattr(column, "strings", column)) for column in columns]
    return [dict(zip(FACTS, values, strict=True)) for values in zip(*texts, strict=True)]


def test_columns_and_addresses_are_of_the_same_flat(flats):
    """Estate, building, unit and room of the columns stand in the short and the full address."""
    shapes = Counter()
    for flat in flats:
        written = "{estate}{building}{unit}{room}".format(**flat)
        assert flat["estate"] in flat["property_address"]
        assert flat["house"].startswith(flat["estate"])
        short = flat["house"].removeprefix(flat["estate"]).removesuffix("室")
        number = re.match(r"\d*|[A-F]", flat["building"])[0]
        assert number in short or flat["building"] in short
        shapes["joined"] += flat["house"] in {written, written + "室"}
        shapes["hyphens"] += short.count("-") == 2
        shapes["room"] += short.endswith(flat["room"])
    assert shapes["room"] == COUNT
    assert 0.5 < shapes["joined"] / COUNT < 0.8
    assert 0.15 < shapes["hyphens"] / COUNT < 0.3
    assert 0.15 < np.mean([not flat["unit"] for flat in flats]) < 0.3


def test_flats_lie_in_the_county_of_most_owners(population, owners, flats):
    """Where a full address says at its head where it is, it is there; a file is of one estate."""
    county = county_of_most(population, owners.neighbourhood)
    codes = population.vocabulary(Divisions).code[county]
    estates = np.array([flat["estate"] for flat in flats]).reshape(-1, 5)
    assert 0.85 < (estates == estates[:, :1]).mean() < 1
    found = county_of(pa.array([flat["property_address"] for flat in flats]))
    known = found != NOWHERE
    assert (found == codes)[known].all()
    assert 0.7 < known.mean() < 0.95


def test_space_fits_the_layout(flats):
    """A flat has between the least and the most square metres of its layout."""
    layouts = table("layouts")
    columns = (map(float, layouts[name]) for name in ("smallest", "largest"))
    bounds = dict(zip(layouts["text"], zip(*columns, strict=True), strict=True))
    for flat in flats:
        smallest, largest = bounds[flat["layout"]]
        assert smallest <= float(flat["area"]) < largest
        assert re.fullmatch(r"\d{2,3}\.\d\d", flat["area"])
    assert {flat["layout"] for flat in flats} == set(bounds)


def test_tall_houses_are_not_of_bricks(population, owners, flats):
    """A room begins with its storey, and what has seven or more is not built of bricks."""
    structures = population.arena.texts(owners.structure)
    for flat, storey, structure in zip(flats, owners.storey.tolist(), structures, strict=True):
        assert flat["room"][:-2] == str(storey)
        assert 1 <= storey <= 33
        assert storey < 7 or structure != "砖混"
    assert set(structures) == set(table("structures")["text"])


def test_flats_were_bought_by_grown_ups_on_the_market(population, owners):
    """Nobody bought before 20, before flats were sold, or after the reference date."""
    days = np.array(population.arena.texts(owners.purchased), "datetime64[D]").astype(np.int64)
    assert ((days - owners.birth) / 365.25 >= 19.99).all()
    assert days.min() >= np.datetime64("1998-07-01").astype(int)
    assert days.max() < days_of(population.reference_date)


def test_titles_are_of_the_county_and_of_their_time(population, owners):
    """Those of flats that were bought since 2015 are uniform."""
    titles = population.arena.texts(owners.title_no)
    days = np.array(population.arena.texts(owners.purchased), "datetime64[D]")
    uniform = np.array(["不动产权" in title for title in titles])
    assert uniform[days >= np.datetime64("2015-03-01")].all()
    assert 0.08 < uniform[days < np.datetime64("2013-01-01")].mean() < 0.16


def test_owners_are_those_of_companies(population, owners):
    """The i-th flat and the i-th company belong to the same person."""
    assert (owners.index == Companies(population, INDEX).owner.index).all()
