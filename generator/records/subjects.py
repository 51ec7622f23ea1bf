"""Subject classes of the university entrance examination, which each province has in its own way.

Which provinces examine by 3+1+2 or 3+3 since which year stands in ``data/subject_systems.csv``; all
others part science from the humanities, as everybody did before.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import slots, table, weights

BEFORE = "文理"
"""The system that was everybody's."""

_BITS = 11  # of the random number that the inverse distribution of a system takes


def system_of(province: str, year: int) -> str:
    """The system of a province, by its two-digit code, in the examination of a year."""
    rows = table("subject_systems")
    for code, system, first in zip(
        rows["province"], rows["system"], rows["first_exam"], strict=True
    ):
        if code == province and year >= int(first):
            return system
    return BEFORE


class Subjects:
    """The subject classes that candidates of an examination may have."""

    def __init__(self, population: Population, year: int) -> None:
        rows, weight = table("subjects"), weights("subjects")
        system = np.array(rows["system"])
        systems = list(dict.fromkeys(rows["system"]))
        self._texts = population.arena.intern(rows["text"])
        # One row a system, so that candidates of all provinces are drawn at once.
        self._by_system = np.stack([slots(weight * (system == one), _BITS) for one in systems])
        provinces = table("province_shares")["code"]
        self._system = np.array([systems.index(system_of(code, year)) for code in provinces])

    def draw(self, province: NDArray[np.integer], bits: Bits) -> Strings:
        """A subject class for each candidate.

        Args:
            province: Where each sits the examination, as a row of ``province_shares``.
            bits: Random numbers.
        """
        place = bits >> np.uint64(64 - _BITS)
        return self._texts.take(self._by_system[self._system[province], place])
