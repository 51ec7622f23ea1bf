from collections import defaultdict

import numpy as np
import pytest

from leakbench.generator.engine.formed import NO_FORM
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.records.call import RUN, Calls
from leakbench.generator.value_forms import value_forms

pytestmark = pytest.mark.slow

COUNT = 24 * RUN
INDEX = np.arange(COUNT, dtype=np.int64)


@pytest.fixture
def calls(population):
    """The first calls."""
    return Calls(population, INDEX)


def test_callees_are_people_of_the_population(population, calls):
    """Both sides are grown-ups of the population with their own numbers and names, never alike."""
    owners = set(families().owners.tolist())
    for side in (calls.caller, calls.callee):
        assert set((side.index % families().size).tolist()) <= owners
        people = People(population, side.index)
        texts = population.arena.texts
        assert texts(side.mobile) == texts(people.mobile)
        listed = zip(texts(side.listed_name), texts(people.name), strict=True)
        assert all(name in {"", own} for name, own in listed)
    assert (calls.caller.index != calls.callee.index).all()


def test_contacts_are_of_the_neighbourhood(calls):
    """Everybody who is called or calls is of the subscriber's neighbourhood."""
    numbers = np.arange(4096, dtype=np.int64)
    everybody = set(families().nth(families().owners, numbers).tolist())
    assert set(calls.callee.index.tolist()) | set(calls.caller.index.tolist()) <= everybody
    assert len(set(calls.subscriber.index.tolist())) == COUNT // RUN


def test_types_say_whose_list_it_is(population, calls):
    """The subscriber is the caller, or the callee of an incoming call, and is always named."""
    kinds = population.arena.texts(calls.kind)
    incoming = np.array([kind == "被叫" for kind in kinds])
    assert (
        np.where(incoming, calls.callee.index, calls.caller.index)
        == np.repeat(calls.subscriber.index[::RUN], RUN)
    ).all()
    named = [
        np.array(population.arena.texts(side.listed_name)) != ""
        for side in (calls.caller, calls.callee)
    ]
    assert np.where(incoming, named[1], named[0]).all()
    other = np.where(incoming, named[0], named[1])
    assert 0.55 < other.mean() < 0.65


def test_a_contact_is_named_always_or_never(population, calls):
    """Whether a subscriber's list knows a number does not change from row to row."""
    kinds = population.arena.texts(calls.kind)
    known = defaultdict(set)
    sides = [
        zip(side.index.tolist(), population.arena.texts(side.listed_name), strict=True)
        for side in (calls.caller, calls.callee)
    ]
    for row, (kind, *both) in enumerate(zip(kinds, *sides, strict=True)):
        contact, name = both[kind != "被叫"]
        known[row // RUN, contact].add(name != "")
    assert all(len(found) == 1 for found in known.values())
    assert len(known) < 0.6 * COUNT


def test_calls_come_in_order_and_by_day(population, calls):
    """A subscriber's rows ascend in time, at waking hours, before the reference date."""
    times = np.array(population.arena.texts(calls.start), "datetime64[s]")
    gaps = np.diff(times.reshape(-1, RUN), axis=1).astype(np.int64)
    assert (gaps > 0).all()
    hours = times.astype("datetime64[h]").astype(np.int64) % 24
    assert hours.min() == 7
    assert hours.max() == 22
    assert times.max() < np.datetime64(population.reference_date)


def test_messages_last_no_time(population, calls):
    """A message has no duration, a call one of seconds to an hour, most of minutes."""
    kinds = population.arena.texts(calls.kind)
    durations = population.arena.texts(calls.duration)
    assert all((kind == "短信") == (not text) for kind, text in zip(kinds, durations, strict=True))
    seconds = np.array([int(text) for text in durations if text])
    assert seconds.min() >= 3
    assert seconds.max() <= 3_600
    assert 60 < np.median(seconds) < 240


def test_devices_and_cells_are_the_subscribers(population, calls):
    """One phone and SIM card a run, few cells, in the home county but for some journeys."""
    texts = population.arena.texts
    for column in (calls.subscriber.imei, calls.subscriber.imsi):
        values = np.array(texts(column)).reshape(-1, RUN)
        assert (values == values[:, :1]).all()
    places = np.array(texts(calls.place)).reshape(-1, RUN)
    assert np.mean([len(set(run[:12])) for run in places.tolist()]) < 5
    cells = np.array(texts(calls.cell)).reshape(-1, RUN)
    imsis = np.array(texts(calls.subscriber.imsi)).reshape(-1, RUN)
    for run, (imsi, *_) in zip(cells.tolist(), imsis.tolist(), strict=True):
        assert len({text.count("-") for text in run}) == 1
        assert all(text.startswith(f"460-{imsi[3:5]}-") for text in run if text.count("-") == 3)


def test_the_part_of_the_day_is_that_of_the_begin(population, calls):
    """Noon is noon."""
    hours = np.array([int(time[11:13]) for time in population.arena.texts(calls.start)])
    words = np.array(population.arena.texts(calls.daypart))
    assert set(hours[words == "中午"].tolist()) == {11, 12}
    assert set(words[hours == 16].tolist()) == {"下午"}


def test_some_contacts_are_services_or_landlines(population, calls):
    """By the contact, not by the call; the subscriber has a mobile, and a service no name."""
    kinds = population.arena.texts(calls.kind)
    lines = defaultdict(set)
    shares = defaultdict(int)
    for side, own in ((calls.caller, "被叫"), (calls.callee, "主叫")):
        numbers, names = (
            population.arena.texts(some) for some in (side.listed_number.strings, side.listed_name)
        )
        mobiles = population.arena.texts(side.mobile)
        for row, (form, number, name, mobile) in enumerate(
            zip(side.listed_number.form.tolist(), numbers, names, mobiles, strict=True)
        ):
            told = value_forms()[form] if form != NO_FORM else ""
            assert (told == "") == (number == mobile)
            assert told != "service_line" or not name
            if (kinds[row] == "被叫") == (own == "被叫"):
                lines[row // RUN, side.index[row]].add((told, number))
                shares[told] += 1
            else:
                assert told == ""
    assert all(len(found) == 1 for found in lines.values())
    assert 0.03 < shares["line"] / COUNT < 0.1
    assert 0.04 < shares["service_line"] / COUNT < 0.12
