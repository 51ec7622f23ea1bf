"""Calls and short messages, as a carrier lists them for one number after another.

A file is one subscriber's traffic with a few contacts, who are people of the same neighbourhood and
are subscribers themselves in runs of long files. Who called
whom follows from the type; phone, SIM card and cell are always the subscriber's.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.block import Block
from leakbench.generator.engine.files import run_of, step_of
from leakbench.generator.engine.formed import NO_FORM, Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.engine.times import DAY, timestamps
from leakbench.generator.identifiers.devices import Devices
from leakbench.generator.identifiers.landlines import Landlines
from leakbench.generator.identifiers.service_numbers import ServiceNumbers
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.records.cells import CELLS_A_COUNTY, NUMBER_TEMPLATES, Cells
from leakbench.generator.records.dayparts import Dayparts
from leakbench.generator.value_forms import value_form

RUN = 512
"""Consecutive calls of one subscriber at most; a file rarely has more."""

_COMMUNITY = 4096
_CONTACTS = 6
_HAUNTS = 3  # cells in which a subscriber mostly is
_AWAY = 0.08  # share of the calls from elsewhere
_CONTACT_NAMED = 0.65
_DAYS_BACK = 180
_WAKING, _FIRST_HOUR = 57_600, 25_200  # seconds of the day in which people call, and their begin
_LONGEST_GAP = 40_000  # seconds from one call to the next, counted while people are awake
_LONGEST_RUN = 1 + (RUN + 1) * _LONGEST_GAP // _WAKING + 1  # days
_LONG_TALK = 0.06

OUTGOING, INCOMING, MESSAGE = 0, 1, 2
MOBILE, LANDLINE, SERVICE = 0, 1, 2
_LINE_SHARES = (86, 6, 8)  # of the contacts


class CallVocabulary:
    """The kinds of traffic, in the order of their codes."""

    def __init__(self, population: Population) -> None:
        self.kinds = population.arena.intern(table("call_kinds")["text"])
        self.by_kind = slots(weights("call_kinds"))
        self.by_line = slots(_LINE_SHARES)


class Subscribers(People):
    """People with a phone and a SIM card."""

    @cached_property
    def imei(self) -> Strings:
        """IMEI of the phone."""
        return self._population.vocabulary(Devices).imei(self.index)

    @cached_property
    def imsi(self) -> Strings:
        """IMSI of the SIM card with the mobile number."""
        return self._population.vocabulary(Devices).imsi(self.index, self.mobile)


class Parties(People):
    """One side of each call."""

    def __init__(
        self,
        population: Population,
        index: Index,
        unknown: NDArray[np.bool_],
        line: NDArray[np.integer],
        service: Bits,
    ) -> None:
        super().__init__(population, index)
        self._unknown = unknown
        self._line = line
        self._service = service

    @cached_property
    def listed_name(self) -> Strings:
        """Name; empty where the list has none for the number, or it is a service's."""
        return self.name.blank(self._unknown | (self._line == SERVICE))

    @cached_property
    def listed_number(self) -> Formed:
        """Mobile number, landline at home, or the number of a service."""
        home, service = (np.flatnonzero(self._line == line) for line in (LANDLINE, SERVICE))
        services = self._population.vocabulary(ServiceNumbers).draw(self._service[service])
        numbers = self.mobile.put(home, self._at_home(home)).put(service, services)
        form = np.array([NO_FORM, value_form("line"), value_form("service_line")], np.int16)
        return Formed(numbers, form[self._line])

    def _at_home(self, rows: NDArray[np.intp]) -> Strings:
        """Landlines of some; the same for a whole family."""
        people = People(self._population, self.index[rows])
        divisions = self._population.vocabulary(Divisions)
        landlines = self._population.vocabulary(Landlines)
        lines = landlines.lines(
            self._population.streams.bits("family/landline", people.family),
            divisions.area_code_text.take(divisions.calling_area[people.county]),
            divisions.local_digits[people.county],
        )
        return landlines.whole(lines)


class _Runs(Block):
    """The runs in which calls come: one subscriber's traffic each."""

    stream = "call/run"


