"""Numbers of titles to flats: 不动产权证 since 2015, 房权证 or what a region had before."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.dates import numbers
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import slots, table
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.regions import short_name

_UNIFORM = 16495  # days: 2015-03-01, since when titles have been of the uniform form
_FIRST_TITLE, _TITLE_SPAN = 60, 600  # days from the purchase to the title
_EXCHANGED = 0.12  # of the older ones, for new ones: when something was entered anew
_FIELDS = (
    *("province", "year", "place", "local", "district", "initial"),
    *("serial", "office", "short", "long", "longest"),
)
_BITS = 10  # of the random number that the inverse distribution of an area takes
_ANYWHERE = ""


@cache
def _declared() -> dict[str, list[dict[str, Any]]]:
    source = files("leakbench.generator.data").joinpath("property_titles.toml")
    return tomllib.loads(source.read_text("utf-8"))


class _Forms:
    """Templates of which each area has its own.

    Args:
        entries: As declared.
        population: Where they are written.
    """

    def __init__(self, entries: list[dict[str, Any]], population: Population) -> None:
        self._arena = population.arena
        fields = {name: place for place, name in enumerate(_FIELDS)}
        templates = [entry["template"] for entry in entries]
        self._programs = compile_templates(templates, fields, population.arena)
        of = [entry.get("areas", [_ANYWHERE]) for entry in entries]
        weight = np.array([entry["weight"] for entry in entries], np.float64)
        areas = sorted({area for some in of for area in some}, key=len, reverse=True)
        own = np.array([[area in some for some in of] for area in areas])
        self._inverse = np.stack([slots(weight * mine, _BITS) for mine in own])
        first = [
            next(place for place, area in enumerate(areas) if code.startswith(area))
            for code in table("divisions")["code"]
        ]
        self._area = np.array(first)

    def compose(self, county: NDArray[np.integer], bits: Bits, columns: list[Strings]) -> Strings:
        drawn = self._inverse[self._area[county], bits >> np.uint64(64 - _BITS)]
        return compose(drawn, self._programs, columns, self._arena)


class Titles:
    """Draws titles to flats in any county."""

    def __init__(self, population: Population) -> None:
        arena = population.arena
        self._arena, self._today = arena, population.today
        self._forms = [_Forms(_declared()[kind], population) for kind in ("older", "uniform")]
        self._divisions = population.vocabulary(Divisions)
        self._province = arena.intern(table("province_shares")["plate"])
        divisions = table("divisions")
        counties = list(zip(divisions["city"], divisions["county"], strict=True))
        # Who keeps the land register: a district's city, else the county itself.
        registries = [
            city if not county or (city and county.endswith("区")) else county
            for city, county in counties
        ]
        self._registry = arena.intern(registries)
        self._local = arena.intern([short_name(one) for one in registries])
        initials = [short_name(county or city)[0] for city, county in counties]
        self._initial = arena.intern(initials)
        self._keeps_its_own = np.array(registries) == np.array(divisions["county"])
        # A district of a municipality keeps its own, and its initial tells whose it is.
        self._no_initial = self._keeps_its_own & (np.array(divisions["city"]) != "")

    def draw(self, county: NDArray[np.integer], purchase: NDArray[np.int64], bits: Bits) -> Strings:
        """A title for each flat.

        Args:
            county: Where each lies.
            purchase: When it was bought, in days since 1970-01-01.
            bits: Random numbers.
        """
        issued = purchase + _FIRST_TITLE + below(bits, _TITLE_SPAN)
        since = _UNIFORM + below(bits, max(self._today - _UNIFORM, 1))
        exchanged = (issued < _UNIFORM) & chance(lower(bits), _EXCHANGED)
        issued = np.minimum(np.where(exchanged, since, issued), self._today)
        uniform = issued >= _UNIFORM
        number = lower(bits) ^ bits  # nothing of what is drawn above
        found = Strings(np.zeros(len(bits), np.int64))
        for kind, forms in enumerate(self._forms):
            rows = np.flatnonzero(uniform == kind)
            columns = self._columns(county[rows], issued[rows], number[rows], kind)
            titles = forms.compose(county[rows], lower(number[rows]), columns)
            found = found.put(rows, titles)
        return found

    def _columns(
        self, county: NDArray[np.integer], issued: NDArray[np.int64], number: Bits, kind: int
    ) -> list[Strings]:
        digits = self._arena.digits
        longest, width = (1_999_999, 7) if kind else (99_999_999, 8)
        columns = [
            self._province.take(self._divisions.province[county]),
            digits(numbers(issued) // 10000, 4),
            self._registry.take(county),
            self._local.take(county),
            self._divisions.district.take(county).blank(self._keeps_its_own[county]),
            self._initial.take(county).blank(self._no_initial[county]),
            digits(1 + below(number, longest), width),
        ]
        if kind:
            return columns + 4 * [columns[-1]]  # uniform ones have no other numbers
        office = 101 + below(number, 15)
        long = 100_000_000 * (1 + below(number, 30)) + below(lower(number), 99_999_999)
        return [
            *columns,
            digits(office, 3),
            digits(1 + below(number, 999_999), 6),
            digits(long, 10),
            digits(office * 1_000_000_000 + long % 1_000_000_000, 12),
        ]
