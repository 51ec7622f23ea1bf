from datetime import date

import numpy as np
import pytest

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.tables import table, weights
from leakbench.generator.population.names import Names
from leakbench.generator.population.people import People
from leakbench.generator.spec import SPLITS

pytestmark = pytest.mark.slow

REFERENCE = date(2026, 1, 1)


PEOPLE = 1_000_000
SOLO = 0.142  # published share of one-character given names
COMPOUND = 0.0009  # and of compound surnames


@pytest.fixture(scope="module", params=SPLITS)
def everybody(request):
    """A million people of each split."""
    population = Population(1, request.param, REFERENCE)
    return population, People(population, np.arange(PEOPLE, dtype=np.int64))


def distance(found, expected):
    """Total variation distance of two distributions."""
    return 0.5 * np.abs(found / found.sum() - expected / expected.sum()).sum()


def test_surnames_are_those_of_the_population(everybody):
    """Total variation from the published shares is at most 0.02 over all Han names."""
    population, people = everybody
    drawn = people.surname.take(np.flatnonzero(people.has_han_name))
    known = population.vocabulary(Names).surnames.start
    order = np.argsort(known)
    place = order[np.searchsorted(known[order], drawn.start)]
    share = weights("surnames", "share")
    assert distance(np.bincount(place, minlength=len(share)), share) <= 0.02


def test_names_have_their_lengths(everybody):
    """Lengths of Han names differ by at most 0.01 from what the published shares make."""
    _, people = everybody
    lengths = np.bincount(people.name.chars[people.has_han_name], minlength=5)
    two, four = SOLO * (1 - COMPOUND), COMPOUND * (1 - SOLO)
    assert distance(lengths, np.array([0, 0, two, 1 - two - four, four])) <= 0.01


def test_rare_characters_are_rare(everybody):
    """Five given names in ten thousand cannot be written in GBK."""
    population, people = everybody
    rare = set(table("rare_characters")["text"])
    given = people.given.take(np.flatnonzero(people.has_han_name)[:300_000])
    texts = population.arena.texts(given)
    share = np.mean([bool(rare & set(text)) for text in texts])
    assert 0.0003 < share < 0.0008


def test_rare_characters_are_not_in_gbk():
    """What the table calls rare cannot be encoded."""
    for character in table("rare_characters")["text"]:
        with pytest.raises(UnicodeEncodeError):
            character.encode("gbk")


def test_passports_have_the_pinyin_in_capitals(population):
    """The Latin name is surname and given name, with a comma or without."""
    people = People(population, np.arange(20_000, dtype=np.int64))
    texts = population.arena.texts
    commas = 0
    rows = zip(texts(people.latin_name), *map(texts, people.pinyin), strict=True)
    for latin, surname, given in rows:
        parts = [part.upper().replace("V", "YU") for part in (surname, given) if part]
        assert latin in {" ".join(parts), ", ".join(parts)}
        commas += "," in latin
    assert 0.45 < commas / 20_000 < 0.52


def test_names_are_the_same_whoever_asks(population):
    """A person drawn alone has the names that it has among others."""
    index = np.arange(10**9, 10**9 + 300, dtype=np.int64)
    together = People(population, index)
    for name in ("name", "latin_name", "foreign_name", "foreign_chinese_name"):
        many = population.arena.texts(getattr(together, name))
        alone = [
            population.arena.texts(getattr(People(population, index[i : i + 1]), name))[0]
            for i in range(300)
        ]
        assert alone == many
