"""Values for general text: the generator's own, and names and addresses drawn more widely.

A tagger that has seen only the names of one generator knows words, not names. So names are also
drawn from any character: a surname and one or two characters of whatever kind, syllables that
transcribe foreign names; and addresses are drawn in pieces, as people give them in speech.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from leakbench.detectors.tagger.training.place_names import PlaceNames
from leakbench.detectors.tagger.training.sampling import Sampler
from leakbench.detectors.tagger.training.sentence_templates import templates
from leakbench.detectors.tagger.training.transcriptions import NAMES, WORDS, Transcriptions
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.streams import Bits, below, chance, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.names import Names
from leakbench.generator.records.candidate import Candidates
from leakbench.generator.records.company import Companies
from leakbench.generator.records.hotel_guest import HotelGuests
from leakbench.generator.records.patient import RECORDS as PATIENTS
from leakbench.generator.records.person import RECORDS as PEOPLE
from leakbench.generator.spec import Split

_APART: Final = 1 << 24  # how far the people of different draws are apart
_WORDS_FROM: Final = 100  # the number of the first draw of transcribed words


Pool = Callable[[Bits, int], Strings]
"""Values for random numbers; the second argument tells draws of one sentence apart."""


class ValuePools(Sampler):
    """Columns of values for sentences.

    Attributes:
        fields: What fields of ``sentence_templates.toml`` are filled from.
    """

    def __init__(self, split: Split, seed: int, rows: int) -> None:
        super().__init__(split, seed, rows)
        self._transcriptions = Transcriptions(self)
        self._places = PlaceNames(self)
        self.fields: dict[str, Pool] = {
            "ad": self._address,
            "brand": self._brand,
            "co": self._company,
            "di": self._diagnosis,
            "estate": self._estate,
            "han": self._character,
            "ho": self._hospital,
            "ht": self._hotel,
            "latin": self._latin_name,
            "motto": self._motto,
            "person": self._person,
            "pl": self._places.villages,
            "plant": self._plant,
            "sc": self._school,
            "surname": self._surname,
            "tr": self._transcription,
            "venue": self._places.venues,
        }

    def _people(self, number: int) -> Any:
        return PEOPLE(self.population, self.index + number * _APART)

    def _person(self, bits: Bits, number: int) -> Strings:
        """Names of people: of the population, drawn widely, transcribed."""
        people = self._people(number)
        kind = pick(bits, slots([40, 33, 9, 18], 16))
        return choose(
            kind,
            [
                people.name,
                self._wide(number),
                people.foreign_chinese_name,
                self._transcriptions.draw(number, NAMES),
            ],
        )

    def _surname(self, bits: Bits, number: int) -> Strings:
        """Surnames."""
        del number
        return self.population.vocabulary(Names).surname(bits)

    def _latin_name(self, bits: Bits, number: int) -> Strings:
        """Names of foreigners in capitals."""
        del bits
        return self._people(number + 50).foreign_name

    def _transcription(self, bits: Bits, number: int) -> Strings:
        """Places and things with transcribed names."""
        del bits
        return self._transcriptions.draw(number + _WORDS_FROM, WORDS)

    def _brand(self, bits: Bits, number: int) -> Strings:
        """Brands of two or three characters."""
        words = table("brand_characters")["text"]
        columns = [self.of(words, self.bits(f"brand/{number}/{place}")) for place in range(3)]
        programs = compile_templates(
            ["{a}{b}", "{a}{b}", "{a}{b}{c}"], {"a": 0, "b": 1, "c": 2}, self.arena
        )
        return compose(below(bits, 3), programs, columns, self.arena)

    def _estate(self, bits: Bits, number: int) -> Strings:
        """Housing estates, which alone are no address."""
        del number
        return self.population.vocabulary(Addresses).estates.draw(bits)

    def _character(self, bits: Bits, number: int) -> Strings:
        """Single characters, of names mostly."""
        del bits
        return self.character(f"han/{number}")

    def _motto(self, bits: Bits, number: int) -> Strings:
        """What campaigns are called: four characters, of which the first could be a surname."""
        first, *others = (self.character(f"motto/{number}/{place}") for place in range(4))
        surname = self.population.vocabulary(Names).surname(lower(bits))
        return self.joined([choose(chance(bits, 0.4), [first, surname]), *others])

    def _plant(self, bits: Bits, number: int) -> Strings:
        """Plants that no list has: like a name, but for what they end in."""
        names = self.population.vocabulary(Names)
        surname = names.surname(lower(self.bits(f"plant/{number}/surname")))
        one = self.character(f"plant/{number}/one")
        kind = self.of(templates()["lists"]["growth"], self.bits(f"plant/{number}/kind"))
        forms = ["{a}{c}", "{a}{b}{c}", "{a}{b}{c}", "{b}{c}"]
        programs = compile_templates(forms, {"a": 0, "b": 1, "c": 2}, self.arena)
        return compose(below(bits, len(forms)), programs, [surname, one, kind], self.arena)

    def _address(self, bits: Bits, number: int) -> Strings:
        """Addresses of homes, parcels and firms, as lists have them, or in pieces."""
        people = self._people(number)
        addresses = self.population.vocabulary(Addresses)
        others = [addresses.at(use, people.index, people.county) for use in ("delivery", "work")]
        which = pick(lower(bits), slots([40, 35, 25]))
        whole = choose(which, [people.address.strings, *(some.strings for some in others)])
        return choose(chance(bits, 0.7), [whole, self._places.pieces(number)])

    def _company(self, bits: Bits, number: int) -> Strings:
        """Companies: most as they are registered, some as people call them."""
        firms = Companies(self.population, self.index + number * _APART)
        return choose(chance(bits, 0.8), [firms.short_name.strings, firms.name.strings])

    def _school(self, bits: Bits, number: int) -> Strings:
        """Schools and colleges."""
        pupils = Candidates(self.population, self.index + number * _APART)
        schools = (pupils.first_school, pupils.school, pupils.college)
        return choose(pick(bits, slots([25, 40, 35])), [some.strings for some in schools])

    def _hospital(self, bits: Bits, number: int) -> Strings:
        """Hospitals."""
        del bits
        return PATIENTS(self.population, self.index + number * _APART).visit.hospital.strings

    def _diagnosis(self, bits: Bits, number: int) -> Strings:
        """Diagnoses."""
        del bits
        return PATIENTS(self.population, self.index + number * _APART).diagnosis

    def _hotel(self, bits: Bits, number: int) -> Strings:
        """Hotels."""
        del bits
        return HotelGuests(self.population, self.index + number * _APART).stay.hotel.strings

    def _wide(self, number: int) -> Strings:
        """A surname and one or two characters of any kind."""
        bits = self.bits(f"wide/{number}")
        flat = slots(weights("surnames", "share") ** 0.6)
        surname = self.arena.intern(table("surnames")["surname"]).take(pick(bits, flat))
        one, other = (self.character(f"wide/{number}/{place}") for place in ("one", "other"))
        short = chance(lower(bits), 0.22)
        form = compile_templates(["{a}{b}[{c}]"], {"a": 0, "b": 1, "c": 2}, self.arena)
        columns = [surname, one, other.blank(short)]
        return compose(np.zeros(self.rows, np.int32), form, columns, self.arena)
