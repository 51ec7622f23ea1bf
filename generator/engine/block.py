"""A block of things of one kind: people, companies, calls.

The columns of a block are attributes, each drawn when it is first asked for (``cached_property``),
so that a corpus pays for the columns that it has.
"""

from functools import cached_property
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.files import file_of, place_of
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index


class Block:
    """Some things of one kind of a population, by index.

    Args:
        population: What they are drawn from.
        index: Index of each of them.

    Attributes:
        stream: What the kind's random streams are named after.
        index: Index of each of them, shape (n,).
    """

    stream: ClassVar[str]

    def __init__(self, population: Population, index: Index) -> None:
        self._population = population
        self._arena = population.arena
        self.index = index

    def bits(self, name: str) -> Bits:
        """64 random bits for each of them, out of the kind's stream of this name."""
        return self._population.streams.bits(f"{self.stream}/{name}", self.index)


class NumberedBlock(Block):
    """A block of things by their numbers in files: those of one file belong together."""

    @cached_property
    def file(self) -> Index:
        """The file of each of them."""
        return file_of(self.index)

    @cached_property
    def place(self) -> NDArray[np.int64]:
        """Place of each of them in its file, from 0."""
        return place_of(self.index)

    def file_bits(self, name: str) -> Bits:
        """64 random bits for each of them, the same for all of a file."""
        return self._population.streams.bits(f"{self.stream}/file/{name}", self.file)
