"""Tests of where companies are."""

import numpy as np
import pytest

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import pick, table, weights
from leakbench.generator.population.company_counties import CompanyCounties, company_shares
from leakbench.generator.population.divisions import Divisions

INDEX = np.arange(400_000, dtype=np.int64)


@pytest.fixture
def divisions(population):
    """The counties."""
    return population.vocabulary(Divisions)


def drawn(population, divisions):
    """Homes and counties of many companies."""
    streams = Streams(0, "t")
    home = pick(streams.bits("home", INDEX), divisions.by_population)
    near, where = (streams.bits(name, INDEX) for name in ("near", "where"))
    return home, population.vocabulary(CompanyCounties).draw(home, near, where)


def test_shares_are_those_of_provinces_and_cities(divisions):
    """As the tables have them; a district has more companies than a county of its city."""
    share = company_shares(divisions)
    assert share.sum() == pytest.approx(1)
    of_province = np.bincount(divisions.province, share)
    published = weights("province_shares", "companies")
    assert of_province == pytest.approx(published / published.sum())
    city = divisions.code // 100
    for code, percent in zip(
        table("city_shares")["code"], weights("city_shares", "companies"), strict=True
    ):
        assert share[city == int(code)].sum() == pytest.approx(percent / published.sum())
    assert share[divisions.code == 330106] > share[divisions.code == 330122] > 0


def test_companies_have_their_counties(population, divisions):
    """Every city has its share of the companies, wherever their owners live."""
    _, county = drawn(population, divisions)
    share = np.bincount(county, minlength=len(divisions.code)) / len(INDEX)
    expected = company_shares(divisions)
    city = np.unique(divisions.code // 100, return_inverse=True)[1]
    missed = np.bincount(city, share) - np.bincount(city, expected)
    assert 0.5 * abs(missed).sum() < 0.02
    shenzhen = divisions.code // 100 == 4403
    assert share[shenzhen].sum() == pytest.approx(0.041, abs=0.002)


def test_most_companies_are_near_their_owners(population, divisions):
    """In the owner's province mostly, and often in the county."""
    home, county = drawn(population, divisions)
    assert np.mean(home == county) > 0.4
    assert np.mean(divisions.province[home] == divisions.province[county]) > 0.8
