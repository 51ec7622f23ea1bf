"""Tests of the further numbers of firms."""

import re
import tomllib
from importlib.resources import files

import numpy as np
import pytest

from leakbench.generator.engine.files import SPAN
from leakbench.generator.engine.formed import NO_FORM
from leakbench.generator.entities import entities
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.people import People
from leakbench.generator.records.company import Companies
from leakbench.generator.records.more_numbers import MOST
from leakbench.generator.value_forms import value_forms

pytestmark = pytest.mark.slow

COUNT, OF_A_FILE = 20_000, 100
INDEX = np.arange(COUNT, dtype=np.int64)
INDEX = (INDEX // OF_A_FILE * SPAN) + INDEX % OF_A_FILE
DECLARED = tomllib.loads(
    files("leakbench.generator.data").joinpath("more_numbers.toml").read_text("utf-8")
)
MOBILE = re.compile(r"1[3-9]\d{9}")


@pytest.fixture
def companies(population):
    """The first companies of many files."""
    return Companies(population, INDEX)


@pytest.fixture
def cells(population, companies):
    """Their cells, and the values of each."""
    listed = companies.more_numbers
    texts = population.arena.texts(listed.strings)
    spans = [slice(*pair) for pair in zip(listed.first[:-1], listed.first[1:], strict=True)]
    values = [
        [text[a:b] for a, b in zip(listed.start[at], listed.end[at], strict=True)]
        for text, at in zip(texts, spans, strict=True)
    ]
    return texts, values


def test_cells_hold_as_many_as_declared(cells):
    """From none to twenty, each count with the share that the data file gives it."""
    counts = np.bincount([len(several) for several in cells[1]], minlength=MOST + 1) / COUNT
    weights = np.array([DECLARED["counts"][str(count)] for count in range(MOST + 1)])
    assert counts == pytest.approx(weights / weights.sum(), abs=0.015)
    assert counts[MOST] > 0


def test_a_file_separates_them_in_one_way(companies, cells):
    """Cells are their numbers with one separator of the data file, the same in all of a file."""
    used = {}
    for file, text, several in zip(companies.file.tolist(), *cells, strict=True):
        ways = {one for one in DECLARED["separators"] if one.join(several) == text}
        assert ways, text
        used[file] = used.get(file, ways) & ways
    assert all(used.values())
    known = [next(iter(ways)) for ways in used.values() if len(ways) == 1]
    assert len(set(known)) > len(DECLARED["separators"]) / 2


def test_mobiles_and_landlines_are_told_apart(population, companies, cells):
    """Landlines have the firm's area code unless their form says that it is missing."""
    listed, labels = companies.more_numbers, list(entities())
    divisions = population.vocabulary(Divisions)
    areas = population.arena.texts(
        divisions.area_code_text.take(divisions.calling_area[companies.county])
    )
    row = np.repeat(np.arange(COUNT), np.diff(listed.first)).tolist()
    values = [value for several in cells[1] for value in several]
    found = set()
    for at, value in enumerate(values):
        label, form = labels[listed.label[at]], listed.form[at]
        found.add(label)
        if label == "MOBILE":
            assert MOBILE.fullmatch(value), value
            assert form == NO_FORM
        elif form == NO_FORM or value_forms()[form] != "local":
            assert value.startswith(areas[row[at]]) or "转" in value, value
    assert found == {"MOBILE", "LANDLINE"}


def test_only_owners_have_numbers_of_their_own(population, companies, cells):
    """A list has at most one, which is a mobile that nothing else of the owner's repeats."""
    listed = companies.more_numbers
    assert listed.label[listed.subject >= 0].tolist().count(list(entities()).index("LANDLINE")) == 0
    row = np.repeat(np.arange(COUNT), np.diff(listed.first))
    mine = np.flatnonzero(listed.subject >= 0)
    assert len(np.unique(row[mine])) == len(mine)
    assert (listed.subject[mine] == companies.owner.index[row[mine]]).all()
    lists = np.count_nonzero(np.diff(listed.first))
    assert len(mine) / lists == pytest.approx(0.3, abs=0.02)
    values = np.array([value for several in cells[1] for value in several])
    people = People(population, listed.subject[mine])
    assert values[mine].tolist() == population.arena.texts(people.third_mobile)
    assert not (values[mine] == np.array(population.arena.texts(people.mobile))).any()


def test_numbers_are_the_same_whoever_asks(population, cells):
    """A firm drawn alone has the same cell."""
    for at in (0, 77, COUNT - 1):
        alone = Companies(population, INDEX[[at]]).more_numbers
        assert population.arena.texts(alone.strings) == [cells[0][at]]
