"""What the people of a block are called, in characters, in pinyin and as passports have it."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.dates import full_years
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.streams import Bits, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.population.demographics import Demographics
from leakbench.generator.population.ethnic_groups import EthnicGroups
from leakbench.generator.population.families import families
from leakbench.generator.population.foreign_names import ForeignNames, family_bits
from leakbench.generator.population.forms_of_address import FormsOfAddress
from leakbench.generator.population.minority_names import MinorityNames, NameParts
from leakbench.generator.population.names import Names
from leakbench.generator.population.pinyin import Spelling
from leakbench.generator.value_forms import value_form

_MOTHERS_SURNAME = 0.05


class NamedPeople(Demographics):
    """A block of people with their names."""

    @cached_property
    def _name_bits(self) -> Bits:
        return self.bits("name")

    @cached_property
    def _surname_place(self) -> NDArray[np.integer]:
        from_mother = chance(lower(self._name_bits), _MOTHERS_SURNAME)
        member = self._member
        source = np.where(from_mother, families().mother[member], families().father[member])
        bits = self._population.streams.bits("person/surname", self.index - member + source)
        return self._population.vocabulary(Names).surname_place(bits)

    @cached_property
    def _given_place(self) -> NDArray[np.integer]:
        year = self.birth_number // 10_000
        return self._population.vocabulary(Names).given_place(self._name_bits, self.male, year)

    @cached_property
    def _minority(self) -> NameParts:
        household = self._population.streams.bits("family/names", self.family)
        return self._population.vocabulary(MinorityNames).draw(
            self.index, self.male, self.county, household
        )

    @cached_property
    def has_han_name(self) -> NDArray[np.bool_]:
        """Where the name is a surname and a given name, not that of another people's kind."""
        out = np.ones(len(self.index), np.bool_)
        out[self._minority.row] = False
        return out

    @cached_property
    def ethnicity(self) -> NDArray[np.int64]:
        """The people to which each person belongs, as a place among ``EthnicGroups.full``."""
        groups, parts = self._population.vocabulary(EthnicGroups), self._minority
        bits = self._population.streams.bits("family/ethnicity", self.family)
        found = groups.draw(bits, self.county, self._surname_place)
        found[parts.row] = groups.named[parts.people]
        return found

    @cached_property
    def surname(self) -> Strings:
        """Surname: a child's is the father's, now and then the mother's.

        What stands first where names have no surname: one's own name, or the clan's.
        """
        words, parts = self._population.vocabulary(MinorityNames), self._minority
        surname = self._population.vocabulary(Names).surnames.take(self._surname_place)
        return surname.put(parts.row, words.text(parts.head))

    @cached_property
    def given(self) -> Strings:
        """Given name, true to sex and decade of birth; may be empty where there is no surname."""
        words, parts = self._population.vocabulary(MinorityNames), self._minority
        given = self._population.vocabulary(Names).given_at(self._given_place)
        return given.put(parts.row, words.text(parts.tail))

    @cached_property
    def name(self) -> Strings:
        """Full name."""
        return compose(
            np.zeros(len(self.index), np.int32),
            self._population.vocabulary(Names).full_name,
            [self.surname, self.given],
            self._arena,
        )

    @cached_property
    def called(self) -> Formed:
        """What others call the person without the given name, such as 张先生 or 小李."""
        age = full_years(self.birth_number, self._population.reference_date)
        strings = self._population.vocabulary(FormsOfAddress).called(
            self.bits("called"), self.surname, self.has_han_name, self.male, age
        )
        return Formed(strings, np.full(len(strings), value_form("surname_title"), np.int16))

    @cached_property
    def pinyin(self) -> tuple[Strings, Strings]:
        """Surname and given name in pinyin, small letters without tones."""
        return self._spelled("plain")

    @cached_property
    def initials(self) -> tuple[Strings, Strings]:
        """First letter of the surname, first letters of the given name."""
        return self._spelled("initials")

    def _spelled(self, how: Spelling) -> tuple[Strings, Strings]:
        names, parts = self._population.vocabulary(Names), self._minority
        words = self._population.vocabulary(MinorityNames)
        surname = names.surname_pinyin.spelled(how).take(self._surname_place)
        given = names.given_spelled(self._given_place, how)
        return (
            surname.put(parts.row, words.spelled(parts.head, how)),
            given.put(parts.row, words.spelled(parts.tail, how)),
        )

    @cached_property
    def latin_name(self) -> Strings:
        """The name in capitals as in a passport: ``ZHANG, WEI`` or ``ZHANG WEI``."""
        return compose(
            below(self.bits("latin name"), 2),
            self._population.vocabulary(Names).latin_name,
            list(self._spelled("latin")),
            self._arena,
        )

    @cached_property
    def _foreign_bits(self) -> Bits:
        """What foreign names are drawn with: families have one origin and one family name."""
        household = self._population.streams.bits("family/foreign name", self.family)
        return family_bits(household, self.bits("foreign name"))

    @cached_property
    def foreign_name(self) -> Strings:
        """What stands in the passport of somebody from abroad who takes this person's place."""
        words = self._population.vocabulary(ForeignNames)
        return words.latin(self._foreign_bits, self.male)

    @cached_property
    def foreign_origin(self) -> NDArray[np.integer]:
        """Where that name is from: row of ``data/foreign_origins.csv``."""
        return self._population.vocabulary(ForeignNames).origin(self._foreign_bits)

    @cached_property
    def foreign_chinese_name(self) -> Strings:
        """The foreign name in Chinese characters."""
        words = self._population.vocabulary(ForeignNames)
        return words.chinese(self._foreign_bits, self.male)
