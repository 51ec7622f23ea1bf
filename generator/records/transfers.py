"""Transfers of money from one person to another: what for, how much, and to whom."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import Slots, pick, slots, table, weights
from leakbench.generator.records.amounts import Cents, LogNormal
from leakbench.generator.records.card_holders import CardHolders

_SPREAD = 0.6
_ROUND = ((1000, 100), (100, 10))  # sums of so many yuan are multiples of so many


class Transfers:
    """What people transfer money for, and how much they usually do."""

    def __init__(self, population: Population) -> None:
        rows = table("transfer_summaries")
        self._summary = population.arena.intern(rows["text"])
        self._usual = weights("transfer_summaries", "yuan").astype(np.int64)
        self._inverse = slots(weights("transfer_summaries"))
        self._spread = LogNormal(1, _SPREAD, 0.01)

    def purpose(self, bits: Bits) -> Slots:
        """Rows of the table of summaries."""
        return pick(bits, self._inverse)

    def summary(self, purpose: Slots) -> Strings:
        """What the payer says that it is for."""
        return self._summary.take(purpose)

    def sum(self, purpose: Slots, bits: Bits) -> Cents:
        """A sum as people transfer it, the rounder the larger."""
        yuan = np.maximum(self._usual[purpose] * self._spread.draw(bits) // 100, 1)
        for least, step in _ROUND:
            yuan = np.where(yuan >= least, yuan // step * step, yuan)
        return yuan * 100


class Payees(CardHolders):
    """Those to whom people transfer money.

    Args:
        population: The ground they stand on.
        index: Index of each person.
        paid: Where they are paid anything at all; else the columns are empty.
    """

    def __init__(self, population: Population, index: Index, paid: NDArray[np.bool_]) -> None:
        super().__init__(population, index)
        self._rows = np.flatnonzero(paid)
        self._paid = CardHolders(population, index[self._rows])

    def _sparse(self, values: Strings) -> Strings:
        return Strings(np.zeros(len(self.index), np.int64)).put(self._rows, values)

    @cached_property
    def listed_name(self) -> Strings:
        """Full name."""
        return self._sparse(self._paid.name)

    @cached_property
    def listed_card(self) -> Strings:
        """Number of the card to which they are paid."""
        return self._sparse(self._paid.card)
