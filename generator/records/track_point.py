"""Points of tracks: rows come in runs of consecutive points of one person.

Where somebody is follows from the person, the day and the time alone: home and work, which are the
person's own in every corpus, and on the way home a place where others of the county go as well.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.block import Block
from leakbench.generator.engine.files import run_of, step_of
from leakbench.generator.engine.formed import Formed, either
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.engine.times import DAY, timestamps
from leakbench.generator.identifiers.devices import Devices
from leakbench.generator.identifiers.plates import Plates
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.population.points import Micro, county_centres, points, spread
from leakbench.generator.records.company import Companies
from leakbench.generator.records.dayparts import Dayparts
from leakbench.generator.records.movement import HOME, ON_THE_WAY, SECOND, Plan, whereabouts

RUN = 256
"""Consecutive points of one person at most; a file rarely has more."""

_DAYS_BACK = 90
_FIRST_START, _STARTS = 20_000, 50_000  # second of the day at which a run begins, and their span
_INTERVALS = np.array([120, 300, 600, 600, 900, 1800, 1800, 3600], np.int64)  # seconds
_LONGEST_RUN = 2 + RUN * int(_INTERVALS.max()) // DAY + 1  # days
_HOME_REACH, _WORK_REACH, _FAR_REACH, _VISIT_REACH = 50_000, 60_000, 200_000, 40_000
_WORKS_FAR = 0.1
_PLACES_A_COUNTY = 64
_HABITS = 3  # places of the county to which a person goes
_NOT_OWN = 1 << 60  # work places of people whose company is in another county
_BY_CAR_ALONE, _BY_PHONE_ALONE = 0.45, 0.35
_FIX_ERROR = 120  # millionths of a degree either way
_DAYS_OF_RUN = 1 << 16


class TrackVocabulary:
    """Where counties are, and how points are described."""

    def __init__(self, population: Population) -> None:
        self.longitude, self.latitude = county_centres(population.vocabulary(Divisions).code)
        self.datums = population.arena.intern(table("datums")["text"])
        self.by_datum = slots(weights("datums"))


class _Runs(Block):
    """The runs in which points come: one person's each."""

    stream = "track"


