"""Candidates of the university entrance examination: people of 16 to 18 with school and choice."""

from datetime import date
from functools import cached_property

import numpy as np

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, below, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.population.compounds import Compounds
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People

_SCHOOLS_A_COUNTY = 6
_CLASSES = 24


class SchoolVocabulary:
    """The words that schools, classes and examinations are named with, in one split.

    The next university entrance examination is on 7 June and the days after.
    """

    def __init__(self, population: Population) -> None:
        arena = population.arena
        self.high_schools = Compounds("schools", "high_school_types", population)
        self.colleges = Compounds("schools", "college_types", population)
        self.subjects = arena.intern(table("subjects")["text"])
        self.by_subject = slots(weights("subjects"))
        past = (population.reference_date.month, population.reference_date.day) > (6, 7)
        self.exam_year = population.reference_date.year + past
        self.exam_days = arena.intern(
            [date(self.exam_year, 6, day).isoformat() for day in (7, 8, 9)]
        )
        fields = {"place": 0, "name": 1, "number": 2}
        self.programs = compile_templates(
            ["{place}{name}", "高三（{number}）班", "高三{number}班"], fields, arena
        )


class Candidates(People):
    """A block of candidates."""

    def __init__(self, population: Population, index: Index) -> None:
        super().__init__(population, families().nth(families().candidates, index))
        self._words = population.vocabulary(SchoolVocabulary)

    @cached_property
    def exam_no(self) -> Strings:
        """考生号: 2 year, 6 area, 1 kind of exam, 1 group of subjects, 4 serial."""
        bits = self.bits("exam number")
        year = self._words.exam_year % 100
        area = self._population.vocabulary(Divisions).code[self.county]
        head = (year * 1_000_000 + area) * 100 + 10 + below(bits, 9) + 1
        return self._arena.digits(head * 10000 + below(lower(bits), 10000), 14)

    def _named(self, place: Strings, words: Strings) -> Strings:
        program = np.zeros(len(self.index), np.int32)
        return compose(program, self._words.programs, [place, words, words], self._arena)

    @cached_property
    def school(self) -> Strings:
        """One of the high schools of the home county."""
        which = below(self.bits("school"), _SCHOOLS_A_COUNTY)
        school = self.county.astype(np.int64) * _SCHOOLS_A_COUNTY + which
        words = self._words.high_schools.draw(self._population.streams.bits("school", school))
        divisions = self._population.vocabulary(Divisions)
        place = choose(
            which % 2, [divisions.district.take(self.county), divisions.city.take(self.county)]
        )
        return self._named(place, words)

    @cached_property
    def school_class(self) -> Strings:
        """Class in the last year."""
        bits = self.bits("class")
        number = self._arena.whole(1 + below(bits, _CLASSES))
        program = (1 + below(lower(bits), 2)).astype(np.int32)
        return compose(program, self._words.programs, [number] * 3, self._arena)

    @cached_property
    def college(self) -> Strings:
        """The college applied to: no real one, but named after a real province or city."""
        bits = self.bits("college")
        divisions = self._population.vocabulary(Divisions)
        county = pick(bits, divisions.by_companies)
        which = below(lower(bits), 3)
        place = choose(
            (which > 0).astype(np.intp),
            [
                divisions.province_name.take(divisions.province[county]),
                divisions.city.take(county),
            ],
        )
        college = county.astype(np.int64) * 3 + which
        words = self._words.colleges.draw(self._population.streams.bits("college", college))
        return self._named(place, words)

    @cached_property
    def exam_date(self) -> Strings:
        """A day of the examination."""
        return self._words.exam_days.take(below(self.bits("exam day"), len(self._words.exam_days)))

    @cached_property
    def subject(self) -> Strings:
        """科类."""
        return self._words.subjects.take(pick(self.bits("subject"), self._words.by_subject))


RECORDS = Candidates
