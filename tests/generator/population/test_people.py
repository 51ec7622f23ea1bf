from importlib.resources import files

import numpy as np
import pyarrow.parquet as pq
import pytest

from leakbench.generator.engine.dates import full_years, numbers
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.people import People
from leakbench.generator.records.candidate import Candidates

pytestmark = pytest.mark.slow

COUNT = 20_000


@pytest.fixture
def people(population):
    """The first people of a population."""
    return People(population, np.arange(COUNT, dtype=np.int64))


@pytest.fixture
def texts(population):
    """Read a column."""
    return population.arena.texts


def test_an_id_says_when_one_was_born_and_of_what_sex(people, texts):
    """Birth date and sex of the resident ID are the person's."""
    births = numbers(people.birth).tolist()
    for code, birth, male in zip(texts(people.resident_id), births, people.male, strict=True):
        assert int(code[6:14]) == birth
        assert int(code[16]) % 2 == male
        assert code[14:17] != "000"


def test_ages_and_sexes_are_those_of_the_census(population):
    """Shares of 0-14, 15-59, 60 and over, and of men, as of 2020."""
    people = People(population, np.arange(400_000, dtype=np.int64))
    age = full_years(numbers(people.birth), population.reference_date)
    shares = [(age < 15).mean(), ((age >= 15) & (age < 60)).mean(), (age >= 60).mean()]
    assert abs(np.array(shares) - [0.1795, 0.6335, 0.1870]).max() < 0.01
    assert abs(people.male.mean() - 0.5124) < 0.005


def test_children_live_with_their_parents_and_carry_their_name(population, texts):
    """Guardian and child share the address, mostly the surname, and are a generation apart."""
    candidates = Candidates(population, np.arange(4000, dtype=np.int64))
    guardian = candidates.guardian
    assert texts(candidates.address.strings) == texts(guardian.address.strings)
    same = np.mean(
        [a == b for a, b in zip(texts(candidates.surname), texts(guardian.surname), strict=True)]
    )
    assert 0.5 < same < 0.75  # fathers nearly always, mothers hardly ever
    years = (candidates.birth - guardian.birth) / 365.25
    assert years.min() > 20
    assert years.max() < 40
    assert not np.intersect1d(candidates.index, guardian.index).size


def test_mobiles_are_mostly_from_home(population, people):
    """Seven in eight mobiles have a segment of the home's telephone area."""
    runs = pq.read_table(files("leakbench.generator.data").joinpath("mobile_segments.parquet"))
    area_of = np.full(2_000_000, -1)
    for first, count, area in zip(
        *(runs[name].to_pylist() for name in runs.column_names[:3]), strict=True
    ):
        area_of[first : first + count] = area
    segments = np.array([int(number[:7]) for number in population.arena.texts(people.mobile)])
    home = population.vocabulary(Divisions).calling_area[people.county]
    assert 0.87 < (area_of[segments] == home).mean() < 0.91


def test_people_are_the_same_whoever_asks(population):
    """A person drawn alone, far out or among others has the same facts."""
    index = np.array([5, 10**12, 77], np.int64)
    together = People(population, index)
    for attribute in ("name", "resident_id", "mobile", "age"):
        many = population.arena.texts(getattr(together, attribute))
        for place, one in enumerate(index):
            alone = People(population, np.array([one]))
            assert population.arena.texts(getattr(alone, attribute)) == [many[place]]


def test_directories_list_several_numbers_of_some(people, texts):
    """Some have another in a column of its own, and no number of theirs is the same."""
    first, other, third = (
        np.array(texts(column))
        for column in (people.mobile, people.other_mobile, people.third_mobile)
    )
    assert (other != "").mean() == pytest.approx(0.38, abs=0.02)
    assert not ((first == other) | (other == third) | (first == third)).any()
