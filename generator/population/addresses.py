"""Addresses in real counties, towns and villages, on made-up roads and estates of one split.

A home is a place, and writing it is another step: the same home may be written in several ways.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index
from leakbench.generator.engine.strings import Strings
from leakbench.generator.population.address_writing import AddressWriter
from leakbench.generator.population.place_drawing import CHUNK, Where
from leakbench.generator.population.place_vocabulary import PlaceVocabulary
from leakbench.generator.population.places import Places, PlaceTables


class Addresses:
    """The places of one split, and how they are written.

    Attributes:
        roads: Its roads.
        estates: Its housing estates.
        offices: Its office buildings.
        roads_at: Draws roads that fit their counties.
    """

    def __init__(self, population: Population) -> None:
        self._streams = population.streams
        self._places = population.vocabulary(PlaceTables)
        self._writer = population.vocabulary(AddressWriter)
        words = population.vocabulary(PlaceVocabulary)
        self.roads = words.compounds["road"]
        self.estates = words.compounds["estate"]
        self.offices = words.compounds["office"]
        self.roads_at = words.roads_at

    def places(self, use: str, index: Index, county: NDArray[np.integer]) -> Places:
        """Places of a use: ``home``, ``work``, ``delivery`` or ``property``.

        Args:
            use: What they are for.
            index: Whose they are.
            county: Index of the county of each.
        """
        return self._places.draw(use, Where(index, county.astype(np.int64), index))

    def flats(self, index: Index, county: NDArray[np.integer], site: Index, place: Index) -> Places:
        """Flats that people own, in lists.

        Args:
            index: Whose they are.
            county: Index of the county of each.
            site: Whose estate they stand in: their own, or another's.
            place: The place of each in a list that goes from house to house, or ``ALONE``.
        """
        return self._places.draw("property", Where(index, county.astype(np.int64), site), place)

    def write(self, manner: str, places: Places, bits: Bits) -> Formed:
        """Addresses of places in a manner, which is a use or ``house``; the bits decide how."""
        return self._writer.write(manner, places, bits)

    def part(self, name: str, places: Places) -> Strings:
        """A part of each address, such as its ``building``, as addresses have it."""
        return self._writer.field(name, places)

    def at(self, use: str, index: Index, county: NDArray[np.integer]) -> Formed:
        """Addresses of a use for each index, in the given counties."""
        bits = self._streams.bits(f"address/{use}/form", index)
        where = Where(index, county.astype(np.int64), index)
        source = self._places.source(use, CHUNK)
        return self._writer.draw_and_write(use, source, where, bits)
