"""Subject classes of the university entrance examination, which each province has in its own way.

Which provinces examine by 3+1+2 or 3+3 since which year stands in ``data/subject_systems.csv``; all
others part science from the humanities, as everybody did before.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
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
    """The subject classes that candidates of an examination may have.

    Attributes:
        texts: What they are called.
        level: What their candidates mostly have of a hundred points.
    """

    def __init__(self, population: Population, year: int) -> None:
        rows, weight = table("subjects"), weights("subjects")
        system, minority = np.array(rows["system"]), np.array(rows["only"]) == "minority"
        systems = list(dict.fromkeys(rows["system"]))
        self.texts = population.arena.intern(rows["text"])
        self.level = weights("subjects", "level")
        # A row a sort of people and system, so that candidates everywhere are drawn at once.
        self._inverse = np.stack(
            [
                [slots(weight * (system == one) * (own | ~minority), _BITS) for one in systems]
                for own in (False, True)
            ]
        )
        provinces = table("province_shares")["code"]
        self._system = np.array([systems.index(system_of(code, year)) for code in provinces])

    def draw(
        self, province: NDArray[np.integer], is_han: NDArray[np.bool_], bits: Bits
    ) -> NDArray[np.integer]:
        """A subject class for each candidate, as a place in ``texts``.

        Args:
            province: Where each sits the examination, as a row of ``province_shares``.
            is_han: Who may not take papers in a minority's language.
            bits: Random numbers.
        """
        place = bits >> np.uint64(64 - _BITS)
        own = (~is_han).astype(np.intp)
        drawn: NDArray[np.integer] = self._inverse[own, self._system[province], place]
        return drawn
