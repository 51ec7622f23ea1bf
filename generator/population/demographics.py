"""Who people are before they have a name: family, sex, birth date, home county."""

from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.block import Block
from leakbench.generator.engine.dates import days_of, full_years, iso, numbers
from leakbench.generator.engine.files import file_of
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.families import families

_YEAR = 365.2425
_FROM_ELSEWHERE = 0.06
_EXAM = (6, 7)  # month and day of the university entrance examination
_SCHOOL_YEAR = (9, 1)
_COHORTS = np.repeat(np.arange(-2, 2), (2, 13, 75, 10))
"""School years that candidates are younger than most who sit their examination, one in a hundred
each: they repeat the last year, or went to school early."""
_MOST_ARE = 19  # years that the school year in which most were born began before the examination's


def exam_year(today: date) -> int:
    """The year of the next university entrance examination."""
    return today.year + ((today.month, today.day) > _EXAM)


def county_of_most(population: Population, neighbourhood: Index) -> NDArray[np.integer]:
    """Index of the county in which most people of each neighbourhood live."""
    bits = population.streams.bits("neighbourhood/county", neighbourhood)
    return pick(bits, population.vocabulary(Divisions).by_population)


class SexVocabulary:
    """女, 男: the words for a sex, by whether it is male."""

    def __init__(self, population: Population) -> None:
        self.texts = population.arena.intern(["女", "男"])


class Demographics(Block):
    """A block of people, as a census counts them."""

    stream = "person"

    def __init__(self, population: Population, index: Index) -> None:
        super().__init__(population, index)
        self._cycle = index // families().size
        self._member = index - self._cycle * families().size  # % is several times as slow

    @cached_property
    def family(self) -> Index:
        """Index of each person's family."""
        return self._cycle * families().count + families().family[self._member]

    @cached_property
    def neighbourhood(self) -> Index:
        """Number of each family's neighbourhood: the file whose numbers its people have."""
        return file_of(self._cycle)

    @cached_property
    def _household(self) -> Bits:
        return self._population.streams.bits("family/household", self.family)

    @cached_property
    def birth(self) -> NDArray[np.int64]:
        """Birth date in days since 1970-01-01."""
        group, member = families(), self._member
        days = np.rint((group.anchor_high - group.anchor_low + 1) * _YEAR).astype(np.int64)
        anchor = np.rint(group.anchor_low * _YEAR).astype(np.int64)[member] + below(
            self._household, days[member]
        )
        of_candidates = np.flatnonzero(group.has_candidate[member])
        anchor[of_candidates] = self._candidate_age(self._household[of_candidates])
        span = np.rint((group.offset_high - group.offset_low) * _YEAR).astype(np.int64) + 1
        offset = np.rint(group.offset_low * _YEAR).astype(np.int64)[member] + below(
            self.bits("birth"), span[member]
        )
        return self._population.today - np.maximum(anchor + offset, 1)

    def _candidate_age(self, bits: Bits) -> NDArray[np.int64]:
        """Days since the birth of those who sit the next examination, by school years."""
        first = exam_year(self._population.reference_date) - _MOST_ARE
        begins = np.array(
            [days_of(date(first + later, *_SCHOOL_YEAR)) for later in range(-2, 3)], np.int64
        )
        cohort = 2 + _COHORTS[below(bits, len(_COHORTS))]
        born = begins[cohort] + below(lower(bits), np.diff(begins)[cohort])
        return self._population.today - born

    @cached_property
    def birth_date(self) -> Strings:
        """Birth date as YYYY-MM-DD."""
        return iso(self.birth, self._arena)

    @cached_property
    def birth_number(self) -> NDArray[np.int64]:
        """Birth date as a number YYYYMMDD."""
        return numbers(self.birth)

    @cached_property
    def male(self) -> NDArray[np.bool_]:
        """Whether each person is male."""
        share = np.rint(families().male * 2**32).astype(np.uint64)[self._member]
        return (self.bits("sex") >> np.uint64(32)) < share

    @cached_property
    def sex(self) -> Strings:
        """男 or 女."""
        words = self._population.vocabulary(SexVocabulary)
        return words.texts.take(self.male.astype(np.intp))

    @cached_property
    def age(self) -> Strings:
        """Completed years on the reference date."""
        return self._arena.whole(full_years(self.birth_number, self._population.reference_date))

    @cached_property
    def county(self) -> NDArray[np.integer]:
        """Index of the county in which the family lives: mostly that of its neighbourhood."""
        bits = self._population.streams.bits("family/county", self.family)
        elsewhere = pick(bits, self._population.vocabulary(Divisions).by_population)
        of_most = county_of_most(self._population, self.neighbourhood)
        return np.where(chance(lower(bits), _FROM_ELSEWHERE), elsewhere, of_most)
