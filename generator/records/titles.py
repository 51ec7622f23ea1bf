"""Numbers of titles to flats: 不动产权证 since 2015, 房权证 before."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.dates import numbers
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, below, chance, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.tables import table
from leakbench.generator.engine.template_choice import TemplateChoice, declared_templates
from leakbench.generator.population.divisions import Divisions

_UNIFORM = 16495  # days: 2015-03-01, since when titles have been of the uniform form
_FIRST_TITLE, _TITLE_SPAN = 60, 600  # days from the purchase to the title
_EXCHANGED = 0.12  # of the older ones, for new ones: when something was entered anew
_FIELDS = ("province", "year", "place", "district", "serial")


def _registries() -> list[str]:
    """Who keeps the land register of each county: a district's city, else the county itself."""
    divisions = table("divisions")
    return [
        city if not county or (city and county.endswith("区")) else county
        for city, county in zip(divisions["city"], divisions["county"], strict=True)
    ]


class Titles:
    """Draws titles to flats in any county."""

    def __init__(self, population: Population) -> None:
        declared = declared_templates("property_titles")
        self._arena, self._today = population.arena, population.today
        self._forms = [
            TemplateChoice(declared[kind], _FIELDS, population.arena)
            for kind in ("older", "uniform")
        ]
        self._divisions = population.vocabulary(Divisions)
        self._province = population.arena.intern(table("province_shares")["plate"])
        registries = _registries()
        self._registry = population.arena.intern(registries)
        self._keeps_its_own = np.array(registries) == np.array(table("divisions")["county"])

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
        serial = self._arena.digits(1 + below(number, 1_999_999), 7)
        rows = np.flatnonzero(~uniform)
        longer = self._arena.digits(1 + below(number[rows], 99_999_999), 8)
        columns = [
            self._province.take(self._divisions.province[county]),
            self._arena.digits(numbers(issued) // 10000, 4),
            self._registry.take(county),
            self._divisions.district.take(county).blank(self._keeps_its_own[county]),
            serial.put(rows, longer),
        ]
        older, newer = (form.compose(lower(number), columns) for form in self._forms)
        return choose(uniform.astype(np.intp), [older, newer])
