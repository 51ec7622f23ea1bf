"""The further telephone numbers of firms, as sites for company search list them in one cell.

They are those that annual reports and advertisements have given over the years: mobiles and
landlines of the firm, of its staff and of agents, and now and then one of the owner's own. Whose
the others are nobody can tell. How many there are, and what stands between them, is in
``data/more_numbers.toml``.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.formed import NO_FORM, Formed
from leakbench.generator.engine.listed import Listed, joined
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below, chance, lower
from leakbench.generator.engine.strings import Ints, Strings
from leakbench.generator.engine.tables import pick, slots
from leakbench.generator.entities import entities
from leakbench.generator.identifiers.landlines import Landlines
from leakbench.generator.identifiers.mobile_segments import MobileSegments
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.people import People

MOST = 20
"""Numbers of a cell, at most: more are not exported."""

_LANDLINES = 0.3  # of the numbers that are not the owner's
_HAS_OWNERS = 0.3  # of the lists, one of whose numbers is the owner's
_FROM_ELSEWHERE = 0.2  # of the mobiles: agents and staff


class Holders(NamedTuple):
    """Firms whose numbers are listed, one entry a row.

    Attributes:
        firm: Index of the firm.
        county: That of its numbers.
        owner: Who owns it.
        bits: Random bits that say how many numbers there are.
        file_bits: The same for all rows of a file; they say what stands between them.
    """

    firm: Index
    county: NDArray[np.integer]
    owner: People
    bits: Bits
    file_bits: Bits


@cache
def _declared() -> dict[str, Any]:
    source = files("leakbench.generator.data").joinpath("more_numbers.toml")
    return tomllib.loads(source.read_text("utf-8"))


class MoreNumbers:
    """Draws lists of numbers.

    Args:
        population: What they are drawn from.
    """

    def __init__(self, population: Population) -> None:
        self._population = population
        counts, separators = _declared()["counts"], _declared()["separators"]
        self._count = np.array([int(count) for count in counts], np.int32)
        self._by_count = slots([*counts.values()])
        self._between = population.arena.intern([*separators])
        self._by_separator = slots([*separators.values()])
        labels = list(entities())
        self._mobile, self._landline = labels.index("MOBILE"), labels.index("LANDLINE")

    def of(self, firms: Holders) -> Listed:
        """The numbers of firms; most have none or a few."""
        count = self._count[pick(firms.bits, self._by_count)]
        first = np.zeros(len(count) + 1, np.int32)
        np.cumsum(count, out=first[1:])
        row = np.repeat(np.arange(len(count)), count)
        number = firms.firm[row] * MOST + np.arange(len(row)) - first[row]
        subject = self._subjects(firms, count, first)
        is_line = chance(self._bits("kind", number), _LANDLINES) & (subject < 0)
        values = np.empty(len(row), np.int64)
        form = np.full(len(row), NO_FORM, np.int16)
        owners = np.flatnonzero(subject >= 0)
        values[owners] = People(self._population, subject[owners]).third_mobile.packed
        others = np.flatnonzero(~is_line & (subject < 0))
        values[others] = self._mobiles(number[others], firms.county[row[others]]).packed
        lines = np.flatnonzero(is_line)
        given = self._lines(number[lines], firms.county[row[lines]])
        values[lines], form[lines] = given.strings.packed, given.form
        between = self._between.take(pick(firms.file_bits, self._by_separator))
        made = joined(Strings(values), first, between, self._population.arena)
        label = np.where(is_line, self._landline, self._mobile).astype(np.int8)
        return Listed(made.strings, first, made.start, made.end, label, form, subject)

    def _subjects(self, firms: Holders, count: Ints, first: Ints) -> NDArray[np.int64]:
        """Index of the owner for one number of some lists; -1 for all other numbers."""
        subject = np.full(first[-1], -1, np.int64)
        some = np.flatnonzero(chance(lower(firms.bits), _HAS_OWNERS) & (count > 0))
        place = below(self._bits("owner", firms.firm[some]), count[some].astype(np.int64))
        subject[first[some] + place] = firms.owner.index[some]
        return subject

    def _mobiles(self, number: Index, county: NDArray[np.integer]) -> Strings:
        divisions = self._population.vocabulary(Divisions)
        bits, line = self._bits("segment", number), self._bits("line", number)
        elsewhere = pick(self._bits("area", number), divisions.by_population)
        county = np.where(chance(line, _FROM_ELSEWHERE), elsewhere, county)
        segments = self._population.vocabulary(MobileSegments)
        segment = segments.draw(divisions.calling_area[county], bits)
        return segments.numbers(segment, line)

    def _lines(self, number: Index, county: NDArray[np.integer]) -> Formed:
        divisions = self._population.vocabulary(Divisions)
        landlines = self._population.vocabulary(Landlines)
        area = divisions.area_code_text.take(divisions.calling_area[county])
        lines = landlines.lines(
            self._bits("landline", number), area, divisions.local_digits[county]
        )
        return landlines.given(lines, "listed", self._bits("landline/listed", number))

    def _bits(self, name: str, number: Index) -> Bits:
        return self._population.streams.bits(f"more numbers/{name}", number)
