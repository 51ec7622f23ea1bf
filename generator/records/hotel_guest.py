"""Hotel guests: people with their stay, the document they showed, and who shared the room."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.families import families
from leakbench.generator.people import People
from leakbench.generator.streams import Bits, Index, below, chance, lower
from leakbench.generator.strings import Strings
from leakbench.generator.tables import pick, slots
from leakbench.generator.times import timestamps
from leakbench.generator.travel_documents import TravelDocuments
from leakbench.generator.venues import Venues

if TYPE_CHECKING:
    from leakbench.generator.population import Population

_SHOWS_PASSPORT = 0.06
_HAS_COMPANION = 0.45
_COMPANION_IS_FAMILY = 0.85
_ACQUAINTANCES = 2**31 - 1
_AWAY_FROM_HOME = 0.85
_HOTELS_A_COUNTY = 8
_NIGHTS = (58, 21, 9, 5, 3, 2, 2)  # in percent, for 1, 2, 3, … nights
_PERIOD = 730  # days that the records go back
_COMES_FROM, _COMES_UNTIL = 12 * 3600, 24 * 3600
_GOES_FROM, _GOES_UNTIL = 6 * 3600, 14 * 3600


class HotelVocabulary:
    """Hotels and lengths of stay."""

    def __init__(self, population: "Population") -> None:
        self.hotels = Venues("hotel", population, a_county=_HOTELS_A_COUNTY, by_district=0.15)
        self.by_nights = slots(_NIGHTS)


class Stays:
    """The stays of a block of guests."""

    def __init__(self, population: "Population", guests: People) -> None:
        self._population = population
        self._arena = population.arena
        self._words = population.vocabulary(HotelVocabulary)
        self._guests = guests

    def _bits(self, name: str) -> Bits:
        return self._population.streams.bits(f"stay/{name}", self._guests.index)

    @cached_property
    def hotel(self) -> Strings:
        """Hotel, mostly in another county than the guest's."""
        bits = self._bits("county")
        elsewhere = pick(bits, self._population.divisions.by_companies)
        county = np.where(chance(lower(bits), _AWAY_FROM_HOME), elsewhere, self._guests.county)
        return self._words.hotels.name(self._words.hotels.draw(county, self._bits("hotel")))

    @cached_property
    def room(self) -> Strings:
        """Number of the room: storey and door."""
        bits = self._bits("room")
        return self._arena.whole((2 + below(bits, 24)) * 100 + 1 + below(lower(bits), 28))

    @cached_property
    def _nights(self) -> NDArray[np.int64]:
        return 1 + pick(self._bits("nights"), self._words.by_nights).astype(np.int64)

    @cached_property
    def _arrival(self) -> NDArray[np.int64]:
        latest = self._population.today - 1 - self._nights
        return latest - below(self._bits("arrival"), _PERIOD)

    @cached_property
    def check_in(self) -> Strings:
        """When they came: from noon to midnight."""
        second = _COMES_FROM + below(self._bits("comes"), _COMES_UNTIL - _COMES_FROM)
        return timestamps(self._arrival, second, self._arena)

    @cached_property
    def check_out(self) -> Strings:
        """When they went: in the morning of a later day."""
        second = _GOES_FROM + below(self._bits("goes"), _GOES_UNTIL - _GOES_FROM)
        return timestamps(self._arrival + self._nights, second, self._arena)


def _relatives(guests: Index, bits: Bits) -> tuple[Index, NDArray[np.bool_]]:
    """Somebody else of each guest's family, and whether there is anybody else."""
    group = families()
    member = guests % group.size
    first = np.searchsorted(group.family, group.family)[member]
    size = np.bincount(group.family)[group.family][member]
    turn = 1 + below(bits, np.maximum(size - 1, 1))
    other = first + (member - first + turn) % size
    return guests - member + other, size > 1


class Companions(People):
    """Who shares the room: mostly somebody of the family, often nobody."""

    def __init__(self, population: "Population", guests: People) -> None:
        bits = population.streams.bits("stay/companion", guests.index)
        relative, is_there = _relatives(guests.index, lower(bits))
        who = population.streams.bits("stay/acquaintance", guests.index)
        other = families().nth(families().owners, below(who, _ACQUAINTANCES))
        family = is_there & chance(lower(who), _COMPANION_IS_FAMILY)
        super().__init__(population, np.where(family, relative, other))
        self._present = chance(bits, _HAS_COMPANION)

    @cached_property
    def registered_name(self) -> Strings:
        """Name; empty where the guest is alone."""
        return self.name.blank(~self._present)


class HotelGuests(People):
    """A block of people, each with one stay."""

    def __init__(self, population: "Population", index: Index) -> None:
        super().__init__(population, families().nth(families().owners, index))

    @cached_property
    def stay(self) -> Stays:
        """Where and when they stayed."""
        return Stays(self._population, self)

    @cached_property
    def companion(self) -> Companions:
        """Who shared the room."""
        return Companions(self._population, self)

    @cached_property
    def _shows_passport(self) -> NDArray[np.bool_]:
        bits = self._population.streams.bits("stay/document", self.index)
        return chance(bits, _SHOWS_PASSPORT)

    @cached_property
    def shown_id(self) -> Strings:
        """Resident ID; empty for who shows a passport."""
        return self.resident_id.blank(self._shows_passport)

    @cached_property
    def shown_passport(self) -> Strings:
        """Passport number; empty for who shows an ID."""
        documents = self._population.vocabulary(TravelDocuments)
        return documents.passport(self._bits("passport")).blank(~self._shows_passport)


RECORDS = HotelGuests
