"""Credit files: a borrower's loans, credit cards, arrears and score, in agreement."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.dates import numbers
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, below, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.engine.times import DAY, timestamps
from leakbench.generator.population.families import families
from leakbench.generator.records.amounts import Amounts, Cents
from leakbench.generator.records.card_holders import CardHolders
from leakbench.generator.records.employers import Employers
from leakbench.generator.records.time_order import moments

Counts = NDArray[np.int64]

_LOANS = (22, 30, 22, 12, 7, 4, 2, 1)  # in percent, for 0, 1, 2, … loans not yet paid back
_CARDS = (0, 30, 26, 18, 11, 7, 5, 3)
_ARREARS = (64, 12, 8, 5, 4, 3, 2, 2)
_FIRST_SCORE, _LAST_SCORE = 350, 950
_A_YEAR = 365
_HOURS = (8 * 3600, 20 * 3600)  # reports are asked for in the daytime


class CreditVocabulary:
    """How many loans, cards and arrears people have, and how reports are numbered."""

    def __init__(self, population: Population) -> None:
        self.loans, self.cards, self.arrears = map(slots, (_LOANS, _CARDS, _ARREARS))
        fields = {"day": 0, "number": 1}
        self.report_no = compile_templates(["{day}{number}"], fields, population.arena)


class CreditFiles(CardHolders):
    """A block of people with their credit files."""

    def __init__(self, population: Population, index: Index) -> None:
        super().__init__(population, families().nth(families().owners, index))
        self._number = index
        self._words = population.vocabulary(CreditVocabulary)
        self._amounts = population.vocabulary(Amounts)

    @cached_property
    def employer(self) -> Employers:
        """The company they work for."""
        return Employers(self._population, self)

    @cached_property
    def _loans(self) -> Counts:
        return pick(self.bits("loans"), self._words.loans).astype(np.int64)

    @cached_property
    def _cards(self) -> Counts:
        return pick(self.bits("credit cards"), self._words.cards).astype(np.int64)

    @cached_property
    def _arrears(self) -> Counts:
        return pick(self.bits("arrears"), self._words.arrears).astype(np.int64)

    @cached_property
    def _worst(self) -> Counts:
        """Most months in a row, never more than there were in all."""
        return np.minimum(1 + below(self.bits("worst"), 4), self._arrears)

    @cached_property
    def _lent(self) -> Cents:
        return self._amounts.draw("loan", self.bits("lent")) * (self._loans > 0)

    @cached_property
    def _limit(self) -> Cents:
        return self._amounts.draw("limit", self.bits("limit")) * self._cards

    def _part(self, name: str, whole: Cents) -> Cents:
        """Some per mille of a sum."""
        return whole * below(self.bits(name), 1000) // 1000

    def _written(self, style: str, name: str, cents: Cents, where: NDArray[np.bool_]) -> Strings:
        return self._amounts.write(style, cents, self.bits(f"written/{name}")).blank(~where)

    @cached_property
    def loans(self) -> Strings:
        """Number of loans that are not paid back."""
        return self._arena.whole(self._loans)

    @cached_property
    def loan_total(self) -> Strings:
        """What was lent; empty without loans."""
        return self._written("holding", "lent", self._lent, self._loans > 0)

    @cached_property
    def loan_balance(self) -> Strings:
        """What of it is not paid back; empty without loans."""
        rest = np.maximum(self._part("rest", self._lent), 1)
        return self._written("ledger", "rest", rest, self._loans > 0)

    @cached_property
    def cards(self) -> Strings:
        """Number of credit cards."""
        return self._arena.whole(self._cards)

    @cached_property
    def limit(self) -> Strings:
        """What may be drawn on all cards."""
        return self._written("holding", "limit", self._limit, self._limit > 0)

    @cached_property
    def used(self) -> Strings:
        """What is drawn on all cards."""
        return self._written("ledger", "used", self._part("used", self._limit), self._limit > 0)

    @cached_property
    def arrears(self) -> Strings:
        """Number of months in arrears."""
        return self._arena.whole(self._arrears)

    @cached_property
    def worst(self) -> Strings:
        """Most months in arrears in a row."""
        return self._arena.whole(self._worst)

    @cached_property
    def overdue(self) -> Strings:
        """What is overdue; empty where nothing ever was."""
        cents = self._amounts.draw("overdue", self.bits("overdue"))
        return self._written("ledger", "overdue", cents, self._arrears > 0)

    @cached_property
    def _queries(self) -> Counts:
        bits = self.bits("queries")
        return np.minimum(below(bits, 16), below(lower(bits), 16)) + self._arrears // 2

    @cached_property
    def queries(self) -> Strings:
        """How often lenders asked within six months."""
        return self._arena.whole(self._queries)

    @cached_property
    def score(self) -> Strings:
        """350 to 950: arrears and many queries lower it."""
        score = 640 + below(self.bits("score"), 250) - 55 * self._arrears - 6 * self._queries
        return self._arena.whole(np.clip(score, _FIRST_SCORE, _LAST_SCORE))

    @cached_property
    def _reported(self) -> NDArray[np.int64]:
        return moments(self._population, "credit file/reported", self._number, _HOURS, _A_YEAR)

    @cached_property
    def reported(self) -> Strings:
        """When the report was asked for, those of a file one after another."""
        return timestamps(self._reported // DAY, self._reported % DAY, self._arena)

    @cached_property
    def report_no(self) -> Strings:
        """Number of the report: its day and 14 digits."""
        serial = (self.bits("report number") >> np.uint64(16)).astype(np.int64) % 10**14
        return compose(
            np.zeros(len(self.index), np.int32),
            self._words.report_no,
            [self._arena.digits(numbers(self._reported // DAY), 8), self._arena.digits(serial, 14)],
            self._arena,
        )


RECORDS = CreditFiles