class TrackPoints(People):
    """A block of points of people's tracks; as people, those whom the tracks show."""

    def __init__(self, population: Population, index: Index) -> None:
        self._run = run_of(index, RUN)
        super().__init__(population, families().nth(families().owners, self._run))
        self._row = index
        self._runs = _Runs(population, self._run)
        self._words = population.vocabulary(TrackVocabulary)

    @cached_property
    def _moment(self) -> NDArray[np.int64]:
        """Seconds since 1970-01-01, ascending within a run."""
        bits = self._runs.bits("start")
        day = self._population.today - _LONGEST_RUN - below(bits, _DAYS_BACK)
        interval = _INTERVALS[below(self._runs.bits("interval"), len(_INTERVALS))]
        late = below(self._population.streams.bits("track/late", self._row), interval // 5)
        return (
            day * DAY
            + _FIRST_START
            + below(lower(bits), _STARTS)
            + step_of(self._row, RUN) * interval
            + late
        )

    @cached_property
    def time(self) -> Strings:
        """When the point was taken."""
        return timestamps(self._moment // DAY, self._moment % DAY, self._arena)

    @cached_property
    def daypart(self) -> Strings:
        """The part of the day at which the point was taken, in a word."""
        bits = self._population.streams.bits("track/daypart", self._row)
        return self._population.vocabulary(Dayparts).draw(self._moment, bits)

    @cached_property
    def _day(self) -> NDArray[np.int64]:
        """A number of each person's day, for what differs from day to day."""
        return self._run * _DAYS_OF_RUN + self._moment // DAY

    @cached_property
    def _work(self) -> Index:
        """Index of the work place: the person's own company where it is in the home county."""
        own = Companies(self._population, self._run).county == self.county
        return np.where(own, self._run, self._run + _NOT_OWN)

    @cached_property
    def _visits(self) -> tuple[Index, Index]:
        """Which places of the county are visited that day; the first on days off instead of work.

        Places have negative numbers, so that no company is at the same address.
        """
        bits = self._population.streams.bits("track/visit", self._day)
        which = below(bits, _HABITS)
        other = (which + 1 + below(lower(bits), _HABITS - 1)) % _HABITS
        places = []
        for habit in (which, other):
            chosen = self._population.streams.bits("track/habit", self._run * _HABITS + habit)
            place = self.county.astype(np.int64) * _PLACES_A_COUNTY
            places.append(-1 - place - below(chosen, _PLACES_A_COUNTY))
        return places[0], places[1]

    @cached_property
    def _off(self) -> NDArray[np.bool_]:
        """Whether it is Saturday or Sunday."""
        return (self._moment // DAY + 3) % 7 >= 5  # 1970-01-01 was a Thursday

    def _near(
        self, name: str, of: Index, reach: NDArray[np.int64] | int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        east, north = spread(self._population.streams.bits(f"track/{name}", of), reach)
        words, county = self._words, self.county
        return words.longitude[county] + east, words.latitude[county] + north

    @cached_property
    def _stop(self) -> tuple[Micro, Micro, NDArray[np.int64]]:
        """Longitude, latitude and stop."""
        streams = self._population.streams
        instead, visit = self._visits
        far = chance(streams.bits("track/far", self._work), _WORKS_FAR)
        home = self._near("home", self.family, _HOME_REACH)
        work = self._near("work", self._work, np.where(far, _FAR_REACH, _WORK_REACH))
        free = self._near("place", instead, _VISIT_REACH)
        last = self._near("place", visit, _VISIT_REACH)
        longitude, latitude = (
            np.stack([home[axis], np.where(self._off, free[axis], work[axis]), last[axis]])
            for axis in (0, 1)
        )
        morning, evening = (
            streams.bits("track/morning", self._day),
            streams.bits("track/evening", self._day),
        )
        plan = Plan(
            longitude,
            latitude,
            leave=np.where(self._off, 32_400, 24_000) + below(morning, 7_200),
            until=np.where(self._off, 43_200, 61_200) + below(lower(morning), 7_200),
            stay=1_200 + below(evening, 4_200),
            speed=16 + below(lower(evening), 28),
        )
        return whereabouts(plan, self._moment % DAY)

    @cached_property
    def point(self) -> Strings:
        """Longitude and latitude, six decimals."""
        bits = self._population.streams.bits("track/fix", self._row)
        longitude, latitude, _ = self._stop
        width = 2 * _FIX_ERROR + 1
        return points(
            longitude + below(bits, width) - _FIX_ERROR,
            latitude + below(lower(bits), width) - _FIX_ERROR,
            self._arena,
        )

    @cached_property
    def datum(self) -> Strings:
        """Which map the point belongs to; the same for the whole run."""
        return self._words.datums.take(pick(self._runs.bits("datum"), self._words.by_datum))

    @cached_property
    def place(self) -> Formed:
        """Address of the stop; empty on the way."""
        stop = self._stop[2]
        instead, visit = self._visits
        first = np.where(self._off, instead, self._work)
        away = self._population.vocabulary(Addresses).at(
            "work", np.where(stop == SECOND, visit, first), self.county
        )
        return either(stop == HOME, self.address, away).blank(stop == ON_THE_WAY)

    @cached_property
    def _source(self) -> NDArray[np.int64]:
        """0 a car's tracker, 1 a phone, 2 both."""
        bits = self._runs.bits("source")
        return 2 - chance(bits, _BY_CAR_ALONE + _BY_PHONE_ALONE) - chance(bits, _BY_CAR_ALONE)

    @cached_property
    def plate(self) -> Strings:
        """Plate of the person's car; empty where a phone alone was tracked."""
        draw = self._population.vocabulary(Plates).draw
        plate = draw(self.county, self.bits("plate kind"), self.bits("plate"))
        return plate.blank(self._source == 1)

    @cached_property
    def imei(self) -> Strings:
        """IMEI of the person's phone; empty where a car alone was tracked."""
        imei = self._population.vocabulary(Devices).imei(self.index)
        return imei.blank(self._source == 0)


RECORDS = TrackPoints
