"""Numbers of passports and of the permits for crossing the borders of the mainland.

Their patterns stand in ``data/travel_document_forms.csv``, those of other countries' passports in
``data/foreign_passport_forms.csv``: ``#`` is a digit, ``@`` a capital letter other than I and O,
which are not given out.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.patterns import UNMISTAKABLE, fill_patterns
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots, table, weights


class TravelDocuments:
    """Draws the numbers of travel documents."""

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        rows = table("travel_document_forms")
        kind, weight = np.array(rows["document"]), weights("travel_document_forms")
        self._patterns = population.arena.intern(rows["pattern"])
        self._choice = {
            str(name): np.flatnonzero(kind == name)[slots(weight[kind == name])]
            for name in np.unique(kind)
        }

        abroad = table("foreign_passport_forms")
        origin, weight = np.array(abroad["origin"]), weights("foreign_passport_forms")
        self._foreign_patterns = population.arena.intern(abroad["pattern"])
        # One row an origin, so that passports of all of them are drawn at once.
        self._foreign_choice = np.stack(
            [slots(weight * (origin == name)) for name in table("foreign_origins")["origin"]]
        )

    def _filled(self, patterns: Strings, bits: Bits) -> Strings:
        return fill_patterns(patterns, bits ^ lower(bits), self._arena, UNMISTAKABLE)

    def _draw(self, kind: str, bits: Bits) -> Strings:
        pattern = self._patterns.take(pick(bits, self._choice[kind]))
        return self._filled(pattern, bits)

    def passport(self, bits: Bits) -> Strings:
        """Chinese passports: E and 8 digits or a letter and 7, older ones, official ones."""
        return self._draw("passport", bits)

    def foreign_passport(self, bits: Bits, origin: NDArray[np.integer]) -> Strings:
        """Passports of other countries.

        Args:
            bits: Random numbers.
            origin: Where each holder's name is from, as ``ForeignNames.origin`` has it.
        """
        width = self._foreign_choice.shape[1].bit_length() - 1
        chosen = self._foreign_choice[origin, bits >> np.uint64(64 - width)]
        return self._filled(self._foreign_patterns.take(chosen), bits)

    def home_return_permit(self, bits: Bits) -> Strings:
        """回乡证 of people from Hong Kong (H) and Macao (M), some with the number of renewals."""
        return self._draw("home_return_permit", bits)

    def taiwan_permit(self, bits: Bits) -> Strings:
        """台胞证: 8 digits."""
        return self._draw("taiwan_permit", bits)

    def hong_kong_macao_permit(self, bits: Bits) -> Strings:
        """往来港澳通行证 of mainlanders: C and 8 digits, or C and a letter and 7 digits."""
        return self._draw("hong_kong_macao_permit", bits)
