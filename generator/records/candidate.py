"""Candidates of the university entrance examination: people with their school and choice."""

from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.files import place_of
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below, chance, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.tables import pick
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.population.company_counties import CompanyCounties
from leakbench.generator.population.demographics import county_of_most, exam_year
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.ethnic_groups import EthnicGroups
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.records.school_numbers import Pupils, SchoolNumbers
from leakbench.generator.records.scores import Scores
from leakbench.generator.records.subjects import Subjects
from leakbench.generator.records.venues import Venues

_SCHOOLS_A_COUNTY = 6
_COLLEGES_A_COUNTY = 3
_CLASSES = 24
_IN_A_CLASS = 45
_CODES = 300  # of schools
_ONE_SCHOOL = 0.6  # of the files
_SHORT_NAMES = 0.35  # of the files: 汉, not 汉族


class SchoolVocabulary:
    """The words that schools, classes and examinations are named with, in one split.

    The next university entrance examination is on 7 June and the days after.
    """

    def __init__(self, population: Population) -> None:
        arena = population.arena
        self.high_schools, self.first_schools, self.colleges = (
            Venues(population, names, "schools", a_county=count)
            for names, count in (
                ("high_school_names", _SCHOOLS_A_COUNTY),
                ("primary_school_names", _SCHOOLS_A_COUNTY),
                ("college_names", _COLLEGES_A_COUNTY),
            )
        )
        self.exam_year = exam_year(population.reference_date)
        self.subjects = Subjects(population, self.exam_year)
        self.scores, self.numbers = Scores(population), SchoolNumbers(population)
        self.exam_days = arena.intern(
            [date(self.exam_year, 6, day).isoformat() for day in (7, 8, 9)]
        )
        self.classes = compile_templates(
            ["高三（{number}）班", "高三{number}班"], {"number": 0}, arena
        )


class Candidates(People):
    """A block of candidates."""

    def __init__(self, population: Population, index: Index) -> None:
        super().__init__(population, families().nth(families().candidates, index))
        self._number = index
        self._words = population.vocabulary(SchoolVocabulary)

    @cached_property
    def exam_no(self) -> Strings:
        """考生号: 2 year, 6 area, 1 kind of exam, 1 group of subjects, 4 serial."""
        bits = self._file_bits("number")
        year = self._words.exam_year % 100
        head = (year * 1_000_000 + self._area) * 100 + 10 + below(bits, 9) + 1
        serial = (below(lower(bits), 10000) + place_of(self._number)) % 10000
        return self._arena.digits(head * 10000 + serial, 14)

    @cached_property
    def school(self) -> Formed:
        """One of the high schools of the county, in many files the same for all."""
        schools = self._words.high_schools
        of_file = self._file_bits("school")
        bits = np.where(self._of_one_school, of_file, self.bits("school"))
        return schools.name(schools.draw(self._exam_county, bits))

    @cached_property
    def _exam_county(self) -> NDArray[np.integer]:
        return county_of_most(self._population, self.neighbourhood)

    @cached_property
    def _province(self) -> NDArray[np.integer]:
        return self._population.vocabulary(Divisions).province[self._exam_county]

    @cached_property
    def _area(self) -> NDArray[np.int64]:
        code = self._population.vocabulary(Divisions).code[self._exam_county]
        return code.astype(np.int64)

    @cached_property
    def _of_one_school(self) -> NDArray[np.bool_]:
        return chance(lower(self._file_bits("school")), _ONE_SCHOOL)

    def _file_bits(self, name: str) -> Bits:
        return self._population.streams.bits(f"exam/{name}", self.neighbourhood)

    @cached_property
    def first_school(self) -> Formed:
        """The nursery, primary or middle school to which they went before."""
        schools = self._words.first_schools
        return schools.name(schools.draw(self.county, self.bits("first school")))

    @cached_property
    def school_class(self) -> Strings:
        """Class in the last year."""
        way = self._file_bits("class")
        columns = [self._arena.whole(self._class_number)]
        return compose(below(lower(way), 2), self._words.classes, columns, self._arena)

    @cached_property
    def _class_number(self) -> NDArray[np.int64]:
        in_order = 1 + place_of(self._number) // _IN_A_CLASS
        one_by_one = 1 + below(self.bits("class"), _CLASSES)
        return np.where(self._of_one_school, in_order, one_by_one)

    @cached_property
    def college(self) -> Formed:
        """The college applied to, mostly in a large city."""
        bits = self.bits("college")
        county = pick(bits, self._population.vocabulary(CompanyCounties).anywhere)
        colleges = self._words.colleges
        return colleges.name(colleges.draw(county, lower(bits)))

    @cached_property
    def exam_date(self) -> Strings:
        """A day of the examination."""
        days = self._words.exam_days
        return days.take(below(self._file_bits("day"), len(days)))

    @cached_property
    def ethnic_group(self) -> Strings:
        """民族: 汉族, or in some files 汉."""
        groups = self._population.vocabulary(EthnicGroups)
        short = chance(self._file_bits("ethnic group"), _SHORT_NAMES)
        names = (names.take(self.ethnicity) for names in (groups.full, groups.short))
        return choose(short, list(names))

    @cached_property
    def _subject(self) -> NDArray[np.integer]:
        is_han = self.ethnicity == 0
        return self._words.subjects.draw(self._province, is_han, self.bits("subject"))

    @cached_property
    def subject(self) -> Strings:
        """科类, of those that the home's province has in the year of the examination."""
        return self._words.subjects.texts.take(self._subject)

    @cached_property
    def score(self) -> Strings:
        """Total of a mock examination; the one that counts is still to come."""
        level, of_school = self._words.subjects.level[self._subject], self._file_bits("score")
        return self._words.scores.draw(self._province, level, of_school, self.bits("score"))

    @cached_property
    def _pupils(self) -> Pupils:
        in_order = 1 + place_of(self._number) % _IN_A_CLASS
        one_by_one = 1 + below(lower(self.bits("class")), _IN_A_CLASS)
        in_class = np.where(self._of_one_school, in_order, one_by_one)
        of_file = lower(self._file_bits("pupil"))
        school = 1 + below(np.where(self._of_one_school, of_file, self.bits("school")), _CODES)
        return Pupils(
            self._number,
            self._exam_county,
            self._words.exam_year - 3,
            (school, self._class_number, in_class),
            self.birth_number,
            self.resident_id,
        )

    @cached_property
    def admission_ticket(self) -> Formed:
        """准考证号, as the province writes it."""
        return self._words.numbers.ticket(
            self._province, self._pupils, self._file_bits("ticket"), self.bits("ticket")
        )

    @cached_property
    def student_no(self) -> Formed:
        """学籍号: G and the resident ID; few have another."""
        return self._words.numbers.pupil(self._pupils, self._file_bits("pupil"), self.bits("pupil"))


RECORDS = Candidates
