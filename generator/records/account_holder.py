"""Account holders: people with bank cards and what they have in the bank, in shares, insured."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.dates import iso
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.population.families import families
from leakbench.generator.records.amounts import Amounts, Cents
from leakbench.generator.records.card_holders import CardHolders

_HAS_SECOND_CARD = 0.5
_HAS = {"deposit": 0.6, "securities": 0.35, "insurance": 0.5}
_HOLDER_AGE = 5844  # days: nobody has an account of their own before 16
_FIRST_OPENING = 12053  # days: 2003-01-01, when most of the cards that are still in use came in
_TIERS = ("普通客户", "金卡客户", "白金客户", "私人银行客户")
_TIER_BOUNDS = np.array([10_000_000, 60_000_000, 600_000_000])  # in cents


class AccountHolders(CardHolders):
    """A block of account holders."""

    def __init__(self, population: Population, index: Index) -> None:
        super().__init__(population, families().nth(families().owners, index))
        self._amounts = population.vocabulary(Amounts)

    @cached_property
    def other_card(self) -> Strings:
        """A second card, which every other holder has."""
        return self.second_card.blank(~chance(self.bits("has second card"), _HAS_SECOND_CARD))

    def _held(self, kind: str) -> Cents:
        """What they have of a kind, in cents; 0 where they have none of it."""
        has = chance(self.bits(f"has {kind}"), _HAS[kind]) if kind in _HAS else True
        return self._amounts.draw(kind, self.bits(f"assets/{kind}")) * has

    def _written(self, style: str, kind: str, cents: Cents) -> Strings:
        strings = self._amounts.write(style, cents, self.bits(f"written/{kind}"))
        return strings.blank(cents == 0)

    @cached_property
    def _balance(self) -> Cents:
        return self._held("balance")

    @cached_property
    def _deposit(self) -> Cents:
        return self._held("deposit")

    @cached_property
    def _securities(self) -> Cents:
        return self._held("securities")

    @cached_property
    def _insurance(self) -> Cents:
        return self._held("insurance")

    @cached_property
    def _total(self) -> Cents:
        return self._balance + self._deposit + self._securities + self._insurance

    @cached_property
    def balance(self) -> Strings:
        """Balance of the debit card."""
        return self._written("ledger", "balance", self._balance)

    @cached_property
    def deposit(self) -> Strings:
        """Time deposits."""
        return self._written("holding", "deposit", self._deposit)

    @cached_property
    def securities(self) -> Strings:
        """Value of shares and funds."""
        return self._written("ledger", "securities", self._securities)

    @cached_property
    def insurance(self) -> Strings:
        """Value of life insurance."""
        return self._written("holding", "insurance", self._insurance)

    @cached_property
    def total(self) -> Strings:
        """All of it together."""
        return self._written("ledger", "total", self._total)

    @cached_property
    def tier(self) -> Strings:
        """What the bank calls a customer of this wealth."""
        names = self._population.vocabulary(_Tiers).names
        return names.take(np.searchsorted(_TIER_BOUNDS, self._total, side="right"))

    @cached_property
    def _opening(self) -> NDArray[np.int64]:
        earliest = np.maximum(self.birth + _HOLDER_AGE, _FIRST_OPENING)
        bits = self.bits("opening")
        span = np.maximum(self._population.today - earliest, 1)
        # The later of two draws: cards are replaced every few years.
        return earliest + np.maximum(below(bits, span), below(lower(bits), span))

    @cached_property
    def opened(self) -> Strings:
        """Date on which the account was opened."""
        return iso(self._opening, self._arena)


class _Tiers:
    """What banks call their customers."""

    def __init__(self, population: Population) -> None:
        self.names = population.arena.intern(_TIERS)


RECORDS = AccountHolders
