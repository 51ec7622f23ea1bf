"""The population without state: what people, companies and records are drawn from.

Its vocabularies are made once, each when it is first asked for; people and companies are then pure
functions of (seed, split, index). It knows no vocabulary: every kind is named by whoever needs it,
so that nothing here imports what stands above.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar, TypeVarTuple

from leakbench.generator.engine.dates import days_of
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.strings import Arena
from leakbench.generator.keys import DEFAULT_KEY, Key
from leakbench.generator.spec import Identity, Split

Vocabulary = TypeVar("Vocabulary")
Of = TypeVarTuple("Of")


class Population:
    """Everybody and everything of one seed, split and reference date.

    Attributes:
        arena: Where all strings stand; reset it between blocks.
        streams: Its random numbers.
        reference_date: The day on which ages are counted.
        today: The same in days since 1970-01-01.
        split: Whose vocabularies it has.
        identity: Whether numbers come from segments and area codes that are given out.
        key: With what people's numbers are marked.
    """

    def __init__(
        self,
        seed: int,
        split: Split,
        reference_date: date,
        identity: Identity = "realistic",
        key: Key = DEFAULT_KEY,
    ) -> None:
        self.arena = Arena()
        self.streams = Streams(seed, split)
        self.reference_date = reference_date
        self.today = days_of(reference_date)
        self.split: Split = split
        self.identity: Identity = identity
        self.key = key
        self._vocabularies: dict[tuple[Any, ...], Any] = {}

    def vocabulary(self, kind: Callable[["Population", *Of], Vocabulary], *of: *Of) -> Vocabulary:
        """What a class makes of this population, made once: words, numbers to draw from, tables.

        Args:
            kind: A class that is called with the population, and with
            of: what else it needs to know.
        """
        made: Vocabulary | None = self._vocabularies.get((kind, of))
        if made is None:
            made = self._vocabularies[kind, of] = kind(self, *of)
        return made
