"""Values for general text: the generator's own, and names and addresses drawn more widely.

A tagger that has seen only the names of one generator knows words, not names. So names are also
drawn from any character: a surname and one or two characters of whatever kind, syllables that
transcribe foreign names; and addresses are drawn in pieces, as people give them in speech.
"""

from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np

from leakbench.detectors.tagger.grammar import grammar
from leakbench.generator.compose import compose
from leakbench.generator.population import Population
from leakbench.generator.records.candidate import Candidates
from leakbench.generator.records.company import Companies
from leakbench.generator.records.hotel_guest import HotelGuests
from leakbench.generator.records.patient import RECORDS as PATIENTS
from leakbench.generator.records.person import RECORDS as PEOPLE
from leakbench.generator.spec import Split
from leakbench.generator.streams import Bits, Streams, below, chance, lower
from leakbench.generator.strings import Arena, Strings, choose
from leakbench.generator.tables import owned, pick, slots, table, text_hash, weights
from leakbench.generator.templates import compile_templates

_TODAY: Final = date(2026, 1, 1)
_APART: Final = 1 << 24  # how far the people of different draws are apart
_ANY_CHARACTER: Final = 0.2  # of the characters of names drawn widely


class Invented:
    """Columns of values for sentences.

    Attributes:
        rows: Values of a column.
        arena: Where they stand.
    """

    def __init__(self, split: Split, seed: int, rows: int) -> None:
        self.rows = rows
        self._population = Population(seed, split, _TODAY)
        self.arena: Arena = self._population.arena
        self._streams = Streams(seed, "invented")
        self._index = np.arange(rows)

    def _bits(self, name: str) -> Bits:
        return self._streams.bits(name, self._index)

    def _people(self, number: int) -> Any:
        return PEOPLE(self._population, self._index + number * _APART)

    def p(self, bits: Bits, number: int) -> Strings:
        """Names of people: of the population, drawn widely, transcribed."""
        people = self._people(number)
        kind = pick(bits, slots([40, 33, 9, 18], 16))
        return choose(
            kind,
            [people.name, self._wide(number), people.foreign_chinese_name, self._foreign(number)],
        )

    def surname(self, bits: Bits, number: int) -> Strings:
        """Surnames."""
        del number
        return self._population.names.surname(bits)

    def latin(self, bits: Bits, number: int) -> Strings:
        """Names of foreigners in capitals."""
        del bits
        return self._people(number + 50).foreign_name

    def estate(self, bits: Bits, number: int) -> Strings:
        """Housing estates, which alone are no address."""
        del number
        return self._population.addresses.estates.draw(bits)

    def co(self, bits: Bits, number: int) -> Strings:
        """Companies."""
        del bits
        return Companies(self._population, self._index + number * _APART).name

    def sc(self, bits: Bits, number: int) -> Strings:
        """Schools and colleges."""
        pupils = Candidates(self._population, self._index + number * _APART)
        return choose(chance(bits, 0.4), [pupils.school, pupils.college])

    def ho(self, bits: Bits, number: int) -> Strings:
        """Hospitals."""
        del bits
        return PATIENTS(self._population, self._index + number * _APART).visit.hospital

    def di(self, bits: Bits, number: int) -> Strings:
        """Diagnoses."""
        del bits
        return PATIENTS(self._population, self._index + number * _APART).diagnosis

    def ht(self, bits: Bits, number: int) -> Strings:
        """Hotels."""
        del bits
        return HotelGuests(self._population, self._index + number * _APART).stay.hotel

    def ad(self, bits: Bits, number: int) -> Strings:
        """Addresses, whole or in pieces."""
        return choose(chance(bits, 0.7), [self._people(number).address, self._partial(number)])

    def _wide(self, number: int) -> Strings:
        """A surname and one or two characters of any kind."""
        bits = self._bits(f"wide/{number}")
        listed = table("surnames")["surname"]
        flat = slots(weights("surnames", "share") ** 0.6)
        surname = self.arena.intern(listed).take(pick(bits, flat))
        one, other = (self._of_characters(f"wide/{number}/{place}") for place in ("one", "other"))
        short = chance(lower(bits), 0.22)
        form = compile_templates(["{a}{b}[{c}]"], {"a": 0, "b": 1, "c": 2}, self.arena)
        columns = [surname, one, other.blank(short)]
        return compose(np.zeros(self.rows, np.int32), form, columns, self.arena)

    @cached_property
    def _characters(self) -> tuple[Strings, Strings]:
        """Characters of given names, and any common ones."""
        given = "".join(dict.fromkeys("".join(table("given_names")["text"])))
        common = bytes(
            byte for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF) for byte in (high, low)
        ).decode("gb2312", "ignore")
        return self.arena.intern(list(given)), self.arena.intern(list(common))

    def _of_characters(self, name: str) -> Strings:
        bits = self._bits(name)
        given, common = self._characters
        return choose(
            chance(lower(bits), _ANY_CHARACTER),
            [given.take(below(bits, len(given))), common.take(below(bits, len(common)))],
        )

    def _foreign(self, number: int) -> Strings:
        """Two to five syllables, often with a second name after a dot."""
        syllables = grammar()["syllables"]
        first, later = (self.arena.intern(list(syllables[key])) for key in ("first", "later"))
        columns = []
        for place in range(8):
            bits = self._bits(f"foreign/{number}/{place}")
            source = first if place in {0, 4} else later
            columns.append(source.take(below(bits, len(source))))
        forms = ["{a}{b}", "{a}{b}{c}", "{a}{b}{c}{d}", "{a}{b}·{e}{f}", "{a}{b}·{e}{f}{g}",
                 "{a}{b}{c}·{e}{f}", "{a}{b}{c}·{e}{f}{g}", "{a}{b}{c}{d}·{e}{f}{g}{h}",
                 "{a}·{e}{f}{g}", "{a}{b}{c}{d}{e}"]  # fmt: skip
        programs = compile_templates(forms, {k: i for i, k in enumerate("abcdefgh")}, self.arena)
        form = below(self._bits(f"foreign/{number}"), len(forms))
        return compose(form, programs, columns, self.arena)

    def _partial(self, number: int) -> Strings:
        """Pieces of an address."""
        rules = grammar()["partial"]
        divisions = table("divisions")
        bits = self._bits(f"partial/{number}")
        county = pick(bits, self._population.divisions.by_population)
        names = {name: self.arena.intern(divisions[name]).take(county)
                 for name in ("province", "city", "county")}  # fmt: skip

        def listed(kind: str, words: list[str]) -> Strings:
            return self.arena.intern(words).take(
                below(self._bits(f"partial/{number}/{kind}"), len(words))
            )

        addresses = self._population.addresses
        words = {
            "road": addresses.roads.draw(self._bits(f"partial/{number}/road")),
            "estate": addresses.estates.draw(self._bits(f"partial/{number}/estate")),
        }
        rest = {"door": listed("door", rules["door"])}
        named = {kind: self._named(rules[kind]) for kind in ("town", "village", "place")}
        columns = names | words | rest | {kind: listed(kind, named[kind]) for kind in named}
        programs = compile_templates(
            rules["forms"], {kind: i for i, kind in enumerate(columns)}, self.arena
        )
        form = below(lower(bits), len(rules["forms"]))
        return compose(form, programs, list(columns.values()), self.arena)

    def _named(self, suffixes: list[str]) -> list[str]:
        """Names of small places that belong to this split."""
        words = table("road_words")["text"]
        texts = np.array([word + suffix for word in words for suffix in suffixes])
        mine: list[str] = texts[owned(text_hash(texts.tolist()), self._population.split)].tolist()
        return mine
