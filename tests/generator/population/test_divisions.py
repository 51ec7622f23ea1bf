from datetime import date

import numpy as np
import pytest

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import pick, table, weights
from leakbench.generator.population.divisions import (
    FIRST_YEAR,
    LAST_YEAR,
    Divisions,
)

INDEX = np.arange(200_000, dtype=np.int64)


@pytest.fixture(scope="module")
def divisions():
    """The counties."""
    return Divisions(Population(0, "test", date(2026, 1, 1)))


@pytest.fixture(scope="module")
def area_in_year(divisions):
    """The code of every county in IDs of every year, shape (years, counties)."""
    years, counties = np.indices((LAST_YEAR - FIRST_YEAR + 1, len(divisions.code)))
    codes = divisions.area_in(FIRST_YEAR + years.ravel(), counties.ravel())
    return codes.reshape(years.shape)


def test_area_codes_were_in_force(area_in_year):
    """Each year's code of a county is in the history of that year."""
    history = table("division_history")
    periods = {}
    for code, first, last in zip(history["code"], history["first"], history["last"], strict=True):
        periods.setdefault(int(code), []).append((int(first), int(last or 9999)))
    for year in range(1930, 2026, 5):
        for code in np.unique(area_in_year[year - FIRST_YEAR]).tolist():
            assert any(first <= year <= last for first, last in periods[code]), (code, year)


def test_registration_stays_close_to_home(divisions, area_in_year):
    """A county's code of any year lies in its province, or in that it was cut out of."""
    former = {46: 44, 50: 51}
    home = divisions.code // 10000
    for codes in area_in_year[10:]:
        away = codes // 10000 != home
        assert all(
            former[province] == area
            for province, area in zip(
                home[away].tolist(), (codes[away] // 10000).tolist(), strict=True
            )
        )


def test_area_codes_do_not_depend_on_what_was_asked_before(area_in_year):
    """Years that come one by one, the latest first, have the codes that all at once have."""
    divisions = Divisions(Population(0, "test", date(2026, 1, 1)))
    county = np.arange(len(divisions.code))
    for year in (2060, 1990, 1925, 1990, 1968):
        codes = divisions.area_in(np.full(len(county), year), county)
        assert np.array_equal(codes, area_in_year[year - FIRST_YEAR])


def test_provinces_have_their_share(divisions):
    """People are spread over the provinces as published."""
    bits = Streams(0, "t").bits("population", INDEX)
    drawn = np.bincount(divisions.province[pick(bits, divisions.by_population)], minlength=31)
    share = weights("province_shares", "population")
    assert 0.5 * abs(drawn / len(INDEX) - share / share.sum()).sum() < 0.01
