"""Cells of the mobile networks: names of their sites, and their numbers as records write them."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, below, chance, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.divisions import Divisions

CELLS_A_COUNTY = 256

_AREAS_A_COUNTY = 4
_CITY_NAMED = 0.6
_TEMPLATES = ("LAC {lac}/CI {ci}", "{lac}/{ci}", "460-{network}-{lac}-{ci}", "{lac}-{ci}")


class Cells:
    """The cells of a population; a cell's index is its county's times ``CELLS_A_COUNTY``, plus."""

    def __init__(self, population: Population) -> None:
        self._population = population
        self._arena = arena = population.arena
        self._sites = arena.intern(table("cell_sites")["text"])
        self._by_site = slots(weights("cell_sites"))
        parts = {"lac": 0, "ci": 1, "network": 2}
        self._numbers = compile_templates(_TEMPLATES, parts, arena)
        parts = {"place": 0, "road": 1, "site": 2}
        self._names = compile_templates(["{place}{road}{site}"], parts, arena)

    def number(
        self, cell: Index, network: NDArray[np.int64], template: NDArray[np.int64]
    ) -> Strings:
        """Location area code and cell identity.

        Args:
            cell: Index of each cell.
            network: Network code of the operator.
            template: How it is written, 0 to 3.
        """
        streams, arena = self._population.streams, self._arena
        area = cell // (CELLS_A_COUNTY // _AREAS_A_COUNTY)
        parts = [
            arena.whole(4_096 + below(streams.bits("cell/area", area), 61_000)),
            arena.whole(1_000 + below(streams.bits("cell/identity", cell), 64_000)),
            arena.digits(network, 2),
        ]
        return compose(template, self._numbers, parts, arena)

    def name(self, cell: Index) -> Strings:
        """Name of the site: county, road and what stands there."""
        population = self._population
        bits = population.streams.bits("cell/name", cell)
        county = cell // CELLS_A_COUNTY
        divisions = population.vocabulary(Divisions)
        places = [divisions.district.take(county), divisions.city_county.take(county)]
        parts = [
            choose(chance(bits, _CITY_NAMED), places),
            population.vocabulary(Addresses).roads_at(
                county, population.streams.bits("cell/road", cell)
            ),
            self._sites.take(pick(lower(bits), self._by_site)),
        ]
        return compose(np.zeros(len(cell), np.int32), self._names, parts, self._arena)


NUMBER_TEMPLATES = len(_TEMPLATES)
"""In how many ways a cell's number is written."""
