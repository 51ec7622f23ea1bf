"""Patients: people with a visit to a hospital and a diagnosis that fits their sex and age."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.block import Block
from leakbench.generator.engine.dates import full_years, iso, numbers
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import Slots, pick, slots, table, weights
from leakbench.generator.engine.times import DAY
from leakbench.generator.population.demographics import county_of_most
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.records.time_order import moments
from leakbench.generator.records.venues import Venues

_GROWN_UP = 18
_DOCTORS_AGES = (24, 62)
_FIRST_DOCTOR = 10**15  # doctors stand far out in the population, where no list's rows reach
_DOCTORS = 3  # in each department of each hospital
_OF_ONE_HOSPITAL = 0.8
_HOSPITALS_A_COUNTY = 4
_OPEN = (0, DAY)
_AGE_BANDS = np.array([18, 30, 45, 60])  # a diagnosis is for whole bands
_LAST_AGE = 120
_NUMBER_LENGTHS = (18, 16, 30, 8, 28)  # in percent: serials of 6 and 7 digits, year and serial (8
# digits), serial of 9 digits, full year and serial (10 digits)


def _members(youngest: int, eldest: int) -> NDArray[np.int64]:
    """Members of the families' cycle who are of these ages for certain."""
    group = families()
    low, high = group.anchor_low + group.offset_low, group.anchor_high + group.offset_high
    return np.flatnonzero((low >= youngest) & (high <= eldest))


class MedicalVocabulary:
    """Hospitals, departments and diagnoses."""

    def __init__(self, population: Population) -> None:
        arena = population.arena
        self.patients = _members(_GROWN_UP, _LAST_AGE)
        self.doctors = _members(*_DOCTORS_AGES)
        self.hospitals = Venues(
            population, "hospital_names", "hospital_words", a_county=_HOSPITALS_A_COUNTY
        )
        rows = table("diagnoses")
        self.diagnosis = arena.intern(rows["text"])
        self.icd10 = arena.intern(rows["icd10"])
        names = list(dict.fromkeys(rows["department"]))
        self.departments = arena.intern(names)
        self.department_of = np.array([names.index(name) for name in rows["department"]])
        self.by_person = self._by_person()
        self.by_number_length = slots(_NUMBER_LENGTHS)

    @staticmethod
    def _by_person() -> Slots:
        """Inverse distributions of the diagnoses, one row a sex and band of ages."""
        rows, weight = table("diagnoses"), weights("diagnoses")
        sex = np.array(rows["sex"])
        youngest, eldest = (np.array(rows[name], np.int64) for name in ("youngest", "eldest"))
        ends = [*_AGE_BANDS[1:], _LAST_AGE]
        inverses = []
        for own in ("F", "M"):
            for low, high in zip(_AGE_BANDS, ends, strict=True):
                fits = ((sex == own) | (sex == "")) & (youngest <= low) & (eldest >= high)
                inverses.append(slots(weight * fits, 14))
        return np.stack(inverses)


class Visits(Block):
    """The visits of a block of patients."""

    stream = "visit"

    def __init__(self, population: Population, patients: "Patients") -> None:
        super().__init__(population, patients.index)
        self._words = population.vocabulary(MedicalVocabulary)
        self._patients = patients

    @cached_property
    def _hospital(self) -> Index:
        file = self._patients.neighbourhood
        of_file = self._population.streams.bits("visit/register", file)
        of_one = chance(of_file, _OF_ONE_HOSPITAL)
        bits = np.where(of_one, lower(of_file), self.bits("hospital"))
        return self._words.hospitals.draw(county_of_most(self._population, file), bits)

    @cached_property
    def hospital(self) -> Formed:
        """Hospital of the county; most files are of one."""
        return self._words.hospitals.name(self._hospital)

    @cached_property
    def _department(self) -> NDArray[np.integer]:
        return self._words.department_of[self._patients.illness]

    @cached_property
    def department(self) -> Strings:
        """Department, which treats such diagnoses."""
        return self._words.departments.take(self._department)

    @cached_property
    def doctor(self) -> People:
        """One of the department's doctors."""
        department = self._hospital * len(self._words.departments) + self._department
        which = _FIRST_DOCTOR + department * _DOCTORS + below(self.bits("doctor"), _DOCTORS)
        return People(self._population, families().nth(self._words.doctors, which))

    @cached_property
    def day(self) -> NDArray[np.int64]:
        """Day of the visit, counted from 1970-01-01; those of a register one after another."""
        return moments(self._population, "visit", self._patients.number, _OPEN) // DAY

    @cached_property
    def visit_date(self) -> Strings:
        """Date of the visit."""
        return iso(self.day, self._arena)


class Patients(People):
    """A block of adults, each with one visit.

    Attributes:
        number: Number of each in the file.
    """

    def __init__(self, population: Population, index: Index) -> None:
        self.number = index
        self._words = population.vocabulary(MedicalVocabulary)
        super().__init__(population, families().nth(self._words.patients, index))

    @cached_property
    def visit(self) -> Visits:
        """Where and when they were treated."""
        return Visits(self._population, self)

    @cached_property
    def illness(self) -> NDArray[np.integer]:
        """Row of the diagnosis in ``data/diagnoses.csv``."""
        years = full_years(self.birth_number, self._population.reference_date)
        band = np.maximum(np.searchsorted(_AGE_BANDS, years, side="right") - 1, 0)
        group = self.male * len(_AGE_BANDS) + band
        inverse = self._words.by_person
        width = inverse.shape[1].bit_length() - 1
        bits = self._population.streams.bits("visit/illness", self.index)
        return inverse[group, bits >> np.uint64(64 - width)]

    @cached_property
    def diagnosis(self) -> Strings:
        """Diagnosis."""
        return self._words.diagnosis.take(self.illness)

    @cached_property
    def icd10(self) -> Strings:
        """The diagnosis's code in ICD-10."""
        return self._words.icd10.take(self.illness)

    @cached_property
    def medical_no(self) -> Strings:
        """住院号 or 门诊号: 6 to 10 digits, some with the year of the visit at the head."""
        bits = self._population.streams.bits("visit/number", self.index)
        length = pick(bits, self._words.by_number_length)
        serial = lower(bits)
        year = numbers(self.visit.day) // 10000
        million = 1_000_000
        numbers_of = [
            100_000 + below(serial, 900_000),
            million + below(serial, 9 * million),
            year % 100 * million + below(serial, million),
            100 * million + below(serial, 900 * million),
            year * million + below(serial, million),
        ]
        return self._arena.whole(np.choose(length, numbers_of))


RECORDS = Patients