class Calls(Block):
    """A block of calls and messages; each attribute is drawn when it is first asked for.

    Attributes:
        index: Index of each call.
    """

    stream = "call"

    def __init__(self, population: Population, index: Index) -> None:
        super().__init__(population, index)
        self._words = population.vocabulary(CallVocabulary)
        self._run = run_of(index, RUN)
        self._runs = _Runs(population, self._run)

    @cached_property
    def subscriber(self) -> Subscribers:
        """Whose traffic it is."""
        return Subscribers(self._population, families().nth(families().owners, self._run))

    @cached_property
    def _neighbour(self) -> Index:
        """Place of the contact in the subscriber's community."""
        bits = self.bits("contact")
        # The smaller of two draws: some contacts are called more than others.
        which = np.minimum(below(bits, _CONTACTS), below(lower(bits), _CONTACTS))
        pair = self._population.streams.bits("call/pair", self._run * _CONTACTS + which)
        # Anybody but oneself.
        return (self._run + 1 + below(pair, _COMMUNITY - 1)) % _COMMUNITY

    @cached_property
    def _other(self) -> Index:
        """Index of the contact: another person of the subscriber's community."""
        first = self._run // _COMMUNITY * _COMMUNITY
        return families().nth(families().owners, first + self._neighbour)

    @cached_property
    def _kind(self) -> NDArray[np.integer]:
        return pick(self.bits("kind"), self._words.by_kind)

    @cached_property
    def kind(self) -> Strings:
        """主叫, 被叫 or 短信, seen from the subscriber; messages are sent ones."""
        return self._words.kinds.take(self._kind)

    @cached_property
    def _unnamed(self) -> NDArray[np.bool_]:
        """Whether the list has no name for the contact's number."""
        pair = self._run // _COMMUNITY * _COMMUNITY**2 + self._run % _COMMUNITY * _COMMUNITY
        bits = self._population.streams.bits("call/named", pair + self._neighbour)
        return ~chance(bits, _CONTACT_NAMED)

    @cached_property
    def _service(self) -> Bits:
        pair = self._run * _COMMUNITY + self._neighbour
        return self._population.streams.bits("call/line", pair)

    @cached_property
    def _line(self) -> NDArray[np.integer]:
        """What kind of line the contact has, the same from call to call."""
        return pick(self._service, self._words.by_line)

    def _party(self, own: NDArray[np.bool_]) -> Parties:
        index = np.where(own, self.subscriber.index, self._other)
        line = np.where(own, MOBILE, self._line)
        return Parties(self._population, index, ~own & self._unnamed, line, lower(self._service))

    @cached_property
    def caller(self) -> Parties:
        """Who called or sent."""
        return self._party(self._kind != INCOMING)

    @cached_property
    def callee(self) -> Parties:
        """Who was called or got the message."""
        return self._party(self._kind == INCOMING)

    @cached_property
    def _moment(self) -> NDArray[np.int64]:
        """Seconds since 1970-01-01, ascending within a run, at hours at which people are awake."""
        bits = self._runs.bits("start")
        gap = 600 + below(self._runs.bits("gap"), _LONGEST_GAP - 600)
        since = step_of(self.index, RUN) * gap + below(self.bits("at"), gap)
        awake = below(lower(bits), _WAKING) + since
        day = self._population.today - _LONGEST_RUN - below(bits, _DAYS_BACK) + awake // _WAKING
        return day * DAY + _FIRST_HOUR + awake % _WAKING

    @cached_property
    def start(self) -> Strings:
        """When it began."""
        return timestamps(self._moment // DAY, self._moment % DAY, self._arena)

    @cached_property
    def daypart(self) -> Strings:
        """The part of the day at which it began, in a word."""
        return self._population.vocabulary(Dayparts).draw(self._moment, self.bits("daypart"))

    @cached_property
    def duration(self) -> Strings:
        """Seconds; empty for a message."""
        bits = self.bits("duration")
        # The product of two draws: most calls are short.
        seconds = 3 + below(bits, 600) * below(lower(bits), 600) // 600
        seconds *= np.where(chance(self.bits("long"), _LONG_TALK), 6, 1)
        return self._arena.whole(seconds).blank(self._kind == MESSAGE)

    @cached_property
    def _cell(self) -> Index:
        bits = self.bits("cell")
        away = chance(lower(bits), _AWAY)
        haunt = self._run * _HAUNTS + below(bits, _HAUNTS)
        of_haunt = below(self._population.streams.bits("call/haunt", haunt), CELLS_A_COUNTY)
        county = self.subscriber.county.astype(np.int64)
        return county * CELLS_A_COUNTY + np.where(away, below(bits, CELLS_A_COUNTY), of_haunt)

    @cached_property
    def cell(self) -> Strings:
        """Location area code and cell identity, written alike within a run."""
        subscriber = self.subscriber
        network = self._population.vocabulary(Devices).network(subscriber.index, subscriber.mobile)
        template = below(self._runs.bits("form"), NUMBER_TEMPLATES)
        return self._population.vocabulary(Cells).number(self._cell, network, template)

    @cached_property
    def place(self) -> Strings:
        """Name of the cell's site."""
        return self._population.vocabulary(Cells).name(self._cell)


RECORDS = Calls
