"""Hotel guests: people with their stay, the document they showed, and who shared the room.

A few guests come from abroad, from Hong Kong, Macao or Taiwan. They stand far out in the
population, where no list's rows reach: the people of lists have resident IDs and Chinese names.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.block import Block
from leakbench.generator.engine.files import SPAN, file_of, scattered
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below, chance, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.tables import pick, slots
from leakbench.generator.engine.times import DAY, timestamps
from leakbench.generator.identifiers.travel_documents import TravelDocuments
from leakbench.generator.population.company_counties import CompanyCounties
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.records.time_order import moments
from leakbench.generator.records.venues import Venues

MAINLAND, ABROAD, HONG_KONG_MACAO, TAIWAN = range(4)
"""Where guests come from."""

_ORIGIN_SHARES = (95, 3, 1.2, 0.8)  # in percent
_FAR = SPAN << 36  # guests from each place but the mainland begin at a multiple of it
_IN_CHINESE = 0.3  # of the foreign names
_SHOWS_PASSPORT = 0.003  # of those from the mainland: they live abroad, or have lost the other
_HAS_COMPANION = 0.45
_COMPANION_IS_FAMILY = 0.85
_ACQUAINTANCES = 2**31 - 1
_OF_ONE_HOTEL = 0.8
_HOTELS_A_COUNTY = 8
_NIGHTS = (58, 21, 9, 5, 3, 2, 2)  # in percent, for 1, 2, 3, … nights
_COMES = (12 * 3600, 24 * 3600)
_GOES_FROM, _GOES_UNTIL = 6 * 3600, 14 * 3600


class HotelVocabulary:
    """Hotels and lengths of stay."""

    def __init__(self, population: Population) -> None:
        self.hotels = Venues(population, "hotel_names", "hotel_words", a_county=_HOTELS_A_COUNTY)
        self.by_nights = slots(_NIGHTS)
        self.by_origin = slots(_ORIGIN_SHARES, 14)


class Stays(Block):
    """The stays of a block of guests."""

    stream = "stay"

    def __init__(self, population: Population, guests: People, number: Index) -> None:
        super().__init__(population, guests.index)
        self._words = population.vocabulary(HotelVocabulary)
        self._number = number

    @cached_property
    def hotel(self) -> Formed:
        """Hotel: most files are the register of one, to which guests come from everywhere."""
        counties = self._population.vocabulary(CompanyCounties)
        of_file = self._population.streams.bits("stay/register", file_of(self._number))
        bits = np.where(chance(of_file, _OF_ONE_HOTEL), of_file, self.bits("county"))
        bits = lower(bits)
        hotels = self._words.hotels
        return hotels.name(hotels.draw(pick(bits, counties.anywhere), bits << np.uint64(16)))

    @cached_property
    def room(self) -> Strings:
        """Number of the room: storey and door."""
        bits = self.bits("room")
        return self._arena.whole((2 + below(bits, 24)) * 100 + 1 + below(lower(bits), 28))

    @cached_property
    def _nights(self) -> NDArray[np.int64]:
        return 1 + pick(self.bits("nights"), self._words.by_nights).astype(np.int64)

    @cached_property
    def _moment(self) -> NDArray[np.int64]:
        return moments(self._population, "stay/arrival", self._number, _COMES)

    @cached_property
    def check_in(self) -> Strings:
        """When they came: from noon to midnight, those of a register one after another."""
        return timestamps(self._moment // DAY, self._moment % DAY, self._arena)

    @cached_property
    def check_out(self) -> Strings:
        """When they went: in the morning of a later day."""
        second = _GOES_FROM + below(self.bits("goes"), _GOES_UNTIL - _GOES_FROM)
        return timestamps(self._moment // DAY + self._nights, second, self._arena)


def _relatives(guests: Index, bits: Bits) -> tuple[Index, NDArray[np.bool_]]:
    """Somebody else of each guest's family, and whether there is anybody else."""
    group = families()
    member = guests % group.size
    first = np.searchsorted(group.family, group.family)[member]
    size = np.bincount(group.family)[group.family][member]
    turn = 1 + below(bits, np.maximum(size - 1, 1))
    other = first + (member - first + turn) % size
    return guests - member + other, size > 1


