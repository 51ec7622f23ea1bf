import re

import numpy as np
import pytest

from leakbench.generator.engine.tables import table
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.records.cells import CELLS_A_COUNTY, NUMBER_TEMPLATES, Cells

CELL = np.arange(0, 40 * CELLS_A_COUNTY, 3, dtype=np.int64)


@pytest.fixture
def cells(population):
    """The cells of the population."""
    return Cells(population)


def test_sites_stand_on_roads_of_their_county(population, cells):
    """A name is county, road and kind of site, and the road is one of the split's."""
    texts = population.arena.texts
    roads = set(texts(population.vocabulary(Addresses).roads.texts))
    sites = tuple(table("cell_sites")["text"])
    county = CELL // CELLS_A_COUNTY
    divisions = population.vocabulary(Divisions)
    heads = zip(
        texts(divisions.city_county.take(county)),
        texts(divisions.district.take(county)),
        strict=True,
    )
    for name, places in zip(texts(cells.name(CELL)), heads, strict=True):
        ends = [site for site in sites if name.endswith(site)]
        place = next(place for place in places if name.startswith(place))
        assert any(name[len(place) : -len(site)] in roads for site in ends), name


@pytest.mark.parametrize("form", range(NUMBER_TEMPLATES))
def test_numbers_are_those_of_the_standard(population, cells, form):
    """Location area and cell identity have 16 bits each; a cell's are the same in every form."""
    network = np.full(len(CELL), 11, np.int64)
    forms = [cells.number(CELL, network, np.full(len(CELL), which)) for which in (0, form)]
    found = [
        [re.findall(r"\d+", text)[-2:] for text in population.arena.texts(column)]
        for column in forms
    ]
    assert found[0] == found[1]
    numbers = np.array(found[0], np.int64)
    assert ((numbers > 0) & (numbers < 1 << 16)).all()


def test_neighbours_share_their_area(population, cells):
    """A county has a few location areas, each with many cells."""
    form = np.zeros(len(CELL), np.int64)
    texts = population.arena.texts(cells.number(CELL, form, form))
    areas = [text.split("/")[0] for text in texts]
    assert len(set(areas)) == pytest.approx(160, abs=2)
    assert len(set(texts)) > 0.99 * len(texts)
