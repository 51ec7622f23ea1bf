"""Sellers: companies that trade in what people buy."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.population.company_counties import CompanyCounties
from leakbench.generator.records.company import Companies
from leakbench.generator.records.company_names import LegalForms


class _SellersForms:
    """Legal forms of limited companies called after their trade: shops name one of their own."""

    def __init__(self, population: Population) -> None:
        forms = population.vocabulary(LegalForms)
        limited = np.array(["有限" in text for text in table("company_forms")["text"]])
        company = forms.names_trade & (forms.kind == forms.kinds.index("company")) & limited
        self.inverse = slots(weights("company_forms") * company)


class Sellers(Companies):
    """Companies that trade in what was bought.

    Args:
        population: The ground they stand on.
        index: Which of a trade's companies.
        trade: What each trades in.
        sold: Where anything was bought at all.
    """

    stream = "seller"  # its own, since a company of the directory has another trade

    def __init__(
        self,
        population: Population,
        index: Index,
        trade: NDArray[np.integer],
        sold: NDArray[np.bool_],
    ) -> None:
        super().__init__(population, index * len(table("industries")["word"]) + trade)
        self._trade = trade
        self._sold = sold

    @cached_property
    def listed_name(self) -> Formed:
        """Name; empty where nothing was bought."""
        return self.name._replace(strings=self.name.strings.blank(~self._sold))

    @cached_property
    def county(self) -> NDArray[np.integer]:
        """Index of the county: where companies are."""
        return pick(self.bits("county"), self._population.vocabulary(CompanyCounties).anywhere)

    @cached_property
    def _industry(self) -> NDArray[np.integer]:
        return self._trade

    @cached_property
    def _legal_form(self) -> NDArray[np.integer]:
        return pick(self.bits("form"), self._population.vocabulary(_SellersForms).inverse)
