"""Peoples to which those belong whose names are a surname and a given name, by province.

Shares stand in ``data/ethnic_shares.csv``, and which surnames are how many times as frequent in a
people as elsewhere in ``data/ethnic_surnames.csv``. Whoever has a name of another
people's kind is of that people.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.tables import table
from leakbench.generator.population.divisions import Divisions

_HAN = "汉"
Places = NDArray[np.int64]


@compiled
def _draw(bits: Bits, province: Places, surname: Places, bounds: Bits, out: Places) -> None:
    for row in range(len(bits)):
        drawn = bits[row] >> np.uint64(32)
        of = bounds[province[row], surname[row]]
        place = 0  # nearly everybody is of the first
        while drawn >= of[place]:
            place += 1
        out[row] = place


class EthnicGroups:
    """The peoples of the country.

    Attributes:
        full: Their names, such as 汉族; the first is that of most.
        short: The same without 族.
        named: Place among them of each people of ``data/minority_peoples.csv``.
    """

    def __init__(self, population: Population) -> None:
        shares, surnames = table("ethnic_shares"), table("ethnic_surnames")
        of_names = table("minority_peoples")["people"]
        peoples = list(dict.fromkeys([_HAN, *shares["people"], *of_names]))
        self.short = population.arena.intern(peoples)
        self.full = population.arena.intern([f"{people}族" for people in peoples])
        self.named = np.array([peoples.index(people) for people in of_names])
        provinces = table("province_shares")["code"]
        share = np.zeros((len(provinces), len(peoples)))
        for code, people, percent in zip(*shares.values(), strict=True):
            share[provinces.index(code), peoples.index(people)] = float(percent)
        share[:, 0] = 100 - share.sum(axis=1)
        told = sorted({"", *surnames["surname"]})  # the empty one stands for all others
        factor = np.ones((len(told), len(peoples)))
        lines = zip(surnames["surname"], surnames["people"], surnames["factor"], strict=True)
        for surname, people, times in sorted(lines):
            rows = told.index(surname) if surname else slice(None)
            factor[rows, peoples.index(people)] = float(times)
        total = np.cumsum(share[:, None] * factor, axis=2)
        bounds = np.rint(total / total[:, :, -1:] * 2**32)
        self._bounds = bounds.astype(np.uint64)  # shape (provinces, surnames, peoples)
        known = table("surnames")["surname"]
        self._told = np.array([told.index(one) if one in told else 0 for one in known])
        self._province = population.vocabulary(Divisions).province

    def draw(self, bits: Bits, county: NDArray[np.integer], surname: NDArray[np.integer]) -> Places:
        """The people of each person, as places in ``full``.

        Args:
            bits: Random numbers.
            county: Index of the county of each one's home.
            surname: Place of each one's surname among ``Names.surnames``.
        """
        out = np.empty(len(bits), np.int64)
        province = self._province[county].astype(np.int64)
        _draw(bits, province, self._told[surname], self._bounds, out)
        return out
