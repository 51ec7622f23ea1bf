"""How many units it takes before a sign-flip test can tell any difference, however large.

Where all of n units differ one way, 2 of the 2ⁿ sets of signs are as far apart: p is never below
2¹⁻ⁿ. Six files have 0.031 at best, which no correction over several tests leaves below 0.05.
"""

from math import ceil, sqrt
from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.statistics.paired_tests import FLIPS
from leakbench.generator.plurals import counted

MOST: Final = 64  # units are counted so far: with more, flips are what limits p
_SURE: Final = 0.99  # how often drawn flips give no larger p than is told


class Shortage(NamedTuple):
    """Why nothing can be told.

    Attributes:
        units: So many have something that could differ.
        tests: That are corrected together.
        alpha: The p that none of them can reach.
        needed: Units that could; None where no number can, as too few flips are drawn.
    """

    units: int
    tests: int
    alpha: float
    needed: int | None

    def told(self, unit: str, rows: int) -> str:
        """In a sentence.

        Args:
            unit: What a unit is called.
            rows: Records in which these units are.
        """
        blind = (
            f"{counted(self.units, unit)} can show no difference, however large: "
            f"p, corrected for {counted(self.tests, 'test')}, cannot reach {self.alpha:g}"
        )
        if self.needed is None:
            return f"{blind}, nor with more"
        enough = f"{blind}; at least {self.needed} are needed"
        if not self.units or unit == "record":
            return enough
        return f"{enough}, about {_rounded_up(rows * self.needed / self.units):,} records"


def shortage(units: int, tests: int, alpha: float) -> Shortage | None:
    """Whether so few units can show no difference.

    Args:
        units: Those that could differ.
        tests: How many are corrected together, by Holm.
        alpha: The p, corrected, from which on down a difference counts.

    Returns:
        None if they could.
    """
    tests = max(1, tests)
    if least_p(units) * tests <= alpha:
        return None
    able = (n for n in range(units + 1, MOST + 1) if least_p(n) * tests <= alpha)
    return Shortage(units, tests, alpha, next(able, None))


def least_p(units: int) -> float:
    """The p of units that all differ one way, or a little more, as flips are drawn."""
    if units < 1:
        return 1.0
    share = 2.0 ** (1 - units)
    drawn = NormalDist().inv_cdf(_SURE) * sqrt(share * (1 - share) / FLIPS)
    return min(1.0, share + drawn + 1 / (1 + FLIPS))


class UnitsSeen:
    """Distinct units with something of each label, and of any; counted up to ``MOST``."""

    def __init__(self, labels: int) -> None:
        nothing = np.zeros(0, np.int64)
        self._true = [nothing] * (labels + 1)  # the last one is of any label
        self._predicted = [nothing] * (labels + 1)

    def add(
        self, units: NDArray[np.int64], truth: NDArray[np.integer], predicted: NDArray[np.integer]
    ) -> None:
        """Take a batch: units, shape (n,), and what is true and predicted of each, (n, labels)."""
        for seen, counts in ((self._true, truth), (self._predicted, predicted)):
            has = np.column_stack([counts > 0, counts.any(axis=1)])
            for at, known in enumerate(seen):
                if len(known) < MOST:
                    seen[at] = np.union1d(known, units[has[:, at]])[:MOST]

    def count(self, metric: str, label: int | None) -> int:
        """Units in which a metric of a label, or of all labels, can differ."""
        at = -1 if label is None else label
        match metric:
            case "recall":
                return len(self._true[at])
            case "precision":
                return len(self._predicted[at])
            case _:
                return min(MOST, len(np.union1d(self._true[at], self._predicted[at])))


def _rounded_up(rows: float) -> int:
    """To two digits."""
    step = 10 ** max(0, len(str(ceil(rows))) - 2)
    return ceil(rows / step) * step
