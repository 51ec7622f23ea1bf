"""Waybills of express companies; patterns and market shares stand in ``data/couriers.csv``.

In a pattern ``#`` is a digit, ``@`` a capital letter, ``*`` either of them, and ``?`` the check
digit of the eight digits before it.
"""

from typing import NamedTuple

from leakbench.generator.engine.ascii import QUESTION
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.patterns import CAPITALS_OR_DIGITS, fill_patterns
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, lower
from leakbench.generator.engine.strings import Bytes, Packed, Strings
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.identifiers.check_digits import postal_check


@compiled
def _put_checks(out: Bytes, numbers: Packed) -> None:
    for row in range(len(numbers)):
        begin = numbers[row] >> 32
        for at in range(begin, begin + (numbers[row] & 0xFFFF)):
            if out[at] == QUESTION:
                out[at] = postal_check(out, at - 8)


class ShippedParcels(NamedTuple):
    """Waybill numbers with the companies that issued them."""

    courier: Strings
    number: Strings


class Waybills:
    """Draws waybill numbers."""

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        self._courier = self._arena.intern(table("couriers")["courier"])
        self._pattern = self._arena.intern(table("couriers")["pattern"])
        self._slots = slots(weights("couriers"))

    def draw(self, bits: Bits) -> ShippedParcels:
        """A courier and a number of his for each random number."""
        which = pick(bits, self._slots)
        patterns = self._pattern.take(which)
        numbers = fill_patterns(patterns, lower(bits) ^ bits, self._arena, CAPITALS_OR_DIGITS)
        _put_checks(self._arena.bytes, numbers.packed)
        return ShippedParcels(self._courier.take(which), numbers)
