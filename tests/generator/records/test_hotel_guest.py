import re

import numpy as np
import pytest
from stdnum.cn import ric

from leakbench.generator.engine.dates import days_of
from leakbench.generator.engine.files import SPAN
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.records.hotel_guest import (
    ABROAD,
    HONG_KONG_MACAO,
    MAINLAND,
    TAIWAN,
    HotelGuests,
)

COUNT = 10_000
INDEX = np.arange(COUNT, dtype=np.int64) * SPAN  # one of each file


@pytest.fixture
def guests(population):
    """The first guest of each file."""
    return HotelGuests(population, INDEX)


@pytest.mark.slow
def test_guests_show_one_document(population, guests):
    """Hardly a mainlander shows a passport, the others the resident ID that is theirs."""
    texts = population.arena.texts
    columns = [texts(guests.shown_id), texts(guests.shown_passport), texts(guests.shown_permit)]
    own = texts(People(population, guests.index).resident_id)
    for shown, passport, permit, resident_id in zip(*columns, own, strict=True):
        assert [bool(number) for number in (shown, passport, permit)].count(True) == 1
        assert not shown or (shown == resident_id and ric.is_valid(shown))
    home = guests.origin == MAINLAND
    with_passport = np.array([bool(passport) for passport in columns[1]])
    assert 0.001 < with_passport[home].mean() < 0.006
    assert with_passport[guests.origin == ABROAD].all()
    assert not any(np.array(columns[2])[home])


def test_few_guests_come_from_elsewhere(guests):
    """Three in a hundred are foreigners, two come from Hong Kong, Macao or Taiwan."""
    shares = np.bincount(guests.origin, minlength=4) / COUNT
    assert 0.025 < shares[ABROAD] < 0.035
    assert 0.009 < shares[HONG_KONG_MACAO] < 0.015
    assert 0.005 < shares[TAIWAN] < 0.011


def test_foreigners_have_foreign_names(population, guests):
    """Mostly in capitals as in the passport, sometimes in Chinese; mainlanders have their own."""
    people = People(population, guests.index)
    columns = (guests.registered_name, people.name, people.foreign_name,
               people.foreign_chinese_name)  # fmt: skip
    in_chinese = []
    for origin, (registered, own, latin, chinese) in zip(
        guests.origin, zip(*map(population.arena.texts, columns), strict=True), strict=True
    ):
        if origin == ABROAD:
            assert registered in {latin, chinese}
            in_chinese.append(registered == chinese)
        else:
            assert registered == own
    assert 0.2 < np.mean(in_chinese) < 0.4


def test_permits_are_of_where_guests_come_from(population, guests):
    """H or M from Hong Kong and Macao, digits alone from Taiwan."""
    for origin, permit in zip(
        guests.origin, population.arena.texts(guests.shown_permit), strict=True
    ):
        form = {HONG_KONG_MACAO: r"[HM]\d{8}(\d{2})?", TAIWAN: r"\d{8}"}.get(origin, "")
        assert re.fullmatch(form, permit)


def test_companions_come_from_where_the_guest_comes_from(population, guests):
    """A foreigner's companion has a foreign name, and nobody of them stands in another list."""
    companion = guests.companion
    assert (companion.origin == guests.origin).all()
    far = guests.origin != MAINLAND
    assert (companion.index[far] > 10**15).all()
    assert (companion.index[~far] < 10**15).all()
    names = np.array(population.arena.texts(companion.registered_name))
    foreign = names[(guests.origin == ABROAD) & (names != "")]
    others = names[guests.origin == MAINLAND]
    assert np.mean([name.isascii() for name in foreign]) > 0.5
    assert not any(name.isascii() and name for name in others)


def test_guests_leave_after_they_came(population, guests):
    """A stay lasts one to seven nights, from afternoon to morning, and is over by today."""
    stay = guests.stay
    begin, end = (
        np.array(population.arena.texts(moments), "datetime64[s]")
        for moments in (stay.check_in, stay.check_out)
    )
    nights = (end.astype("datetime64[D]") - begin.astype("datetime64[D]")).astype(int)
    assert (begin < end).all()
    assert set(nights.tolist()) == {1, 2, 3, 4, 5, 6, 7}
    hours = [
        (moment - moment.astype("datetime64[D]")).astype(int) / 3600 for moment in (begin, end)
    ]
    assert hours[0].min() >= 12
    assert 6 <= hours[1].min() <= hours[1].max() < 14
    today = days_of(population.reference_date)
    assert end.astype("datetime64[D]").astype(int).max() < today
    assert begin.astype("datetime64[D]").astype(int).min() >= today - 740


def test_companions_are_mostly_of_the_family(population, guests):
    """Nobody shares a room with oneself; families share, and single people know others."""
    companion = guests.companion
    assert (companion.index != guests.index).all()
    present = np.array([bool(t) for t in population.arena.texts(companion.registered_name)])
    assert 0.43 < present.mean() < 0.47
    size = np.bincount(families().family)[families().family][guests.index % families().size]
    same = companion.family == guests.family
    assert not same[size == 1].any()
    assert 0.82 < same[size > 1].mean() < 0.88
    owner = np.isin(companion.index % families().size, families().owners)
    assert owner[~same].all()


def test_every_relative_can_come_along(population):
    """All others of a family share the room now and then."""
    first_owner = int(families().owners[0])
    guests = HotelGuests(population, np.arange(60_000, dtype=np.int64) * SPAN)
    home = (guests.origin == MAINLAND) & (guests.index % families().size == first_owner)
    companion = guests.companion
    same = (companion.family == guests.family) & home
    family = np.flatnonzero(families().family == families().family[first_owner])
    relatives = set(family.tolist()) - {first_owner}
    assert set((companion.index[same] % families().size).tolist()) == relatives


def test_rooms_and_hotels_are_named(population, guests):
    """Room numbers have a storey and a door; hotels are of many cities."""
    rooms = population.arena.texts(guests.stay.room)
    assert all(2 <= int(room[:-2]) <= 25 and 1 <= int(room[-2:]) <= 28 for room in rooms)
    hotels = population.arena.texts(guests.stay.hotel.strings)
    assert len(set(hotels)) > 4000


def test_a_file_is_mostly_the_register_of_one_hotel(population):
    """Whose guests come from everywhere."""
    numbers = (np.arange(200) * SPAN)[:, None] + np.arange(30)
    guests = HotelGuests(population, numbers.ravel())
    hotels = np.array(population.arena.texts(guests.stay.hotel.strings)).reshape(numbers.shape)
    alike = (hotels == hotels[:, :1]).all(axis=1)
    assert 0.7 < alike.mean() < 0.9
    counties = guests.county.reshape(numbers.shape)
    assert np.mean([len(set(some)) for some in counties.tolist()]) > 25
