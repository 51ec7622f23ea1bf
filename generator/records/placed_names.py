"""Names with a place in them, by templates that say how the place is written.

A template names the place by an entry of ``PLACES`` (``{city_full}``); with ``in_`` before it
(``{in_city}``) it is a second place, such as that of a branch of a company from elsewhere.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.declarations import DeclarationError
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.slots_by_kind import SlotsByKind
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots
from leakbench.generator.engine.template_choice import declared_templates
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.population.regions import PLACES, Regions
from leakbench.generator.template_syntax import fields_of

_SECOND = "in_"

Rows = NDArray[np.integer]


class PlacedNames:
    """The templates of ``data/<name>.toml``.

    Args:
        population: Whose arena is written to.
        name: Name of the file.
        fields: What else the templates are made of, in the order of the columns.

    Attributes:
        kinds: Names of the kinds that the file has templates for.
        kind: Kind of each template, as its place in ``kinds``.
    """

    def __init__(self, population: Population, name: str, fields: Sequence[str]) -> None:
        declared = declared_templates(name)
        templates = [text for some in declared.values() for text in some.templates]
        self._arena = population.arena
        self._regions = population.vocabulary(Regions)
        self.kinds = tuple(declared)
        self.kind = np.repeat(
            np.arange(len(declared)), [len(some.templates) for some in declared.values()]
        )
        self._uses = {
            field: np.array([field in fields_of(text) for text in templates]) for field in fields
        }
        first, second = (
            np.array([_place(name, text, prefix) for text in templates]) for prefix in ("", _SECOND)
        )
        self._has_second = second >= 0
        # A template without a place never looks at it.
        self._first, self._second = (
            self._regions.way[np.maximum(some, 0)] for some in (first, second)
        )
        columns = {prefix + place: i for i, prefix in enumerate(("", _SECOND)) for place in PLACES}
        columns |= {field: place for place, field in enumerate(fields, 2)}
        self._programs = compile_templates(templates, columns, population.arena)
        self._by_weight = slots([weight for some in declared.values() for weight in some.weights])
        self._within = SlotsByKind([some.weights for some in declared.values()])
        self._begin = np.searchsorted(self.kind, np.arange(len(declared)))

    def draw(self, bits: Bits) -> Rows:
        """A template for each random number, out of all of them."""
        return pick(bits, self._by_weight)

    def draw_of(self, kind: Rows, bits: Bits) -> Rows:
        """A template of each kind, given as its place in ``kinds``."""
        return self._begin.take(kind) + self._within.pick(kind, bits)

    def rows_with(self, field: str, program: Rows) -> NDArray[np.intp]:
        """The rows whose templates use a field."""
        return np.flatnonzero(self._uses[field].take(program))

    def compose(
        self, program: Rows, county: Rows, columns: Sequence[Strings], second: Rows | None = None
    ) -> Strings:
        """The names.

        Args:
            program: The template of each.
            county: The place of each.
            columns: The other fields.
            second: The second place of each, if it is not the first.
        """
        first = self._regions.at(county, self._first.take(program))
        other = first
        rows = np.flatnonzero(self._has_second.take(program))
        if len(rows):
            there = (county if second is None else second)[rows]
            other = first.put(rows, self._regions.at(there, self._second[program[rows]]))
        return compose(program, self._programs, [first, other, *columns], self._arena)


def _place(name: str, template: str, prefix: str) -> int:
    """How a template writes a place, as an entry of ``PLACES``; -1 if it does not.

    Raises:
        DeclarationError: It writes one place in two ways.
    """
    named = [field for field in fields_of(template) if field.startswith(_SECOND) == bool(prefix)]
    found = {
        PLACES.index(bare) for field in named if (bare := field.removeprefix(prefix)) in PLACES
    }
    if len(found) > 1:
        raise DeclarationError(
            f"{name}.toml", f"template {template!r}", "a place is written in two ways"
        )
    return found.pop() if found else -1
