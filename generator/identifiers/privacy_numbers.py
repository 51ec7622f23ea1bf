"""Privacy numbers: a relay's number and an extension, which parcels carry instead of one's own.

Whoever calls 13800000000转1234 reaches the recipient for some days; afterwards the extension is
somebody else's, so that such a number names nobody for long.
"""

import numpy as np

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, below, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots
from leakbench.generator.engine.templates import compile_templates

_WAYS = {"{number}转{extension}": 6.0, "{number}-{extension}": 3.0, "{number},{extension}": 1.0}


class PrivacyNumbers:
    """How numbers of relays are written with their extensions."""

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        fields = {"number": 0, "extension": 1}
        self._templates = compile_templates([*_WAYS], fields, self._arena)
        self._by_weight = slots([*_WAYS.values()])

    def write(self, number: Strings, bits: Bits) -> Strings:
        """Each relay's number with an extension of four digits."""
        extension = self._arena.digits(1_000 + below(lower(bits), 9_000), 4)
        template = pick(bits, self._by_weight).astype(np.int32)
        return compose(template, self._templates, [number, extension], self._arena)
