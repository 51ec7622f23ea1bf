"""Payments by card: purchases that are shipped by express, and transfers to other people.

A payer's payments stand in consecutive rows, in the order of time, and each one's balance is what
the one before has left. A transfer has neither goods nor seller nor parcel, a purchase has no
other person who is paid: such columns are empty.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.dates import numbers
from leakbench.generator.engine.files import run_of, step_of
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below, chance, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.tables import pick, slots, table, weights, weights_in
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.engine.times import DAY, timestamps
from leakbench.generator.population.families import families
from leakbench.generator.records.amounts import Amounts, Cents, LogNormal
from leakbench.generator.records.card_holders import CardHolders
from leakbench.generator.records.parcels import Recipients
from leakbench.generator.records.sellers import Sellers
from leakbench.generator.records.transfers import Payees, Transfers

_PURCHASES = 3  # of a payer, transfers included
_TRANSFERS = 0.2
_TO_PARTNER = 0.2
_ACQUAINTANCES = 2**31 - 1
_LONGEST_GAP = 45  # days between two of them
_LATEST = 120  # days since the last one, at most
_MORNING = 7 * 3600
_ANOTHER_RECIPIENT = 0.15
_ALL_SELLERS = 200_000
_PRICE_SPREAD = 0.35
_ENDINGS = (0, 90, 80, 50, 99, 0, 90, 0)  # cents with which prices end


class PurchaseVocabulary:
    """Goods, what they cost and who sells them, and how payments are entered."""

    def __init__(self, population: Population) -> None:
        arena = population.arena
        goods = table("goods")
        self.goods = arena.intern(goods["text"])
        self.price = weights("goods", "price").astype(np.int64)
        trades = table("industries")["word"]
        words = {word: i for i, word in enumerate(trades)}
        self.trade = np.array([words[trade] for trade in goods["trade"]])
        has_sellers = weights_in(population.split, trades, weights("industries")) > 0
        self.by_goods = slots(weights("goods") * has_sellers[self.trade])
        self.spread = LogNormal(1, _PRICE_SPREAD, 0.01)
        self.summaries = arena.intern(table("payment_summaries")["text"])
        self.by_summary = slots(weights("payment_summaries"))
        fields = {"goods": 0, "count": 1, "day": 2, "number": 3}
        self.programs = compile_templates(
            ["{goods}", "{goods}×{count}", "{day}{number}"], fields, arena
        )
        role = np.array(table("families")["role"])
        family = families().family
        # The other parent of the family; whoever has no such family buys for nobody else.
        self.partner = np.arange(families().size)
        for one, other in (("father", "mother"), ("mother", "father")):
            for member in np.flatnonzero(role == one):
                mates = np.flatnonzero((role == other) & (family == family[member]))
                self.partner[member] = mates[0] if len(mates) else member


class Purchases(CardHolders):
    """A block of payments; as people, those who pay.

    Attributes:
        row: Index of each payment.
    """

    def __init__(self, population: Population, index: Index) -> None:
        super().__init__(population, families().nth(families().owners, run_of(index, _PURCHASES)))
        self.row = index
        self._words = population.vocabulary(PurchaseVocabulary)
        self._transfers = population.vocabulary(Transfers)
        self._amounts = population.vocabulary(Amounts)

    def _drawn(self, name: str, row: Index) -> Bits:
        return self._population.streams.bits(f"purchase/{name}", row)

    def _of_buyer(self, place: int) -> Index:
        """The row of the buyer's purchase at this place, from 0."""
        return self.row - step_of(self.row, _PURCHASES) + place

    def _is_transfer(self, row: Index) -> NDArray[np.bool_]:
        return chance(self._drawn("transfer", row), _TRANSFERS)

    @cached_property
    def transfer(self) -> NDArray[np.bool_]:
        """Whether the money went to another person, for no goods."""
        return self._is_transfer(self.row)

    def _partner(self) -> Index:
        """The other parent of the payer's family, or the payer."""
        cycle, member = self.index // families().size, self.index % families().size
        return cycle * families().size + self._words.partner[member]

    @cached_property
    def payee(self) -> Payees:
        """An acquaintance, else the other parent of the family."""
        bits = self._drawn("payee", self.row)
        other = families().nth(families().owners, below(bits, _ACQUAINTANCES))
        partner = self._partner()
        kept = chance(lower(bits), _TO_PARTNER) & (partner != self.index)
        return Payees(self._population, np.where(kept, partner, other), self.transfer)

    @cached_property
    def recipient(self) -> Recipients:
        """Mostly the buyer, else the other parent of the family."""
        other = chance(self._drawn("recipient", self.row), _ANOTHER_RECIPIENT)
        person = np.where(other, self._partner(), self.index)
        return Recipients(self._population, person, self.row, ~self.transfer)

    @cached_property
    def seller(self) -> Sellers:
        """The company that was paid."""
        which = below(self._drawn("seller", self.row), _ALL_SELLERS)
        trade = self._words.trade[self._what(self.row)]
        return Sellers(self._population, which, trade, ~self.transfer)

    def _what(self, row: Index) -> NDArray[np.integer]:
        return pick(self._drawn("goods", row), self._words.by_goods)

    def _how_many(self, row: Index) -> NDArray[np.int64]:
        """One thing in three cases of four, else two or three."""
        return np.maximum(below(lower(self._drawn("goods", row)), 8) - 4, 1)

    def _transferred(self, row: Index) -> Cents:
        transfers = self._transfers
        purpose = transfers.purpose(self._drawn("purpose", row))
        return transfers.sum(purpose, self._drawn("transferred", row))

    def _paid(self, row: Index) -> Cents:
        paid = self._price(row)
        rows = np.flatnonzero(self._is_transfer(row))
        paid[rows] = self._transferred(row[rows])
        return paid

    def _price(self, row: Index) -> Cents:
        words = self._words
        bits = self._drawn("price", row)
        yuan = words.price[self._what(row)] * words.spread.draw(bits) // 100
        ending = np.array(_ENDINGS)[below(lower(bits), len(_ENDINGS))]
        return (np.maximum(yuan, 1) * 100 + ending) * self._how_many(row)

    @cached_property
    def amount(self) -> Strings:
        """What was paid."""
        bits = self._drawn("amount written", self.row)
        return self._amounts.write("ledger", self._paid(self.row), bits)

    @cached_property
    def balance(self) -> Strings:
        """What was left on the card."""
        spent = np.zeros(len(self.row), np.int64)
        before = np.zeros(len(self.row), np.int64)
        for place in range(_PURCHASES):
            paid = self._paid(self._of_buyer(place))
            spent += paid
            before += paid * (step_of(self.row, _PURCHASES) >= place)
        cents = spent - before + self._amounts.draw("opening", self.bits("left"))
        return self._amounts.write("ledger", cents, self._drawn("balance written", self.row))

    @cached_property
    def goods(self) -> Strings:
        """What was bought, and how many of it; empty for transfers."""
        count = self._how_many(self.row)
        what = self._words.goods.take(self._what(self.row))
        number = self._arena.whole(count)
        columns = [what, number, number, number]
        program = (count > 1).astype(np.int32)
        goods = compose(program, self._words.programs, columns, self._arena)
        return goods.blank(self.transfer)

    @cached_property
    def _day(self) -> NDArray[np.int64]:
        days = self._population.today - 1 - below(self.bits("last purchase"), _LATEST)
        for place in range(1, _PURCHASES):
            gap = 1 + below(self._drawn("gap", self._of_buyer(place)), _LONGEST_GAP)
            days -= gap * (step_of(self.row, _PURCHASES) < place)
        return days

    @cached_property
    def time(self) -> Strings:
        """When it was paid: any time of day after seven, mostly in the afternoon."""
        bits = self._drawn("time", self.row)
        half = (DAY - _MORNING) // 2
        seconds = _MORNING + below(bits, half) + below(lower(bits), half)
        return timestamps(self._day, seconds, self._arena)

    @cached_property
    def summary(self) -> Strings:
        """How the bank enters it, or what the payer says that it is for."""
        words, transfers = self._words, self._transfers
        entered = words.summaries.take(pick(self._drawn("summary", self.row), words.by_summary))
        purpose = transfers.summary(transfers.purpose(self._drawn("purpose", self.row)))
        return choose(self.transfer, [entered, purpose])

    @cached_property
    def serial(self) -> Strings:
        """Number of the payment: its day and 16 digits."""
        number = (self._drawn("serial", self.row) >> np.uint64(8)).astype(np.int64) % 10**16
        columns = [self._arena.digits(numbers(self._day), 8), self._arena.digits(number, 16)]
        program = np.full(len(self.row), 2, np.int32)
        return compose(program, self._words.programs, [*columns, *columns], self._arena)


RECORDS = Purchases
