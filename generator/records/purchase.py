"""Online purchases: paid by card, shipped by express.

A buyer's purchases stand in consecutive rows, in the order of time, and each one's balance is
what the one before has left.
"""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.amounts import Amounts, Cents, LogNormal
from leakbench.generator.cards import CardHolders
from leakbench.generator.compose import compose
from leakbench.generator.dates import numbers
from leakbench.generator.families import families
from leakbench.generator.people import People
from leakbench.generator.records.company import Companies
from leakbench.generator.streams import Bits, Index, below, chance, lower
from leakbench.generator.strings import Strings
from leakbench.generator.tables import pick, slots, table, weights
from leakbench.generator.templates import compile_templates
from leakbench.generator.times import DAY, timestamps
from leakbench.generator.waybills import Drawn, Waybills

if TYPE_CHECKING:
    from leakbench.generator.population import Population

_PURCHASES = 3  # of a buyer
_LONGEST_GAP = 45  # days between two of them
_LATEST = 120  # days since the last one, at most
_MORNING = 7 * 3600
_ANOTHER_RECIPIENT = 0.15
_ALL_SELLERS = 200_000
_PRICE_SPREAD = 0.35
_ENDINGS = (0, 90, 80, 50, 99, 0, 90, 0)  # cents with which prices end


class PurchaseVocabulary:
    """Goods, what they cost and who sells them, and how payments are entered."""

    def __init__(self, population: "Population") -> None:
        arena = population.arena
        goods = table("goods")
        self.goods = arena.intern(goods["text"])
        self.by_goods = slots(weights("goods"))
        self.price = weights("goods", "price").astype(np.int64)
        words = {word: i for i, word in enumerate(table("industries")["word"])}
        self.trade = np.array([words[trade] for trade in goods["trade"]])
        self.spread = LogNormal(1, _PRICE_SPREAD, 0.01)
        self.summaries = arena.intern(table("payment_summaries")["text"])
        self.by_summary = slots(weights("payment_summaries"))
        fields = {"goods": 0, "count": 1, "day": 2, "number": 3}
        self.programs = compile_templates(
            ["{goods}", "{goods}×{count}", "{day}{number}"], fields, arena
        )
        forms = table("company_forms")
        company = np.array(forms["class"]) == "company"
        self.by_company_form = slots(weights("company_forms") * company)
        role = np.array(table("families")["role"])
        family = families().family
        # The other parent of the family; whoever has no such family buys for nobody else.
        self.partner = np.arange(families().size)
        for one, other in (("father", "mother"), ("mother", "father")):
            for member in np.flatnonzero(role == one):
                mates = np.flatnonzero((role == other) & (family == family[member]))
                self.partner[member] = mates[0] if len(mates) else member


class Sellers(Companies):
    """Companies that trade in what was bought."""

    def __init__(self, population: "Population", index: Index, trade: NDArray[np.integer]) -> None:
        super().__init__(population, index * len(table("industries")["word"]) + trade)
        self._trade = trade

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
        words = self._population.vocabulary(PurchaseVocabulary)
        return pick(self._bits("form"), words.by_company_form)


class Recipients(People):
    """Those to whom parcels go, with their waybills."""

    def __init__(self, population: "Population", index: Index, parcel: Index) -> None:
        super().__init__(population, index)
        self._parcel = parcel

    @cached_property
    def _waybill(self) -> Drawn:
        bits = self._population.streams.bits("parcel/waybill", self._parcel)
        return self._population.vocabulary(Waybills).draw(bits)

    @cached_property
    def courier(self) -> Strings:
        """The express company."""
        return self._waybill.courier

    @cached_property
    def waybill(self) -> Strings:
        """Number of the parcel."""
        return self._waybill.number


class Purchases(CardHolders):
    """A block of purchases; as people, those who pay.

    Attributes:
        row: Index of each purchase.
    """

    def __init__(self, population: "Population", index: Index) -> None:
        super().__init__(population, families().nth(families().owners, index // _PURCHASES))
        self.row = index
        self._words = population.vocabulary(PurchaseVocabulary)
        self._amounts = population.vocabulary(Amounts)

    def _drawn(self, name: str, row: Index) -> Bits:
        return self._population.streams.bits(f"purchase/{name}", row)

    def _of_buyer(self, place: int) -> Index:
        """The row of the buyer's purchase at this place, from 0."""
        return self.row - self.row % _PURCHASES + place

    @cached_property
    def recipient(self) -> Recipients:
        """Mostly the buyer, else the other parent of the family."""
        cycle, member = self.index // families().size, self.index % families().size
        other = chance(self._drawn("recipient", self.row), _ANOTHER_RECIPIENT)
        member = np.where(other, self._words.partner[member], member)
        return Recipients(self._population, cycle * families().size + member, self.row)

    @cached_property
    def seller(self) -> Sellers:
        """The company that was paid."""
        which = below(self._drawn("seller", self.row), _ALL_SELLERS)
        return Sellers(self._population, which, self._words.trade[self._what(self.row)])

    def _what(self, row: Index) -> NDArray[np.integer]:
        return pick(self._drawn("goods", row), self._words.by_goods)

    def _how_many(self, row: Index) -> NDArray[np.int64]:
        """One thing in three cases of four, else two or three."""
        return np.maximum(below(lower(self._drawn("goods", row)), 8) - 4, 1)

    def _paid(self, row: Index) -> Cents:
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
            before += paid * (self.row % _PURCHASES >= place)
        cents = spent - before + self._amounts.draw("opening", self._bits("left"))
        return self._amounts.write("ledger", cents, self._drawn("balance written", self.row))

    @cached_property
    def goods(self) -> Strings:
        """What was bought, and how many of it."""
        count = self._how_many(self.row)
        what = self._words.goods.take(self._what(self.row))
        number = self._arena.whole(count)
        columns = [what, number, number, number]
        return compose((count > 1).astype(np.int32), self._words.programs, columns, self._arena)

    @cached_property
    def _day(self) -> NDArray[np.int64]:
        days = self._population.today - 1 - below(self._bits("last purchase"), _LATEST)
        for place in range(1, _PURCHASES):
            gap = 1 + below(self._drawn("gap", self._of_buyer(place)), _LONGEST_GAP)
            days -= gap * (self.row % _PURCHASES < place)
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
        """How the bank enters it."""
        return self._words.summaries.take(
            pick(self._drawn("summary", self.row), self._words.by_summary)
        )

    @cached_property
    def serial(self) -> Strings:
        """Number of the payment: its day and 16 digits."""
        number = (self._drawn("serial", self.row) >> np.uint64(8)).astype(np.int64) % 10**16
        columns = [self._arena.digits(numbers(self._day), 8), self._arena.digits(number, 16)]
        program = np.full(len(self.row), 2, np.int32)
        return compose(program, self._words.programs, [*columns, *columns], self._arena)


RECORDS = Purchases
