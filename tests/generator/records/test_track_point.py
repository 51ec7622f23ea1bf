import numpy as np
import pytest

from leakbench.generator.engine.files import SPAN_BITS, run_of
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.people import People
from leakbench.generator.population.points import county_centres
from leakbench.generator.records.company import Companies
from leakbench.generator.records.track_point import RUN, TrackPoints

pytestmark = pytest.mark.slow

FILES = np.arange(24, dtype=np.int64)  # each in a county of its own
INDEX = ((FILES << SPAN_BITS)[:, None] + np.arange(4 * RUN)).ravel()
COUNT = len(INDEX)


@pytest.fixture
def track(population):
    """The first points."""
    return TrackPoints(population, INDEX)


def runs(population, column):
    """A column's texts as an array, shape (runs, points of a run)."""
    return np.array(population.arena.texts(column)).reshape(-1, RUN)


def degrees(population, track):
    """Longitude and latitude, shape (runs, points of a run)."""
    texts = population.arena.texts(track.point)
    both = np.array([text.split(",") for text in texts], np.float64)
    return both[:, 0].reshape(-1, RUN), both[:, 1].reshape(-1, RUN)


def kilometres(longitude, latitude):
    """Great-circle distances between consecutive points."""
    east, north = np.radians(longitude), np.radians(latitude)
    half = (
        np.sin(np.diff(north) / 2) ** 2
        + np.cos(north[:, 1:]) * np.cos(north[:, :-1]) * np.sin(np.diff(east) / 2) ** 2
    )
    return 2 * 6371.0 * np.arcsin(np.sqrt(half))


def test_people_move_at_human_speed(population, track):
    """No two consecutive points imply more than 150 km/h, and most imply less than 60."""
    hours = np.diff(runs(population, track.time).astype("datetime64[s]")).astype(np.float64) / 3600
    assert (hours > 0).all()
    speed = kilometres(*degrees(population, track)) / hours
    assert speed.max() < 150
    moving = speed[speed > 3]
    assert len(moving) > 0.03 * speed.size
    assert (moving < 60).mean() > 0.9


def test_the_part_of_the_day_is_that_of_the_time(population, track):
    """Noon is noon."""
    hours = np.array([int(time[11:13]) for time in population.arena.texts(track.time)])
    words = np.array(population.arena.texts(track.daypart))
    assert set(hours[words == "中午"].tolist()) == {11, 12}
    assert set(words[hours == 16].tolist()) == {"下午"}


def test_runs_show_one_person(population, track):
    """Person, datum, plate and device stay the same within a run; something was tracked."""
    assert (track.index.reshape(-1, RUN) == track.index[::RUN, None]).all()
    assert len(np.unique(track.index)) == COUNT // RUN
    columns = {name: runs(population, getattr(track, name)) for name in ("datum", "plate", "imei")}
    for values in columns.values():
        assert (values == values[:, :1]).all()
    assert ((columns["plate"] != "") | (columns["imei"] != "")).all()
    shares = [(columns[name] != "").mean() for name in ("plate", "imei")]
    assert 0.4 < min(shares) <= max(shares) < 0.75


def test_who_is_seen_is_the_person_of_other_corpora(population, track):
    """Name, ID and mobile are the person's; the run's person owns the company of that number."""
    run = run_of(INDEX[::RUN], RUN)
    owner = Companies(population, run).owner
    assert (track.index[::RUN] == owner.index).all()
    texts = population.arena.texts
    assert texts(track.mobile)[::RUN] == texts(owner.mobile)


def test_homes_and_work_places_have_their_addresses(population, track):
    """A stop's address is the family's home, the person's own company, or another; on the way none.

    The same address always lies at the same point, up to the receiver's error.
    """
    places = population.arena.texts(track.place.strings)
    homes = population.arena.texts(People(population, track.index).address.strings)
    firms = Companies(population, run_of(INDEX, RUN))
    works = population.arena.texts(firms.address.strings)
    near = firms.county == track.county
    at_home = np.array([place == home for place, home in zip(places, homes, strict=True)])
    at_work = np.array([place == work for place, work in zip(places, works, strict=True)])
    assert 0.1 < at_home.mean() < 0.8
    assert 0.2 < at_work[near].mean() < 0.8
    assert 0.01 < np.mean([not place for place in places]) < 0.25
    longitude, latitude = (axis.ravel() for axis in degrees(population, track))
    seen = {}
    for place, family, point in zip(
        places, track.family.tolist(), zip(longitude, latitude, strict=True), strict=True
    ):
        if place:
            first = seen.setdefault((place, family), point)
            assert np.abs(np.subtract(first, point)).max() < 0.0003


def test_points_lie_in_the_county(population, track):
    """Nobody is further from the centre of the home county than a long way to work."""
    centre = county_centres(population.vocabulary(Divisions).code[track.county])
    for axis, middle in zip(degrees(population, track), centre, strict=True):
        assert np.abs(axis.ravel() - middle / 1e6).max() < 0.21
    assert max(population.arena.texts(track.time)) < population.reference_date.isoformat()


def test_where_somebody_is_depends_on_the_row_alone(population, track):
    """A run taken apart gives the same points as the run as a whole."""
    texts = population.arena.texts
    some = INDEX[5 : 5 + 600 : 70]
    alone = TrackPoints(population, some)
    for name in ("time", "point", "plate"):
        whole = texts(getattr(track, name))
        assert texts(getattr(alone, name)) == [whole[i] for i in some]
