"""Tests of lists of flats in their order."""

from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.files import SPAN
from leakbench.generator.engine.population import Population
from leakbench.generator.population.flat_walks import ALONE
from leakbench.generator.population.place_drawing import Where
from leakbench.generator.population.place_vocabulary import NUMBERED
from leakbench.generator.population.places import PlaceTables

pytestmark = pytest.mark.slow

FILE = st.integers(0, 2**30)
COUNTY = st.integers(0, 2000)


@cache
def tables():
    """The places of a population; not when this is collected, which every worker does."""
    return Population(7, "test", date(2026, 1, 1)).vocabulary(PlaceTables)


def listed(file, county, rows=200):
    """The flats of a list."""
    number = file * SPAN + np.arange(rows)
    where = Where(number, np.full(rows, county), np.full(rows, file * SPAN))
    return tables().draw("property", where, np.arange(rows)), where


def ordered(places):
    """House, entrance, storey and door of each flat as one number."""
    house, unit = places.column("building") % NUMBERED, places.column("unit") % NUMBERED
    return ((house * 100 + unit) * 100 + places.column("storey")) * 100 + places.column("door")


@given(FILE, COUNTY)
def test_a_list_goes_from_door_to_door(file, county):
    """Flats ascend by house, entrance, storey and door, none twice, until houses are all told."""
    flats, _ = listed(file, county)
    order = ordered(flats)
    assert ((np.diff(order) > 0) | (flats.column("building")[1:] % NUMBERED == 1)).all()
    assert (flats.column("room") == flats.column("storey") * 100 + flats.column("door")).all()


@given(FILE, COUNTY)
def test_a_list_is_of_one_estate_built_alike(file, county):
    """No flat lies above the roof; houses are all named alike, entrances too if there are any."""
    flats, _ = listed(file, county)
    assert (flats.column("storey") <= flats.column("height")).all()
    assert (flats.column("storey") >= 1).all()
    for column in ("kind", "name", "height"):
        assert len(np.unique(flats.column(column))) == 1
    for column in ("building", "unit"):
        assert len(np.unique(flats.column(column) // NUMBERED)) == 1
    assert len(np.unique(flats.column("unit") == 0)) == 1
    assert 1 <= flats.column("door").max() <= 4


@given(FILE, COUNTY, st.integers(0, 199))
def test_a_flat_alone_is_what_it_is_among_others(file, county, which):
    """It follows from its number and its place."""
    flats, where = listed(file, county)
    one = slice(which, which + 1)
    alone = tables().draw("property", Where(*(part[one] for part in where)), np.array([which]))
    assert (alone.grid[0] == flats.grid[which]).all()


def test_who_stands_alone_keeps_the_flat_that_was_drawn():
    """Whoever owns a flat elsewhere is in no order."""
    _, where = listed(5, 100)
    drawn = tables().draw("property", where)
    kept = tables().draw("property", where, np.full(200, ALONE))
    assert (kept.grid == drawn.grid).all()


def test_lists_begin_in_many_houses_and_leave_out_as_many_flats_as_they_like():
    """About half of them begin in the first house."""
    flats = [listed(file, 100)[0] for file in range(300)]
    first = np.array([some.column("building")[0] % NUMBERED for some in flats])
    assert 0.4 < (first == 1).mean() < 0.65
    assert len(np.unique(first)) > 20
    last = np.array([some.column("building")[-1] % NUMBERED for some in flats])
    assert len(np.unique(last - first)) > 10
