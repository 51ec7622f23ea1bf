"""The rows of lists themselves: the number that stands before each, and what a list says of all."""

from functools import cached_property
from typing import ClassVar

from leakbench.generator.engine.block import NumberedBlock
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.dates import numbers
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import below
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.templates import compile_templates

_MONTHS_BACK = 3  # nothing in a list may be younger than it is
_DAYS = 30  # of a month, roughly


class _Words:
    """How months are written."""

    def __init__(self, population: Population) -> None:
        parts = {"year": 0, "month": 1}
        self.month = compile_templates(["{year}年{month}月"], parts, population.arena)


class ListRows(NumberedBlock):
    """A block of rows, by their own places in their files."""

    stream = "list row"
    by_row: ClassVar[bool] = True
    """What they are made of: not the numbers of the records, which may come twice."""

    @cached_property
    def number(self) -> Strings:
        """序号: what place it has among the records of its file, from 1."""
        return self._arena.whole(self.place + 1)

    @cached_property
    def above(self) -> Strings:
        """How many records stand above it."""
        return self._arena.whole(self.place)

    @cached_property
    def month(self) -> Strings:
        """The month of the file, such as 2024年3月."""
        words = self._population.vocabulary(_Words)
        back = below(self.file_bits("month"), _MONTHS_BACK)
        day = numbers(self._population.today - 1 - _DAYS * back)
        parts = [self._arena.whole(day // 10_000), self._arena.whole(day // 100 % 100)]
        return compose(0 * back, words.month, parts, self._arena)


RECORDS = ListRows
