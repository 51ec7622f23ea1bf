"""Landlines: numbers of an area, and the ways in which lists and people give them.

A local number begins with 2 to 8, but not with 400 or 800, which are service numbers. Whoever gives
it leaves out the hyphen or, to people of the same city, the area code, or names an extension; how
often stands in ``data/landline_forms.csv``.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.formed import NO_FORM, Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.value_forms import value_form

_FIELDS = ("area", "local", "extension")
_FOUR_DIGITS = 0.6  # of the extensions; the others have three


class Lines(NamedTuple):
    """Telephone lines.

    Attributes:
        area: Area codes.
        local: Local numbers.
    """

    area: Strings
    local: Strings


class Landlines:
    """How numbers are drawn and written."""

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        rows = table("landline_forms")
        fields = {name: i for i, name in enumerate(_FIELDS)}
        self._templates = compile_templates(rows["template"], fields, self._arena)
        codes = [value_form(name) if name else NO_FORM for name in rows["form"]]
        self._form = np.array(codes, np.int16)
        self._by_weight = {how: slots(weights("landline_forms", how)) for how in ("listed", "said")}

    def lines(self, bits: Bits, area: Strings, digits: NDArray[np.integer]) -> Lines:
        """Lines of an area whose local numbers have so many digits."""
        leading = np.where(digits == 8, 10_000_000, 1_000_000)
        first, rest = 2 + below(bits, 7), below(lower(bits), leading)
        service = (rest < np.where(digits == 8, 100_000, 10_000)) & ((first == 4) | (first == 8))
        return Lines(area, self._arena.whole((first - service) * leading + rest))

    def whole(self, lines: Lines) -> Strings:
        """Area code, hyphen, local number."""
        return self._written(np.zeros(len(lines.area), np.int32), lines, lines.local)

    def given(self, lines: Lines, how: Literal["listed", "said"], bits: Bits) -> Formed:
        """Numbers as lists or people give them."""
        template = pick(bits, self._by_weight[how])
        three, four = 100 + below(lower(bits), 800), 1000 + below(lower(bits), 8000)
        extension = self._arena.whole(np.where(chance(~bits, _FOUR_DIGITS), four, three))
        return Formed(self._written(template, lines, extension), self._form[template])

    def _written(self, template: NDArray[np.integer], lines: Lines, extension: Strings) -> Strings:
        return compose(template, self._templates, [*lines, extension], self._arena)
