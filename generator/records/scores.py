"""Totals of mock examinations: of 750 points in most provinces, by subjects and school."""

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import table
from leakbench.generator.engine.templates import compile_templates

_USUAL = 750
_OF_SCHOOLS, _OF_CANDIDATES = 7, 9  # standard deviations, of a hundred points
_LEAST, _MOST = 20, 95  # of a hundred points
_WITH_HALVES = 0.2  # of the files: essays are marked by two, and the mean is taken
_HALF = 0.35  # of their totals
_BITS = 12


class Scores:
    """Draws totals."""

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        other = dict(zip(*table("score_systems").values(), strict=True))
        codes = table("province_shares")["code"]
        self._most = np.array([int(other.get(code, _USUAL)) for code in codes])
        middles = (np.arange(1 << _BITS) + 0.5) / (1 << _BITS)
        self._normal = np.array([NormalDist().inv_cdf(middle) for middle in middles.tolist()])
        self._halves = compile_templates(["{whole}.5"], {"whole": 0}, population.arena)

    def draw(
        self,
        province: NDArray[np.integer],
        level: NDArray[np.float64],
        of_school: Bits,
        bits: Bits,
    ) -> Strings:
        """A total for each candidate.

        Args:
            province: Where each sits the examination, as a row of ``province_shares``.
            level: What is usual with each one's subjects, of a hundred points.
            of_school: Random numbers, the same for all of a file.
            bits: Random numbers.
        """
        place = np.uint64(64 - _BITS)
        hundredths = level + _OF_SCHOOLS * self._normal[of_school >> place]
        hundredths += _OF_CANDIDATES * self._normal[bits >> place]
        hundredths = np.clip(hundredths, _LEAST, _MOST)
        total = np.rint(hundredths * self._most[province] / 100).astype(np.int64)
        whole = self._arena.whole(total)
        halves = chance(lower(of_school), _WITH_HALVES) & chance(lower(bits), _HALF)
        rows = np.flatnonzero(halves)
        program = np.zeros(len(rows), np.int32)
        return whole.put(rows, compose(program, self._halves, [whole.take(rows)], self._arena))
