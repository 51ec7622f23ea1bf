"""What the people of a block are called, in characters, in pinyin and as passports have it."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.streams import Bits, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.population.families import families
from leakbench.generator.population.foreign_names import ForeignNames, family_bits
from leakbench.generator.population.minority import MinorityNames, NameParts
from leakbench.generator.population.pinyin import Spelling

if TYPE_CHECKING:
    from leakbench.generator.population.people import People
    from leakbench.generator.population.population import Population

_MOTHERS_SURNAME = 0.05


class Naming:
    """The names of a block of people; each attribute is drawn when it is first asked for."""

    def __init__(self, population: "Population", people: "People") -> None:
        self._population = population
        self._people = people

    def _bits(self, name: str) -> Bits:
        return self._population.streams.bits(f"person/{name}", self._people.index)

    @cached_property
    def _name_bits(self) -> Bits:
        return self._bits("name")

    @cached_property
    def _surname_place(self) -> NDArray[np.integer]:
        from_mother = chance(lower(self._name_bits), _MOTHERS_SURNAME)
        index = self._people.index
        member = index % families().size
        source = np.where(from_mother, families().mother[member], families().father[member])
        bits = self._population.streams.bits("person/surname", index - member + source)
        return self._population.names.surname_place(bits)

    @cached_property
    def _given_place(self) -> NDArray[np.integer]:
        year = self._people.birth_number // 10_000
        return self._population.names.given_place(self._name_bits, self._people.male, year)

    @cached_property
    def _minority(self) -> NameParts:
        people = self._people
        household = self._population.streams.bits("family/names", people.family)
        return self._population.vocabulary(MinorityNames).draw(
            people.index, people.male, people.county, household
        )

    @cached_property
    def is_han(self) -> NDArray[np.bool_]:
        """Where the name is a surname and a given name, not that of another people's kind."""
        out = np.ones(len(self._people.index), np.bool_)
        out[self._minority.row] = False
        return out

    @cached_property
    def surname(self) -> Strings:
        """Surname: a child's is the father's, now and then the mother's.

        What stands first where names have no surname: one's own name, or the clan's.
        """
        words, parts = self._population.vocabulary(MinorityNames), self._minority
        surname = self._population.names.surnames.take(self._surname_place)
        return surname.put(parts.row, words.written(parts.head))

    @cached_property
    def given(self) -> Strings:
        """Given name, true to sex and decade of birth; may be empty where there is no surname."""
        words, parts = self._population.vocabulary(MinorityNames), self._minority
        given = self._population.names.given_at(self._given_place)
        return given.put(parts.row, words.written(parts.tail))

    @cached_property
    def name(self) -> Strings:
        """Full name."""
        return compose(
            np.zeros(len(self._people.index), np.int32),
            self._population.full_name,
            [self.surname, self.given],
            self._population.arena,
        )

    @cached_property
    def pinyin(self) -> tuple[Strings, Strings]:
        """Surname and given name in small letters without tones."""
        return self._spelled("plain")

    @cached_property
    def initials(self) -> tuple[Strings, Strings]:
        """First letter of the surname, first letters of the given name."""
        return self._spelled("initials")

    def _spelled(self, how: Spelling) -> tuple[Strings, Strings]:
        names, parts = self._population.names, self._minority
        words = self._population.vocabulary(MinorityNames)
        surname = names.surname_pinyin.spelled(how).take(self._surname_place)
        given = names.given_spelled(self._given_place, how)
        return (
            surname.put(parts.row, words.spelled(parts.head, how)),
            given.put(parts.row, words.spelled(parts.tail, how)),
        )

    @cached_property
    def latin(self) -> Strings:
        """In capitals as in a passport: ``ZHANG, WEI`` or ``ZHANG WEI``."""
        return compose(
            below(self._bits("latin name"), 2),
            self._population.names.latin_name,
            list(self._spelled("latin")),
            self._population.arena,
        )

    @cached_property
    def foreign_bits(self) -> Bits:
        """What foreign names are drawn with: families have one origin and one family name."""
        household = self._population.streams.bits("family/foreign name", self._people.family)
        return family_bits(household, self._bits("foreign name"))

    @cached_property
    def foreign(self) -> Strings:
        """What stands in the passport of somebody from abroad."""
        words = self._population.vocabulary(ForeignNames)
        return words.latin(self.foreign_bits, self._people.male)

    @cached_property
    def foreign_origin(self) -> NDArray[np.integer]:
        """Where the foreign name is from: row of the origins' table."""
        return self._population.vocabulary(ForeignNames).origin(self.foreign_bits)

    @cached_property
    def foreign_chinese(self) -> Strings:
        """The same name in Chinese characters."""
        words = self._population.vocabulary(ForeignNames)
        return words.chinese(self.foreign_bits, self._people.male)
