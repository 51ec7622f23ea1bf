"""Tests of the peoples to which people belong."""

import numpy as np
import pytest

from leakbench.generator.engine.files import SPAN
from leakbench.generator.engine.tables import table
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.ethnic_groups import EthnicGroups
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People

pytestmark = pytest.mark.slow

COUNT = 200_000


@pytest.fixture
def people(population):
    """Some of each of many neighbourhoods."""
    neighbourhood, member = np.divmod(np.arange(COUNT, dtype=np.int64), families().size)
    return People(population, neighbourhood * SPAN * families().size + member)


@pytest.fixture
def told(population, people):
    """The people of each."""
    names = population.vocabulary(EthnicGroups).full.take(people.ethnicity)
    return np.array(population.arena.texts(names))


def test_the_tables_name_provinces_and_surnames_that_there_are():
    """Shares leave most of a province to the Han, and surnames are such as people have."""
    shares, surnames = table("ethnic_shares"), table("ethnic_surnames")
    assert set(shares["province"]) == set(table("province_shares")["code"])
    total = dict.fromkeys(shares["province"], 0.0)
    for province, percent in zip(shares["province"], shares["percent"], strict=True):
        total[province] += float(percent)
    assert max(total.values()) < 50
    assert set(surnames["surname"]) - {""} <= set(table("surnames")["surname"])
    assert set(surnames["people"]) <= set(shares["people"])


def test_most_are_han_and_each_province_has_its_own(population, people, told):
    """As the census of 2020 has it."""
    assert (told == "汉族").mean() == pytest.approx(0.911, abs=0.02)
    province = population.vocabulary(Divisions).province[people.county]
    for short, wanted, least in (("宁", "回族", 0.25), ("桂", "壮族", 0.25), ("藏", "藏族", 0.8)):
        here = province == table("province_shares")["short"].index(short)
        assert (told[here] == wanted).mean() > least
    assert not (told[province == table("province_shares")["short"].index("晋")] == "壮族").any()


def test_the_people_is_that_of_the_name(population, people, told):
    """Whoever has a name of another people's kind is of that people."""
    others = ~people.has_han_name
    kinds = {f"{name}族" for name in table("minority_peoples")["people"]}
    assert others.sum() > 1000
    assert set(told[others]) == kinds
    names = np.array(population.arena.texts(people.name))
    assert set(told[np.char.find(names, "买买提") >= 0]) <= {"维吾尔族", "柯尔克孜族", "哈萨克族"}


def test_surnames_tell_of_peoples(population, people, told):
    """马 is more often a Hui than others are; nobody but Koreans is much of 朴."""
    surnames = np.array(population.arena.texts(people.surname))
    hui = told == "回族"
    assert hui[surnames == "马"].mean() > 4 * hui[surnames == "王"].mean() > 0


def test_children_are_of_their_fathers_people(people, told):
    """Where they have his surname."""
    group = families()
    member = people._member  # noqa: SLF001
    child = np.flatnonzero((group.father[member] != member) & (group.mother[member] != member))
    father = child - member[child] + group.father[member[child]]
    same = people._surname_place[child] == people._surname_place[father]  # noqa: SLF001
    assert (told[child] == told[father])[same].mean() > 0.999
