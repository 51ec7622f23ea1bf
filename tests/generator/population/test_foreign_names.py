import re
from datetime import date

import numpy as np
import pytest

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.tables import table
from leakbench.generator.population.people import People
from leakbench.generator.spec import SPLITS

pytestmark = pytest.mark.slow

REFERENCE = date(2026, 1, 1)


COUNT = 20_000


def names(split):
    """Latin and Chinese names of a split, with who is a man."""
    population = Population(3, split, REFERENCE)
    people = People(population, np.arange(COUNT, dtype=np.int64))
    texts = population.arena.texts
    return texts(people.foreign_name), texts(people.foreign_chinese_name), people.male


def test_both_spellings_are_of_one_name():
    """The parts in capitals are those in Chinese, of one origin, and true to the sex."""
    rows = list(zip(*table("foreign_names").values(), strict=True))
    known = {}
    for origin, part, sex, latin, chinese, _ in rows:
        for letter in sex or "FM":
            known.setdefault((part, letter, latin), set()).add((origin, chinese))
    for latin, chinese, male in zip(*names("train"), strict=True):
        first, second = re.fullmatch(r"([A-Z]+),? ([A-Z]+)", latin).groups()
        letter = "M" if male else "F"
        orders = ((first, second), (second, first)) if "," not in latin else ((first, second),)
        written = {
            text
            for family, given in orders
            for origin, of_family in known.get(("family", letter, family), ())
            for other, of_given in known.get(("given", letter, given), ())
            if origin == other
            for text in (f"{of_given}·{of_family}", of_family + of_given)
        }
        assert chinese in written


def test_three_ways_to_write_a_passport_name():
    """With the comma after the family name, without it, and the other way round."""
    latin, _, _ = names("test")
    assert 0.3 < np.mean(["," in name for name in latin]) < 0.37


def test_splits_share_no_given_name():
    """Names of splits are disjoint, since their given names are."""
    train, dev, test = (set(names(split)[1]) for split in SPLITS)
    assert min(map(len, (train, dev, test))) > 500
    assert not (train & dev | train & test | dev & test)


def test_a_family_has_one_name():
    """Origin and family name are those of the whole family; given names are not."""
    population = Population(3, "train", REFERENCE)
    people = People(population, np.arange(COUNT, dtype=np.int64))
    rows = zip(table("foreign_names")["part"], table("foreign_names")["latin"], strict=True)
    family = {latin for part, latin in rows if part == "family"}
    words = [
        set(re.findall(r"[A-Z]+", name)) & family
        for name in population.arena.texts(people.foreign_name)
    ]
    for one in np.unique(people.family):
        members = np.flatnonzero(people.family == one)
        assert len(set(people.foreign_origin[members].tolist())) == 1
        for male in (False, True):  # 沃尔科夫's wife is 沃尔科娃
            same = members[people.male[members] == male]
            assert not len(same) or set.intersection(*(words[member] for member in same))
    assert len(np.unique(people.foreign_origin)) > 5
