"""Tests of names with a place in them."""

import numpy as np
import pytest

from leakbench.generator.declarations import DeclarationError
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table
from leakbench.generator.engine.template_choice import WeightedTemplates, declared_templates
from leakbench.generator.records import placed_names
from leakbench.generator.records.placed_names import PlacedNames

ROWS = 2000
DECLARED = {
    "one": WeightedTemplates(["{city}{word}", "{city_full}{word}"], [3, 1]),
    "other": WeightedTemplates(["{word}{in_district}", "{word}"], [1, 1]),
}


@pytest.fixture
def declare(monkeypatch):
    """Has the templates say what a test wants."""

    def set_templates(templates):
        monkeypatch.setattr(placed_names, "declared_templates", lambda _: templates)

    return set_templates


def at(code):
    """A county for every row."""
    return np.full(ROWS, table("divisions")["code"].index(code))


def words(population):
    """A word for every row."""
    return population.arena.intern(["某某"]).take(np.zeros(ROWS, np.int64))


def test_places_are_written_as_the_template_says(population, declare):
    """By weight, the second place where another is given, of the kind that is asked for."""
    declare(DECLARED)
    names = PlacedNames(population, "x", ["word"])
    bits = Streams(0, "t").bits("name", np.arange(ROWS))
    kind = np.arange(ROWS) % 2
    program = names.draw_of(kind, bits)
    assert (names.kind[program] == kind).all()
    made = names.compose(program, at("330106"), [words(population)], at("110105"))
    texts = np.array(population.arena.texts(made))
    assert set(texts[kind == 0]) == {"杭州某某", "杭州市某某"}
    assert set(texts[kind == 1]) == {"某某朝阳区", "某某"}
    assert np.mean(texts[kind == 0] == "杭州某某") == pytest.approx(0.75, abs=0.05)
    alone = population.arena.texts(names.compose(program, at("330106"), [words(population)]))
    assert "某某西湖区" in alone


def test_kinds_come_by_the_weight_of_their_templates(population, declare):
    """Where no kind is asked for."""
    declare(DECLARED)
    names = PlacedNames(population, "x", ["word"])
    program = names.draw(Streams(0, "t").bits("name", np.arange(ROWS)))
    assert np.mean(names.kind[program] == 0) == pytest.approx(4 / 6, abs=0.05)
    assert len(names.rows_with("word", program)) == ROWS


def test_a_place_is_written_in_one_way(population, declare):
    """Else the file and the template are named."""
    declare({"one": WeightedTemplates(["{city}{word}{district}"], [1])})
    with pytest.raises(DeclarationError, match=r"x\.toml.*two ways"):
        PlacedNames(population, "x", ["word"])


@pytest.mark.parametrize(
    "name",
    [
        *("company_names", "company_short_names", "hospital_names", "hotel_names"),
        *("high_school_names", "primary_school_names", "college_names", "bank_branches"),
    ],
)
def test_templates_stand_once_in_a_kind(name):
    """And all have a weight."""
    for kind, (templates, shares) in declared_templates(name).items():
        assert len(set(templates)) == len(templates), kind
        assert min(shares) > 0