class Registered(People):
    """People as a hotel registers them.

    Args:
        population: The ground they stand on.
        index: Index of each person.
        origin: Where each comes from: ``MAINLAND``, ``ABROAD``, …

    Attributes:
        origin: The same.
    """

    def __init__(self, population: Population, index: Index, origin: NDArray[np.integer]) -> None:
        super().__init__(population, index)
        self.origin = origin

    @cached_property
    def _entered(self) -> Strings:
        """Name; that of foreigners as in their passports, or as Chinese write it."""
        rows = np.flatnonzero(self.origin == ABROAD)
        foreigners = People(self._population, self.index[rows])
        bits = self.bits("registered name")[rows]
        names = [foreigners.foreign_name, foreigners.foreign_chinese_name]
        return self.name.put(rows, choose(chance(bits, _IN_CHINESE), names))


class Companions(Registered):
    """Who shares the room: mostly somebody of the family, often nobody.

    Whoever shares a foreigner's room comes from abroad as well.
    """

    def __init__(self, population: Population, guests: Registered) -> None:
        bits = population.streams.bits("stay/companion", guests.index)
        relative, is_there = _relatives(guests.index, lower(bits))
        who = population.streams.bits("stay/acquaintance", guests.index)
        acquaintance = below(who, _ACQUAINTANCES) + guests.origin * _FAR
        other = families().nth(families().owners, acquaintance)
        family = is_there & chance(lower(who), _COMPANION_IS_FAMILY)
        super().__init__(population, np.where(family, relative, other), guests.origin)
        self._present = chance(bits, _HAS_COMPANION)

    @cached_property
    def registered_name(self) -> Strings:
        """Name; empty where the guest is alone."""
        return self._entered.blank(~self._present)


class HotelGuests(Registered):
    """A block of people, each with one stay."""

    def __init__(self, population: Population, index: Index) -> None:
        words = population.vocabulary(HotelVocabulary)
        bits = population.streams.bits("stay/origin", index)
        origin = pick(bits, words.by_origin).astype(np.int64)
        person = families().nth(families().owners, scattered(index) + origin * _FAR)
        super().__init__(population, person, origin)
        self._number = index
        self._documents = population.vocabulary(TravelDocuments)

    @property
    def registered_name(self) -> Strings:
        """Name, as the hotel has it."""
        return self._entered

    @cached_property
    def stay(self) -> Stays:
        """Where and when they stayed."""
        return Stays(self._population, self, self._number)

    @cached_property
    def companion(self) -> Companions:
        """Who shared the room."""
        return Companions(self._population, self)

    @cached_property
    def _shows_passport(self) -> NDArray[np.bool_]:
        bits = self._population.streams.bits("stay/document", self.index)
        return chance(bits, _SHOWS_PASSPORT) & (self.origin == MAINLAND)

    @cached_property
    def shown_id(self) -> Strings:
        """Resident ID; empty for who shows something else."""
        return self.resident_id.blank(self._shows_passport | (self.origin != MAINLAND))

    @cached_property
    def shown_passport(self) -> Strings:
        """Passport number, of the country that a foreign name is from; empty for who shows none."""
        bits = self.bits("passport")
        rows = np.flatnonzero(self.origin == ABROAD)
        country = People(self._population, self.index[rows]).foreign_origin
        foreign = self._documents.foreign_passport(bits[rows], country)
        return self._documents.passport(bits).blank(~self._shows_passport).put(rows, foreign)

    @cached_property
    def shown_permit(self) -> Strings:
        """回乡证 or 台胞证; empty for who comes from elsewhere."""
        bits = self.bits("permit")
        taiwan, rows = self.origin == TAIWAN, np.flatnonzero(self.origin >= HONG_KONG_MACAO)
        permits = [
            self._documents.home_return_permit(bits[rows]),
            self._documents.taiwan_permit(bits[rows]),
        ]
        return Strings(np.zeros(len(bits), np.int64)).put(rows, choose(taiwan[rows], permits))


RECORDS = HotelGuests
