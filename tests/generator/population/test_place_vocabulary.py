"""Tests of the words of addresses."""

import numpy as np
import pytest

from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import table
from leakbench.generator.population.compounds import words_of
from leakbench.generator.population.place_kinds import WATERS, settings
from leakbench.generator.population.place_vocabulary import (
    NUMBERED,
    PlaceVocabulary,
    spelled,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def words(population):
    """The words of the population."""
    return population.vocabulary(PlaceVocabulary)


def drawn(population, words, name, water):
    """Everything that a list gives where there is such water."""
    which = words.lists.index(name)
    bits = 64 - int(words.drawn.shift[which])
    begin = words.drawn.offset[which, WATERS.index(water)]
    entries = words.drawn.inverse[begin : begin + (1 << bits)].astype(int)
    packed = words.words.take(words.drawn.first[which] + entries)
    return set(population.arena.texts(Strings(packed)))


@pytest.mark.parametrize("name", ["road", "estate", "office", "park"])
def test_nothing_stands_at_water_where_there_is_none(population, words, name):
    """No 滨江路 in deserts, no 海景 far from the sea."""
    sea, river = (tuple(words_of(f"address_words/{kind}").texts) for kind in ("sea", "river"))
    dry = drawn(population, words, name, "dry")
    assert dry
    assert not any(text.startswith((*sea, *river)) for text in dry)
    assert not any(text.startswith(sea) for text in drawn(population, words, name, "river"))
    if name == "road":
        assert any(text.startswith(sea) for text in drawn(population, words, name, "sea"))


def test_roads_fit_the_county(population, words):
    """Each is one that its county's water has."""
    county = np.arange(2978)
    roads = population.arena.texts(words.roads_at(county, population.streams.bits("road", county)))
    known = [drawn(population, words, "road", water) for water in WATERS]
    assert all(road in known[water] for road, water in zip(roads, settings().water, strict=True))
    assert len(set(roads)) > 1000


def test_words_at_water_are_words_of_names():
    """Each begins something that the lists have, else it would forbid nothing."""
    known = {
        word
        for name in ("road_words", "estate_words", "office_words", "address_words/park")
        for word in words_of(name).texts
    } | set(words_of("address_words/venue").texts)
    for kind in ("sea", "river"):
        unknown = set(words_of(f"address_words/{kind}").texts) - known
        assert not unknown


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (5, "五"),
        (10, "十"),
        (12, "十二"),
        (30, "三十"),
        (105, "一百零五"),
        (100, "一百"),
    ],
)
def test_numbers_are_spelled_as_they_are_spoken(number, text):
    """Ten is 十, not 一十."""
    assert spelled(number) == text


def test_buildings_have_a_name_for_every_number(population, words):
    """Form by form, and none for number 0."""
    forms = [
        form
        for form, part in zip(
            *(table("numbered_parts")[key] for key in ("form", "part")), strict=True
        )
        if part == "building"
    ]
    begin = words.fields["building"]
    names = population.arena.texts(Strings(words.words[begin : begin + NUMBERED * len(forms)]))
    for place, form in enumerate(forms):
        assert names[place * NUMBERED] == ""
        assert names[place * NUMBERED + 3] == form.format(n=3, han="三", letter="C")


def test_a_literal_stands_once_among_the_words(population, words):
    """Whoever asks for it again gets the same place."""
    place = words.literal("单元")
    assert words.literal("单元") == place
    assert population.arena.texts(Strings(words.words[place : place + 1])) == ["单元"]
