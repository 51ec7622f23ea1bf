"""Tests of writing places as addresses."""

import numpy as np
import pytest

from leakbench.generator.engine.tables import table, weights
from leakbench.generator.population.address_writing import AddressWriter
from leakbench.generator.population.place_drawing import CHUNK, Where
from leakbench.generator.population.place_kinds import kind_names
from leakbench.generator.population.places import PlaceTables
from leakbench.generator.value_forms import value_form, value_forms

from .address_oracle import Oracle

pytestmark = pytest.mark.slow

INDEX = np.arange(1500, dtype=np.int64)
COUNTY = INDEX * 13 % 2978
MANNERS = ("home", "work", "delivery", "property")


@pytest.mark.parametrize("manner", MANNERS)
def test_addresses_are_what_the_rules_say(population, manner):
    """Letter by letter what plain Python makes of the same rules, places and bits."""
    places = population.vocabulary(PlaceTables).draw(manner, Where(INDEX, COUNTY, INDEX))
    bits = population.streams.bits("tried", INDEX)
    written = population.vocabulary(AddressWriter).write(manner, places, bits)
    oracle = Oracle(population)
    texts = population.arena.texts(written.strings)
    for row, text in enumerate(texts):
        parts = oracle.parts(manner, places.grid[row], int(places.seed[row]), int(bits[row]))
        assert "".join(part for _, part in parts) == text
    assert written.strings.chars.tolist() == [len(text) for text in texts]


@pytest.mark.parametrize("manner", MANNERS)
def test_drawing_on_the_way_gives_the_same(population, manner):
    """As drawing first and writing then, in chunks of any size."""
    tables, writer = population.vocabulary(PlaceTables), population.vocabulary(AddressWriter)
    bits = population.streams.bits("tried", INDEX)
    apart = writer.write(manner, tables.draw(manner, Where(INDEX, COUNTY, INDEX)), bits)
    together = writer.draw_and_write(
        manner, tables.source(manner, CHUNK), Where(INDEX, COUNTY, INDEX), bits
    )
    texts = population.arena.texts
    assert texts(apart.strings) == texts(together.strings)
    assert (apart.form == together.form).all()


def test_forms_come_as_often_as_declared(population):
    """A kind of place is written in its forms, each with its share."""
    index = np.arange(40_000)
    places = population.vocabulary(PlaceTables).draw("delivery", Where(index, index % 2978, index))
    written = population.vocabulary(AddressWriter).write(
        "delivery", places, population.streams.bits("tried", index)
    )
    rows, share = table("address_forms"), weights("address_forms", "delivery")
    flat = places.column("kind") == kind_names().index("flat")
    for place, (kind, form) in enumerate(zip(rows["kind"], rows["form"], strict=True)):
        if kind == "flat":
            found = np.mean(written.form[flat] == value_form(form))
            assert found == pytest.approx(share[place] / 100, abs=0.02)


def test_every_form_has_a_name():
    """Of those that values may have."""
    assert set(table("address_forms")["form"]) <= set(value_forms())


def test_no_address_comes_near_the_room_that_is_kept(population):
    """Even the longest of many takes less than a fourth of what a row may take."""
    index = np.arange(60_000)
    places = population.vocabulary(PlaceTables).draw("delivery", Where(index, index % 2978, index))
    bits = population.streams.bits("tried", index)
    written = population.vocabulary(AddressWriter).write("delivery", places, bits)
    assert written.strings.size.max() < 512
    assert written.strings.size.min() > 5


def test_parts_are_those_of_the_address(population):
    """What a part is called alone stands in the whole."""
    writer = population.vocabulary(AddressWriter)
    places = population.vocabulary(PlaceTables).draw("property", Where(INDEX, COUNTY, INDEX))
    bits = population.streams.bits("tried", INDEX)
    texts = population.arena.texts
    whole = texts(writer.write("property", places, bits).strings)
    for name in ("name", "room"):
        parts = texts(writer.field(name, places))
        found = [part in text for part, text in zip(parts, whole, strict=True)]
        assert np.mean(found) > 0.95
