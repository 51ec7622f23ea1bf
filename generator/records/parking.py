"""Spaces of garages that go with flats, numbered in one way in an estate."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.files import place_of
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots
from leakbench.generator.engine.template_choice import declared_templates
from leakbench.generator.engine.templates import compile_templates

_FIELDS = ("storey", "storey_han", "zone", "serial", "number")
_ZONES = "ABCDEF"
_SPACES = 499  # of a storey; a prime, so that as many rows have as many spaces
_STEP = 389  # flats whose numbers are near one another have spaces that are not
_OWNERS = (0.55, 0.12)  # of the flats in houses with a lift, and in those without


class Parking:
    """Draws spaces."""

    def __init__(self, population: Population) -> None:
        self._arena = arena = population.arena
        declared = declared_templates("parking_spaces")["space"]
        fields = {name: place for place, name in enumerate(_FIELDS)}
        self._programs = compile_templates(declared.templates, fields, arena)
        self._by_weight = slots(declared.weights)
        self._storey_han = arena.intern(["一", "二"])
        self._zone = arena.intern(list(_ZONES))

    def draw(
        self, number: Index, has_lift: NDArray[np.bool_], of_estate: Bits, bits: Bits
    ) -> Strings:
        """The space of each flat; empty where there is none.

        Args:
            number: Number of the row that each flat stands in.
            has_lift: Whether its house has a lift.
            of_estate: Random numbers, the same for all of an estate.
            bits: Random numbers.
        """
        place = place_of(number) * _STEP + below(of_estate, _SPACES)
        serial = 1 + place % _SPACES
        storey = (place_of(number) // _SPACES + below(lower(of_estate), 2)) % 2
        columns = [
            self._arena.whole(1 + storey),
            self._storey_han.take(storey),
            self._zone.take(serial * len(_ZONES) // (_SPACES + 1)),
            self._arena.digits(serial, 3),
            self._arena.whole(serial),
        ]
        program = pick(lower(of_estate) ^ of_estate, self._by_weight)
        spaces = compose(program, self._programs, columns, self._arena)
        often, seldom = (chance(bits, share) for share in _OWNERS)
        return spaces.blank(~np.where(has_lift, often, seldom))
