"""Sellers: companies that trade in what people buy."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.streams import Bits, Index
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.records.company import Companies

if TYPE_CHECKING:
    from leakbench.generator.population.population import Population


class _Forms:
    """The forms of companies proper."""

    def __init__(self, _population: "Population") -> None:
        company = np.array(table("company_forms")["class"]) == "company"
        self.inverse = slots(weights("company_forms") * company)


class Sellers(Companies):
    """Companies that trade in what was bought.

    Args:
        population: The ground they stand on.
        index: Which of a trade's companies.
        trade: What each trades in.
        sold: Where anything was bought at all.
    """

    def __init__(
        self,
        population: "Population",
        index: Index,
        trade: NDArray[np.integer],
        sold: NDArray[np.bool_],
    ) -> None:
        super().__init__(population, index * len(table("industries")["word"]) + trade)
        self._trade = trade
        self._sold = sold

    @cached_property
    def listed_name(self) -> Strings:
        """Name; empty where nothing was bought."""
        return self.name.blank(~self._sold)

    def _bits(self, name: str) -> Bits:
        # Streams of their own, since a company of the directory has another trade.
        return self._population.streams.bits(f"seller/{name}", self.index)

    @cached_property
    def county(self) -> NDArray[np.integer]:
        """Index of the county: where companies are."""
        return pick(self._bits("county"), self._population.divisions.by_companies)

    @cached_property
    def _industry(self) -> NDArray[np.integer]:
        return self._trade

    @cached_property
    def _form(self) -> NDArray[np.integer]:
        # Shops' forms name a trade of their own.
        return pick(self._bits("form"), self._population.vocabulary(_Forms).inverse)
