"""People with bank cards, and the branches that keep their accounts."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.block import Block
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import table
from leakbench.generator.identifiers.cards import CardKind, CardRanges
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.people import People
from leakbench.generator.records.placed_names import PlacedNames
from leakbench.generator.records.split_words import communities

_FIELDS = ("bank", "legal", "short", "road", "community")


class Branches:
    """Banks, and how their branches are called, in one split.

    Attributes:
        bank: Names of the banks, by row of ``data/banks.csv``.
    """

    def __init__(self, population: Population) -> None:
        self._roads = population.vocabulary(Addresses).roads
        self._communities = population.vocabulary(communities)
        self.bank, self._legal, self._short = (
            population.arena.intern(table("banks")[name]) for name in ("bank", "legal", "short")
        )
        self._names = PlacedNames(population, "bank_branches", _FIELDS)
        kinds = [
            self._names.kinds.index("bank" if legal else "rural")
            for legal in table("banks")["legal"]
        ]
        self._kind = np.array(kinds)

    def name(self, bank: NDArray[np.integer], county: NDArray[np.integer], bits: Bits) -> Strings:
        """A branch of each bank in each county."""
        columns = [
            *(names.take(bank) for names in (self.bank, self._legal, self._short)),
            *(words.draw(lower(bits)) for words in (self._roads, self._communities)),
        ]
        return self._names.compose(self._names.draw_of(self._kind[bank], bits), county, columns)


class Cards(Block):
    """The cards of a block of people.

    Args:
        population: Where the holders live.
        holders: The people.
        kind: ``debit`` or ``credit``.
        which: Which of a person's cards of the kind.
    """

    def __init__(
        self, population: Population, holders: People, kind: CardKind, which: str = "first"
    ) -> None:
        super().__init__(population, holders.index)
        self._ranges = population.vocabulary(CardRanges)
        self._branches = population.vocabulary(Branches)
        self._holders = holders
        self._kind: CardKind = kind
        self._which = which

    def bits(self, name: str) -> Bits:
        """Random bits of each card: every kind and place in the purse has its own streams."""
        stream = f"{self._kind} card/{self._which}/{name}"
        return self._population.streams.bits(stream, self.index)

    @cached_property
    def _range(self) -> NDArray[np.integer]:
        province = self._population.vocabulary(Divisions).province[self._holders.county]
        return self._ranges.draw(self._kind, province, self.bits("range"))

    @cached_property
    def _bank(self) -> NDArray[np.integer]:
        return self._ranges.bank[self._range]

    @cached_property
    def number(self) -> Strings:
        """16 to 19 digits."""
        return self._ranges.numbers(self._range, self.bits("account"))

    @cached_property
    def bank(self) -> Strings:
        """The issuer."""
        return self._branches.bank.take(self._bank)

    @cached_property
    def branch(self) -> Strings:
        """The issuer's branch, near the holder's home."""
        return self._branches.name(self._bank, self._holders.county, self.bits("branch"))


class CardHolders(People):
    """A block of people with their bank cards."""

    @cached_property
    def debit_card(self) -> Cards:
        """The account they use most."""
        return Cards(self._population, self, "debit")

    @cached_property
    def second_debit_card(self) -> Cards:
        """Another one, mostly of another bank."""
        return Cards(self._population, self, "debit", "second")

    @cached_property
    def credit_card(self) -> Cards:
        """Their credit card."""
        return Cards(self._population, self, "credit")

    @cached_property
    def card(self) -> Strings:
        """Number of the debit card."""
        return self.debit_card.number

    @cached_property
    def second_card(self) -> Strings:
        """Number of the second debit card."""
        return self.second_debit_card.number

    @cached_property
    def credit(self) -> Strings:
        """Number of the credit card."""
        return self.credit_card.number

    @cached_property
    def bank(self) -> Strings:
        """The debit card's bank."""
        return self.debit_card.bank

    @cached_property
    def branch(self) -> Strings:
        """The debit card's branch."""
        return self.debit_card.branch
