"""Hotels and hospitals: a fixed number of them in every county, each with one name.

A venue is named after its city or county, with a made-up word and a type; word and type together
belong to one split.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below, chance, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.population.compounds import Compounds
from leakbench.generator.population.divisions import Divisions


class Venues:
    """The venues of one kind.

    Attributes:
        words: What their names are made of, after the place.
    """

    def __init__(
        self, kind: str, population: Population, *, a_county: int, by_district: float
    ) -> None:
        """Prepare the names.

        Args:
            kind: ``hotel`` or ``hospital``, after which the word lists are named.
            population: Whose venues they are.
            a_county: Venues in each county.
            by_district: Share of them that is named after the county, not the city.
        """
        self._kind = kind
        self._population = population
        self._a_county = a_county
        self._by_district = by_district
        self.words = Compounds(f"{kind}_words", f"{kind}_types", population)
        self._joined = compile_templates(
            ["{place}{words}"], {"place": 0, "words": 1}, population.arena
        )

    def draw(self, county: NDArray[np.integer], bits: Bits) -> Index:
        """A venue in each county."""
        return county.astype(np.int64) * self._a_county + below(bits, self._a_county)

    def name(self, venue: Index) -> Strings:
        """The names of venues."""
        divisions = self._population.vocabulary(Divisions)
        county = venue // self._a_county
        bits = self._population.streams.bits(f"{self._kind}/name", venue)
        place = choose(
            chance(lower(bits), self._by_district),
            [divisions.city.take(county), divisions.district.take(county)],
        )
        columns = [place, self.words.draw(bits)]
        program = np.zeros(len(venue), np.int32)
        return compose(program, self._joined, columns, self._population.arena)
