"""Posts of traders: who sells, whose data are pasted in as samples, how many and for how much."""

from functools import cached_property

import numpy as np

from leakbench.generator.engine.block import Block
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.records.company import Companies

_PEOPLE = 4  # of a post: the company's owner, two more samples, the seller
_SPREAD = 1024


class TradeVocabulary:
    """What traders write for counts and prices."""

    def __init__(self, population: Population) -> None:
        terms = table("trade_terms")
        kind, text = np.array(terms["kind"]), np.array(terms["text"])
        weight = weights("trade_terms")
        self._terms = {
            str(name): (
                population.arena.intern(text[kind == name].tolist()),
                slots(weight[kind == name]),
            )
            for name in np.unique(kind)
        }

    def draw(self, kind: str, bits: Bits) -> Strings:
        """Terms of a kind (``count`` or ``price``)."""
        texts, inverse = self._terms[kind]
        return texts.take(pick(bits, inverse))


class Posts(Block):
    """A block of posts; each attribute is drawn when it is first asked for.

    Attributes:
        index: Index of each post.
    """

    stream = "post"

    def __init__(self, population: Population, index: Index) -> None:
        super().__init__(population, index)
        self._words = population.vocabulary(TradeVocabulary)

    def _people(self, name: str, place: int) -> People:
        """Adults who differ from those of every other place: each place has its own remainder."""
        number = self.index + place + _PEOPLE * below(self.bits(name), _SPREAD)
        return People(self._population, families().nth(families().owners, number))

    @cached_property
    def seller(self) -> People:
        """Who sells."""
        return self._people("seller", 1)

    @cached_property
    def company(self) -> Companies:
        """The company of the first sample."""
        return Companies(self._population, self.index)

    @cached_property
    def first(self) -> People:
        """Whom the first sample is about: the company's legal person."""
        return self.company.owner

    @cached_property
    def second(self) -> People:
        """Whom the second sample is about."""
        return self._people("second", 2)

    @cached_property
    def third(self) -> People:
        """Whom the third sample is about."""
        return self._people("third", 3)

    @cached_property
    def count(self) -> Strings:
        """How many records are on offer, in traders' wording."""
        return self._words.draw("count", self.bits("count"))

    @cached_property
    def price(self) -> Strings:
        """What they cost, in traders' wording."""
        return self._words.draw("price", self.bits("price"))


RECORDS = Posts
