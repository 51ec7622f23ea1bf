"""Hotels, hospitals, schools: a fixed number of them in every county, each with one name.

What kind a venue is and how its name is put together is drawn by the templates of its kind; public
ones are called after their place alone, others by a word of one split.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.population.company_brands import Brands
from leakbench.generator.records.placed_names import PlacedNames
from leakbench.generator.records.split_words import communities, listed
from leakbench.generator.value_forms import value_form

_FIELDS = ("word", "community", "brand", "spot")


class Spots:
    """Where in town a shop of a chain is: 火车站, 人民路."""

    def __init__(self, population: Population) -> None:
        self._texts = population.arena.intern(table("shop_spots")["text"])
        self._slots = slots(weights("shop_spots"))

    def draw(self, bits: Bits) -> Strings:
        """One for each random number."""
        return self._texts.take(pick(bits, self._slots))


class Venues:
    """The venues of one kind.

    Args:
        population: Whose venues they are.
        names: Name of the file of templates, by form of value.
        words: Name of the list of words.
        a_county: Venues in each county.

    Attributes:
        words: What names are told apart by, one split's.
    """

    def __init__(self, population: Population, names: str, words: str, *, a_county: int) -> None:
        self._streams = population.streams
        self._arena = population.arena
        self._name = names
        self._a_county = a_county
        self._names = PlacedNames(population, names, _FIELDS)
        self._form = np.array([value_form(kind) for kind in self._names.kinds], np.int16)
        self.words = listed(population, words)
        brands = population.vocabulary(Brands)
        self._draw = {
            "word": self.words.draw,
            "community": population.vocabulary(communities).draw,
            "brand": lambda bits: brands.draw("shop", bits),
            "spot": population.vocabulary(Spots).draw,
        }

    def draw(self, county: NDArray[np.integer], bits: Bits) -> Index:
        """A venue in each county."""
        return county.astype(np.int64) * self._a_county + below(bits, self._a_county)

    def name(self, venue: Index) -> Formed:
        """The names of venues, and what each of them is."""
        program = self._names.draw(self._streams.bits(f"{self._name}/name", venue))
        columns = []
        for field in _FIELDS:
            rows = self._names.rows_with(field, program)
            words = self._draw[field](self._streams.bits(f"{self._name}/{field}", venue[rows]))
            columns.append(Strings(np.zeros(len(venue), np.int64)).put(rows, words))
        county = venue // self._a_county
        strings = self._names.compose(program, county, columns)
        return Formed(strings, self._form[self._names.kind[program]])
