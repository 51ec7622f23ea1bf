import numpy as np
import pytest
from stdnum.cn import ric

from leakbench.generator.dates import days_of
from leakbench.generator.families import families
from leakbench.generator.people import People
from leakbench.generator.records.hotel_guest import HotelGuests

COUNT = 10_000
INDEX = np.arange(COUNT, dtype=np.int64)


@pytest.fixture
def guests(population):
    """The first guests."""
    return HotelGuests(population, INDEX)


def test_guests_show_one_document(population, guests):
    """Six in a hundred show a passport, everybody else the resident ID that is theirs."""
    ids = population.arena.texts(guests.shown_id)
    passports = population.arena.texts(guests.shown_passport)
    own = population.arena.texts(People(population, guests.index).resident_id)
    for shown, passport, resident_id in zip(ids, passports, own, strict=True):
        assert bool(shown) != bool(passport)
        assert not shown or (shown == resident_id and ric.is_valid(shown))
        assert not passport or len(passport) == 9
    assert 0.05 < np.mean([bool(passport) for passport in passports]) < 0.07


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
    cycle = np.arange(2000)
    guests = HotelGuests(population, cycle * len(families().owners))
    assert (guests.index == cycle * families().size + first_owner).all()
    companion = guests.companion
    same = companion.family == guests.family
    family = np.flatnonzero(families().family == families().family[first_owner])
    relatives = set(family.tolist()) - {first_owner}
    assert set((companion.index[same] % families().size).tolist()) == relatives


def test_rooms_and_hotels_are_named(population, guests):
    """Room numbers have a storey and a door; hotels are of many cities."""
    rooms = population.arena.texts(guests.stay.room)
    assert all(2 <= int(room[:-2]) <= 25 and 1 <= int(room[-2:]) <= 28 for room in rooms)
    hotels = population.arena.texts(guests.stay.hotel)
    assert len(set(hotels)) > 4000
