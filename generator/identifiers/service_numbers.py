"""Numbers of services that call people, or that people call: carriers, banks, couriers, hotlines.

They stand in ``data/service_numbers.csv``; in a pattern ``#`` is a digit.
"""

from leakbench.generator.engine.patterns import CAPITALS, fill_patterns
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots, table, weights


class ServiceNumbers:
    """Draws numbers of services."""

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        self._patterns = self._arena.intern(table("service_numbers")["pattern"])
        self._by_weight = slots(weights("service_numbers"))

    def draw(self, bits: Bits) -> Strings:
        """A number for each random number."""
        patterns = self._patterns.take(pick(bits, self._by_weight))
        return fill_patterns(patterns, lower(bits), self._arena, CAPITALS)
