"""Ranges into which the records of a source are cut, and what is made of them joined in order."""

from collections.abc import Iterator
from typing import Final, Generic, NamedTuple, Protocol, Self, TypeVar

from leakbench.benchmarks.sources.source import DatasetSource, Source
from leakbench.generator.datasets.content import GROUP_ROWS

_FEW: Final = 256  # records of a range at least
_MANY: Final = 16  # ranges at least, so that no worker is left alone with the last one for long


class RowRange(NamedTuple):
    """Records that follow one another.

    Attributes:
        number: Of the range, from 0.
        first: Its first row, from 0.
        rows: How many.
    """

    number: int
    first: int
    rows: int


def range_rows(source: Source, rows: int) -> int:
    """How many of so many records of a source stand in a range.

    Workers have no say in it, or answers might depend on their number. Of millions of records it is
    what a shard has, and what the content hash takes together. A shard is read and checked from its
    beginning, so that of a whole one no range is less than a quarter.
    """
    size = GROUP_ROWS
    whole = isinstance(source, DatasetSource) and source.rows >= GROUP_ROWS
    least = GROUP_ROWS // 4 if whole else _FEW
    while size > least and size * _MANY > rows:
        size //= 2
    return size


def row_ranges(rows: int, size: int) -> Iterator[RowRange]:
    """All ranges in their order; the last one may be shorter."""
    for number in range(-(-rows // size)):
        first = number * size
        yield RowRange(number, first, min(size, rows - first))


class Follows(Protocol):
    """What was made of a range."""

    def follow(self, other: Self, /) -> None:
        """Take what was made of the range after this one."""
        ...


Part = TypeVar("Part", bound=Follows)


class InOrder(Generic[Part]):
    """What was made of ranges, joined as neighbours come in: in whatever order, few are kept."""

    def __init__(self) -> None:
        self._parts: dict[int, tuple[int, Part]] = {}  # by the first range: the one after the last
        self._begin: dict[int, int] = {}  # of parts, by the range after their last one

    def add(self, number: int, part: Part) -> None:
        """Take what was made of a range."""
        first, after = number, number + 1
        if number in self._begin:
            first = self._begin.pop(number)
            _, before = self._parts.pop(first)
            before.follow(part)
            part = before
        if after in self._parts:
            after, behind = self._parts.pop(after)
            part.follow(behind)
        self._parts[first] = after, part
        self._begin[after] = first

    def whole(self) -> Part:
        """What was made of all ranges, of which there is at least one, and none is missing."""
        ((_, part),) = self._parts.values()
        return part
