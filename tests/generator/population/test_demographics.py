"""Tests of who people are before they have a name."""

from datetime import date

import numpy as np
import pytest

from leakbench.generator.engine.files import SPAN
from leakbench.generator.population.demographics import Demographics
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People

COUNT = 5000


@pytest.fixture
def block(population):
    """The first people of a population."""
    return Demographics(population, np.arange(COUNT, dtype=np.int64))


def test_birth_dates_are_written_in_two_ways(population, block):
    """As text and as a number, both of the same day before the reference date."""
    texts = population.arena.texts(block.birth_date)
    assert [int(text.replace("-", "")) for text in texts] == block.birth_number.tolist()
    days = [(date.fromisoformat(text) - date(1970, 1, 1)).days for text in texts]
    assert days == block.birth.tolist()
    assert block.birth.max() < population.today


def test_ages_are_completed_years(population, block):
    """On the reference date."""
    today = population.reference_date
    texts = population.arena.texts
    for birth, age in zip(texts(block.birth_date), texts(block.age), strict=True):
        born = date.fromisoformat(birth)
        had_birthday = (born.month, born.day) <= (today.month, today.day)
        assert int(age) == today.year - born.year - (not had_birthday)


def test_a_family_is_numbered_and_lives_together(block):
    """Members of one cycle, then those of the next; all in one county."""
    cycle = families()
    expected = (
        np.arange(COUNT) // cycle.size * cycle.count + cycle.family[np.arange(COUNT) % cycle.size]
    )
    assert block.family.tolist() == expected.tolist()
    _, first, place = np.unique(block.family, return_index=True, return_inverse=True)
    assert (block.county == block.county[first[place]]).all()
    assert len(np.unique(block.county)) > 100


def test_sexes_are_as_the_cycle_says(population, block):
    """Fathers and mothers are certain, and the word is that of the sex."""
    share = families().male[np.arange(COUNT) % families().size]
    assert block.male[share == 1].all()
    assert not block.male[share == 0].any()
    assert 0.4 < block.male[(share > 0) & (share < 1)].mean() < 0.65
    words = population.arena.texts(block.sex)
    assert words == ["女男"[male] for male in block.male.tolist()]


def test_ages_are_those_of_the_family(block, population):
    """Each within the bounds that the anchor and the offset leave, but for a day of rounding."""
    cycle = families()
    member = np.arange(COUNT) % cycle.size
    age = (population.today - block.birth) / 365.2425
    assert (age >= (cycle.anchor_low + cycle.offset_low)[member] - 0.01).all()
    assert (age <= (cycle.anchor_high + cycle.offset_high)[member] + 2.01).all()


def test_neighbours_live_in_one_county(population):
    """Most families of a neighbourhood; neighbourhoods are all over the country."""
    numbers = (np.arange(300) * SPAN)[:, None] + np.arange(50)
    people = People(population, families().nth(families().owners, numbers.ravel()))
    counties = people.county.reshape(numbers.shape)
    main = [np.bincount(some).argmax() for some in counties]
    assert (counties == np.array(main)[:, None]).mean() > 0.9
    assert len(set(main)) > 250
    assert (people.neighbourhood.reshape(numbers.shape) == np.arange(300)[:, None]).all()


def test_files_of_one_row_are_of_people_of_every_kind():
    """The first number of each file falls to every member of families that may own a company."""
    index = families().nth(families().owners, np.arange(500, dtype=np.int64) * SPAN)
    members = np.bincount(index % families().size, minlength=families().size)
    assert (members[families().owners] > 10).all()
