from datetime import date

import numpy as np
import pytest

from leakbench.generator.engine.files import SPAN
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.tables import table
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.spec import SPLITS

pytestmark = pytest.mark.slow

REFERENCE = date(2026, 1, 1)


COUNT = 400_000


def block(split="test", count=COUNT):
    """People of a split, some of each of many neighbourhoods, with their population."""
    population = Population(3, split, REFERENCE)
    neighbourhood, member = np.divmod(np.arange(count, dtype=np.int64), 2 * families().size)
    return population, People(population, neighbourhood * SPAN * families().size + member)


@pytest.fixture(scope="module")
def everybody():
    """The first people."""
    return block()


def of_people(name, part="given"):
    """The parts of a people's names."""
    rows = zip(*(table("minority_names")[c] for c in ("people", "part", "text")), strict=True)
    return {text for people, of, text in rows if (people, of) == (name, part)}


@pytest.mark.parametrize(
    ("province", "share", "within"),
    [
        ("新", 0.40, 0.03),
        ("藏", 0.80, 0.06),
        ("青", 0.15, 0.04),
        ("蒙", 0.08, 0.02),
        ("粤", 0.001, 0.001),
        ("豫", 0.001, 0.001),
    ],
)
def test_shares_are_those_of_the_province(everybody, province, share, within):
    """Names of other kinds than the Han's are as frequent as declared for the home's province."""
    population, people = everybody
    here = population.vocabulary(Divisions).province[people.county] == table("province_shares")[
        "short"
    ].index(province)
    assert (~people.has_han_name[here]).mean() == pytest.approx(share, abs=within)


def test_a_family_is_of_one_people(everybody):
    """Either everybody in a family has a Han name or nobody has."""
    _, people = everybody
    family = np.unique(people.family, return_inverse=True)[1]
    share = np.bincount(family, ~people.has_han_name) / np.bincount(family)
    assert set(np.unique(share[:-1])) == {0, 1}


def test_names_with_and_without_the_dot(everybody):
    """Most names with a father's name have the middle dot, some do not; no Han name has one."""
    population, people = everybody
    texts = population.arena.texts
    rows = np.flatnonzero(~people.has_han_name)
    heads = texts(people.surname.take(rows))
    tails = texts(people.given.take(rows))
    names = texts(people.name.take(rows))
    assert names == [head + tail for head, tail in zip(heads, tails, strict=True)]
    uyghur = of_people("维吾尔") - of_people("哈萨克") - of_people("柯尔克孜")
    dotted = [t.startswith("·") for h, t in zip(heads, tails, strict=True) if h in uyghur]
    assert 0.8 < np.mean(dotted) < 0.9
    assert "·" not in "".join(texts(people.name.take(np.flatnonzero(people.has_han_name)[:20000])))


def test_children_carry_their_fathers_names(everybody):
    """What follows a Uyghur child's own name is the father's own name; clans are inherited."""
    population, people = everybody
    texts = population.arena.texts
    member = people.index % families().size
    child = (families().mother[member] != member) & ~people.has_han_name
    rows = np.flatnonzero(child)
    fathers = rows - member[rows] + families().father[member[rows]]
    own, tail, father = (
        texts(column.take(where))
        for column, where in (
            (people.surname, rows),
            (people.given, rows),
            (people.surname, fathers),
        )
    )
    uyghur, clans = of_people("维吾尔"), of_people("彝", "clan")
    seen = {"uyghur": 0, "yi": 0}
    for first, second, of_father in zip(own, tail, father, strict=True):
        if first in clans:
            assert first == of_father
            seen["yi"] += 1
        elif first in uyghur and second:
            assert second.lstrip("·") == of_father
            seen["uyghur"] += 1
    assert min(seen.values()) > 20


def test_second_names_differ_from_the_first(everybody):
    """Hardly anybody is called the same twice."""
    population, people = everybody
    rows = np.flatnonzero(~people.has_han_name)
    heads, tails = (
        population.arena.texts(column.take(rows)) for column in (people.surname, people.given)
    )
    same = [head == tail.lstrip("·") for head, tail in zip(heads, tails, strict=True)]
    assert np.mean(same) < 0.01


def test_splits_share_no_such_name():
    """A name of one split is in no other."""
    found = []
    for split in SPLITS:
        population, people = block(split, 200_000)
        rows = np.flatnonzero(~people.has_han_name)
        found.append(set(population.arena.texts(people.name.take(rows))))
    train, dev, test = found
    assert min(map(len, found)) > 300
    assert not (train & dev | train & test | dev & test)


def test_peoples_are_declared_alike():
    """Every people that has names is put together and lives somewhere."""
    peoples = set(table("minority_peoples")["people"])
    assert peoples == set(table("minority_names")["people"])
    assert peoples == set(table("minority_regions")["people"])
