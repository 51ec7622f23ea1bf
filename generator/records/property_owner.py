"""Owners of flats: people with a flat in their county, its title and its facts.

The columns estate, building, unit and room are the ones that stand in the flat's short and full
address; tall houses have the structure of tall houses, and a flat has the floor space of its
layout.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.block import Block
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.dates import iso
from leakbench.generator.engine.files import SPAN_BITS, place_of
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, below, chance
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.demographics import county_of_most
from leakbench.generator.population.families import families
from leakbench.generator.population.flat_walks import ALONE
from leakbench.generator.population.people import People
from leakbench.generator.population.places import Places
from leakbench.generator.records.co_owners import CoOwners, co_owners
from leakbench.generator.records.parking import Parking
from leakbench.generator.records.titles import Titles

_IN_ANOTHER_ESTATE = 0.04
_TALL = 7  # storeys from which on a house is no longer built of bricks
_FIRST_SALE = 10408  # days: 1998-07-01, when flats ceased to be handed out
_OWNER_AGE = 7305  # days: nobody buys a flat before 20


class PropertyVocabulary:
    """How flats are built and laid out, and their titles written, in one split."""

    def __init__(self, population: Population) -> None:
        arena = population.arena
        self.joined = compile_templates(["{a}.{b}"], {"a": 0, "b": 1}, arena)
        layouts = table("layouts")
        self.layout = arena.intern(layouts["text"])
        self.by_layout = slots(weights("layouts"))
        self.smallest = np.array(layouts["smallest"], np.int64)
        self.largest = np.array(layouts["largest"], np.int64)
        self.structure = arena.intern(table("structures")["text"])
        self.low_rise = slots(weights("structures", "low_rise"))
        self.high_rise = slots(weights("structures", "high_rise"))


class _Flats(Block):
    """The flats of a block of owners, one each."""

    stream = "property"


class PropertyOwners(People):
    """A block of people, each with one flat."""

    def __init__(self, population: Population, index: Index) -> None:
        super().__init__(population, families().nth(families().owners, index))
        self._number = index
        self._words = population.vocabulary(PropertyVocabulary)
        self._flats = _Flats(population, self.index)

    def _joined(self, program: int, columns: list[Strings]) -> Strings:
        which = np.full(len(self.index), program, np.int32)
        return compose(which, self._words.joined, columns, self._arena)

    @cached_property
    def _county(self) -> NDArray[np.integer]:
        return county_of_most(self._population, self.neighbourhood)

    @cached_property
    def _places(self) -> Places:
        addresses = self._population.vocabulary(Addresses)
        # Flats of a list stand in one estate, wherever their owners live now, in their order.
        first = self.neighbourhood << SPAN_BITS
        elsewhere = chance(self._flats.bits("elsewhere"), _IN_ANOTHER_ESTATE)
        site = np.where(elsewhere, self.index, first)
        place = np.where(elsewhere, ALONE, place_of(self._number))
        return addresses.flats(self.index, self._county, site, place)

    def _part(self, name: str) -> Strings:
        return self._population.vocabulary(Addresses).part(name, self._places)

    def _written(self, manner: str) -> Formed:
        addresses = self._population.vocabulary(Addresses)
        return addresses.write(manner, self._places, self._flats.bits(f"{manner} form"))

    @cached_property
    def estate(self) -> Strings:
        """Housing estate."""
        return self._part("name")

    @cached_property
    def building(self) -> Strings:
        """Building, such as 3栋; empty where there is one only."""
        return self._part("building")

    @cached_property
    def unit(self) -> Strings:
        """Entrance, such as 2单元; empty where a building has one only."""
        return self._part("unit")

    @cached_property
    def storey(self) -> NDArray[np.int64]:
        """Storey on which the flat lies."""
        return self._places.column("storey")

    @cached_property
    def room(self) -> Strings:
        """Number of the flat: storey and door."""
        return self._part("room")

    @cached_property
    def house(self) -> Formed:
        """The flat as neighbours write it: estate, building, unit and room."""
        return self._written("house")

    @cached_property
    def property_address(self) -> Formed:
        """The flat's full address, in the county of most of the owners."""
        return self._written("property")

    @cached_property
    def _layout(self) -> NDArray[np.integer]:
        return pick(self._flats.bits("layout"), self._words.by_layout)

    @cached_property
    def layout(self) -> Strings:
        """Layout, such as 3室2厅1卫."""
        return self._words.layout.take(self._layout)

    @cached_property
    def area(self) -> Strings:
        """Floor space in square metres with two decimals."""
        words, layout = self._words, self._layout
        smallest, largest = 100 * words.smallest[layout], 100 * words.largest[layout]
        space = smallest + below(self._flats.bits("area"), largest - smallest)
        return self._joined(
            0, [self._arena.whole(space // 100), self._arena.digits(space % 100, 2)]
        )

    @cached_property
    def structure(self) -> Strings:
        """How the house is built."""
        bits, words = self._flats.bits("structure"), self._words
        which = np.where(
            self._places.column("height") < _TALL,
            pick(bits, words.low_rise),
            pick(bits, words.high_rise),
        )
        return words.structure.take(which)

    @cached_property
    def _purchase(self) -> NDArray[np.int64]:
        earliest = np.maximum(self.birth + _OWNER_AGE, _FIRST_SALE)
        span = np.maximum(self._population.today - earliest, 1)
        return earliest + below(self._flats.bits("purchase"), span)

    @cached_property
    def purchased(self) -> Strings:
        """Date of the purchase."""
        return iso(self._purchase, self._arena)

    @cached_property
    def title_no(self) -> Strings:
        """不动产权证号, or of a flat that was bought before 2015 房权证号."""
        titles = self._population.vocabulary(Titles)
        return titles.draw(self._county, self._purchase, self._flats.bits("title"))

    @cached_property
    def co_owner(self) -> CoOwners:
        """Who owns the flat together with the owner, where anybody does."""
        bits = self._flats.bits("co-owner")
        return co_owners(self._population, self.index, self._purchase, bits)

    @cached_property
    def parking_space(self) -> Strings:
        """Number of the space in the garage, such as B1-042; empty where there is none."""
        parking = self._population.vocabulary(Parking)
        of_estate = self._population.streams.bits("estate/parking", self.neighbourhood)
        has_lift = self._places.column("height") >= _TALL
        return parking.draw(self._number, has_lift, of_estate, self._flats.bits("parking"))


RECORDS = PropertyOwners
