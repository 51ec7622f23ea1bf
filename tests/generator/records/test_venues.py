"""Tests of hotels, hospitals and schools."""

import numpy as np
import pytest

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.records.venues import Spots, Venues
from leakbench.generator.value_forms import value_forms

KINDS = pytest.mark.parametrize(
    ("names", "words"),
    [
        ("hotel_names", "hotel_words"),
        ("hospital_names", "hospital_words"),
        ("high_school_names", "schools"),
        ("primary_school_names", "schools"),
        ("college_names", "schools"),
    ],
)
ENDINGS = {
    "hotel_chain": ("店", "店)", "店）"),
    "homestay": ("民宿", "客栈", "小院", "山居", "旅舍", "美宿", "农家乐"),
    "community_clinic": ("中心", "卫生院", "服务站", "卫生室"),
    "affiliated_hospital": ("医院",),
    "university": ("大学",),
    "college": ("学院",),
    "nursery": ("幼儿园",),
    "attached_school": ("附属中学", "附中", "附属学校", "附属实验学校"),
}


def made(population, names, words):
    """Six venues a county, every one of them, with their names and forms."""
    venues = Venues(population, names, words, a_county=6)
    venue = np.arange(6 * len(population.vocabulary(Divisions).code))
    return venues, venue, venues.name(venue)


@KINDS
def test_a_venue_has_one_name(population, names, words):
    """It never changes, and few counties have two venues of a name."""
    venues, venue, named = made(population, names, words)
    texts = population.arena.texts(named.strings)
    again = made(population, names, words)[2]
    assert texts == population.arena.texts(again.strings)
    assert len(set(zip(texts, (venue // 6).tolist(), strict=True))) > 0.8 * len(texts)
    assert len(population.arena.texts(venues.words.texts)) > 25


@KINDS
def test_names_say_their_form(population, names, words):
    """Forms are those of the file, and a name ends as those of its form do."""
    named = made(population, names, words)[2]
    for text, code in zip(population.arena.texts(named.strings), named.form.tolist(), strict=True):
        form = value_forms()[code]
        assert text.endswith(ENDINGS.get(form, "")), (text, form)


@KINDS
def test_only_places_and_words_of_the_split_stand_in_names(population, names, words):
    """No word of another split is in a name that has the split's, but where a place has it."""
    venues, _, named = made(population, names, words)
    mine = set(population.arena.texts(venues.words.texts))
    others = set(table(words)["text"]) - mine
    texts = population.arena.texts(named.strings)
    with_mine = np.mean([any(word in text for word in mine) for text in texts])
    with_other = np.mean([any(word in text for word in others) for text in texts])
    assert with_mine > with_other


@pytest.mark.parametrize("county", [0, 17, 2977])
def test_counties_have_all_their_venues(population, county):
    """Whoever goes to a county comes to one of its six venues."""
    bits = Streams(2, "t").bits("venue", np.arange(400))
    venues = Venues(population, "hotel_names", "hotel_words", a_county=6)
    venue = venues.draw(np.full(400, county), bits)
    assert set(venue.tolist()) == {6 * county + which for which in range(6)}


def test_spots_are_drawn_from_their_list(population):
    """All of them come up."""
    bits = Streams(3, "t").bits("spot", np.arange(20_000))
    drawn = set(population.arena.texts(Spots(population).draw(bits)))
    assert drawn == set(table("shop_spots")["text"])
