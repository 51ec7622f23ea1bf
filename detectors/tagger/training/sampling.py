"""What all values are sampled from: a population, random streams, and single characters."""

from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.files import SPAN
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Streams, below, chance, lower
from leakbench.generator.engine.strings import Arena, Strings, choose
from leakbench.generator.engine.tables import table
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.spec import Split

_TODAY: Final = date(2026, 1, 1)
# The rows and cells of GB 2312 that hold the characters in common use.
_COMMON_ROWS, _CELLS = range(0xB0, 0xD8), range(0xA1, 0xFF)
_ANY_CHARACTER: Final = 0.2  # of the characters of names drawn widely


class Sampler:
    """Samples columns.

    Attributes:
        rows: Values of a column.
        index: Number of each, each of a neighbourhood of its own.
        population: Whose names and addresses are drawn.
        arena: Where values stand.
    """

    def __init__(self, split: Split, seed: int, rows: int) -> None:
        self.rows = rows
        self.index = np.arange(rows) * SPAN
        self.population = Population(seed, split, _TODAY)
        self.arena: Arena = self.population.arena
        self._streams = Streams(seed, "invented")  # the name decides what is drawn

    def bits(self, name: str) -> Bits:
        """Random numbers of a name."""
        return self._streams.bits(name, self.index)

    def of(self, words: list[str], bits: Bits) -> Strings:
        """One of the words for each random number, all equally likely."""
        return self.arena.intern(words).take(below(bits, len(words)))

    def joined(self, columns: list[Strings]) -> Strings:
        """Columns one after another."""
        fields = {chr(ord("a") + place): place for place in range(len(columns))}
        form = compile_templates(["".join(f"{{{name}}}" for name in fields)], fields, self.arena)
        return compose(np.zeros(self.rows, np.int32), form, columns, self.arena)

    def character(self, name: str) -> Strings:
        """Characters of given names mostly, or any common ones."""
        bits = self.bits(name)
        given, common = self._characters
        return choose(
            chance(lower(bits), _ANY_CHARACTER),
            [given.take(below(bits, len(given))), common.take(below(bits, len(common)))],
        )

    @cached_property
    def _characters(self) -> tuple[Strings, Strings]:
        given = "".join(dict.fromkeys("".join(table("given_names")["text"])))
        common = bytes(
            byte for row in _COMMON_ROWS for cell in _CELLS for byte in (row, cell)
        ).decode("gb2312", "ignore")
        return self.arena.intern(list(given)), self.arena.intern(list(common))
