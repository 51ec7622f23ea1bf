"""Documents in which nobody occurs: notices, goods and figures of offices and warehouses."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.block import Block
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import owned, pick, slots, table, text_hash, weights
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.engine.times import DAY, timestamps

_DAYS_BACK = 900
_MOST_PIECES = 96
_SERIALS = 10**9


class DocumentVocabulary:
    """The words that documents of one split are made of; matters are its own."""

    def __init__(self, population: Population) -> None:
        arena = population.arena
        matters = table("document_matters")["text"]
        mine = np.flatnonzero(owned(text_hash(matters), population.split))
        self.matters = arena.intern([matters[i] for i in mine])
        self.by_matter = slots(weights("document_matters")[mine])
        self.titles = compile_templates(
            table("document_titles")["template"], {"matter": 0, "year": 1}, arena
        )
        self.by_title = slots(weights("document_titles"))
        departments = table("departments")
        self.departments = arena.intern(departments["text"])
        self.signs = arena.intern(departments["sign"])
        self.by_department = slots(weights("departments"))
        goods = table("goods")
        self.goods = arena.intern(goods["text"])
        self.units = arena.intern(["件", "箱", "套", "台", "盒", "批"])
        self.price = weights("goods", "price").astype(np.int64)
        self.by_goods = slots(weights("goods"))
        self.codes = compile_templates(
            ["{sign}〔{year}〕{number}号"], {"sign": 0, "year": 1, "number": 2}, arena
        )
        self.amounts = compile_templates(["{number}{unit}"], {"number": 0, "unit": 1}, arena)
        self.money = compile_templates(["{yuan}.00元"], {"yuan": 0}, arena)
        self.serials = compile_templates(["SN{number}"], {"number": 0}, arena)


class Documents(Block):
    """A block of documents; each attribute is drawn when it is first asked for.

    Attributes:
        index: Index of each document.
    """

    stream = "document"

    def __init__(self, population: Population, index: Index) -> None:
        super().__init__(population, index)
        self._words = population.vocabulary(DocumentVocabulary)
        self._same = np.zeros(len(index), np.int32)

    @cached_property
    def _when(self) -> Bits:
        return self.bits("time")

    @cached_property
    def _day(self) -> NDArray[np.int64]:
        return self._population.today - 1 - below(self._when, _DAYS_BACK)

    @cached_property
    def _year(self) -> Strings:
        years = self._day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        return self._arena.digits(years, 4)

    @cached_property
    def _department(self) -> NDArray[np.integer]:
        return pick(self.bits("department"), self._words.by_department)

    @cached_property
    def _goods(self) -> NDArray[np.integer]:
        return pick(self.bits("goods"), self._words.by_goods)

    @cached_property
    def _pieces(self) -> NDArray[np.int64]:
        bits = self.bits("pieces")
        # The smaller of two draws: small lots are the rule.
        return 1 + np.minimum(below(bits, _MOST_PIECES), below(lower(bits), _MOST_PIECES))

    @cached_property
    def matter(self) -> Strings:
        """What the document is about."""
        return self._words.matters.take(pick(self.bits("matter"), self._words.by_matter))

    @cached_property
    def title(self) -> Strings:
        """What the document is called, after its matter."""
        template = pick(self.bits("title"), self._words.by_title)
        return compose(template, self._words.titles, [self.matter, self._year], self._arena)

    @cached_property
    def code(self) -> Strings:
        """Document number of the department in the year of the document."""
        number = self._arena.whole(1 + below(self.bits("number"), 220))
        sign = self._words.signs.take(self._department)
        return compose(self._same, self._words.codes, [sign, self._year, number], self._arena)

    @cached_property
    def department(self) -> Strings:
        """Which department drew it up."""
        return self._words.departments.take(self._department)

    @cached_property
    def time(self) -> Strings:
        """When, to the second."""
        return timestamps(self._day, below(lower(self._when), DAY), self._arena)

    @cached_property
    def product(self) -> Strings:
        """The goods it is about."""
        return self._words.goods.take(self._goods)

    @cached_property
    def serial(self) -> Strings:
        """Serial number of the goods."""
        number = self._arena.digits(below(self.bits("serial"), _SERIALS), 10)
        return compose(self._same, self._words.serials, [number], self._arena)

    @cached_property
    def price(self) -> Strings:
        """Price of one piece."""
        return self._money(self._words.price[self._goods])

    @cached_property
    def quantity(self) -> Strings:
        """How many pieces, with their unit."""
        units = self._words.units
        unit = units.take(below(self.bits("unit"), len(units)))
        return compose(
            self._same, self._words.amounts, [self._arena.whole(self._pieces), unit], self._arena
        )

    @cached_property
    def total(self) -> Strings:
        """Price of all pieces."""
        return self._money(self._words.price[self._goods] * self._pieces)

    def _money(self, yuan: NDArray[np.int64]) -> Strings:
        return compose(self._same, self._words.money, [self._arena.whole(yuan)], self._arena)


RECORDS = Documents
