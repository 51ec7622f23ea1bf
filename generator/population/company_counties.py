"""Where companies are: in their owner's county as far as its share of all companies allows.

Companies crowd in a few cities in which far fewer owners are at home. Who finds no room for a
company at home has it elsewhere in the province, if there is room, else in another province; so
every county has its share of the companies, and most companies stay near their owners.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.slots_by_kind import SlotsByKind
from leakbench.generator.engine.streams import Bits, lower
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.population.divisions import Divisions

_BITS = 12  # of the choice within a province
_FULL = 2.0**32

Shares = NDArray[np.float64]


def company_shares(divisions: Divisions) -> Shares:
    """Share of the country's companies in each county: its city's and province's, by people."""
    code = [str(number) for number in divisions.code.tolist()]
    weight = dict(
        zip(table("county_weights")["county"], weights("county_weights", "companies"), strict=True)
    )
    # A county by its name or what it ends in; a city without counties as a district.
    names = [county or "区" for county in table("divisions")["county"]]
    share = weights("divisions", "people")
    share *= [weight.get(name, weight[name[-1]]) for name in names]
    of_province = weights("province_shares", "companies")
    listed = dict(
        zip(table("city_shares")["code"], weights("city_shares", "companies"), strict=True)
    )
    city = np.array([number[:4] if number[:4] in listed else "" for number in code])
    for province, total in enumerate(of_province):
        here = divisions.province == province
        rest = total
        for name in np.unique(city[here & (city != "")]):
            of_city = here & (city == name)
            share[of_city] *= listed[str(name)] / share[of_city].sum()
            rest -= listed[str(name)]
        others = here & (city == "")
        share[others] *= rest / share[others].sum()
    return share / share.sum()


class CompanyCounties:
    """Draws the counties of companies.

    Attributes:
        anywhere: Inverse distribution of counties by the number of their companies.
    """

    def __init__(self, population: Population) -> None:
        divisions = population.vocabulary(Divisions)
        share, province = company_shares(divisions), divisions.province
        self.anywhere = slots(share)
        self._province = province
        count = len(weights("province_shares", "companies"))
        home = np.bincount(divisions.by_population, minlength=len(share)) / len(
            divisions.by_population
        )
        homes, companies = (np.bincount(province, some, count) for some in (home, share))
        stays = np.minimum(1, companies / homes)[province]  # how many of a province's owners
        room = np.minimum(1, homes / companies)[province] * share  # for owners of the province
        at_home = np.minimum(home * stays, room)
        left = room - at_home + 1e-12  # a province with no room left keeps its weights
        self._within = SlotsByKind([left * (province == place) for place in range(count)], _BITS)
        self._beyond = slots(share - room + 1e-12)
        chance = np.divide(at_home, home, out=np.zeros_like(home), where=home > 0)
        self._at_home = (chance * (_FULL - 1)).astype(np.uint32)
        self._in_province = (stays * (_FULL - 1)).astype(np.uint32)

    def draw(self, home: NDArray[np.integer], near: Bits, where: Bits) -> NDArray[np.integer]:
        """The county of each company.

        Args:
            home: Where its owner lives.
            near: Random numbers that say how near it is.
            where: Random numbers for which one, if it is not the owner's.
        """
        bits = (near >> np.uint64(32)).astype(np.uint32)
        away = np.flatnonzero(bits >= self._at_home.take(home))
        bits, there, where = bits[away], home[away], where[away]
        within = self._within.pick(self._province[there], lower(where))
        county = home.copy()
        county[away] = np.where(bits < self._in_province[there], within, pick(where, self._beyond))
        return county
