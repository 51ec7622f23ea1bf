"""What lists hold: records of a dataset, or what became of other lists when they were passed on.

A list is a tree: at its leaves records of a dataset, above them what was done to these. How worn a
list is, and what its columns are called, is said at the end for all its leaves, for a value that is
written worn at some strength is written alike at every higher one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.containers.labelled_cells import LabelledCells, under_one_another
from leakbench.generator.corpus import corpus_of
from leakbench.generator.entities import entities
from leakbench.generator.generate import batches, records_at
from leakbench.generator.persons.event_times import minutes, time_columns
from leakbench.generator.spec import Spec

_SAMPLED = 256  # records by which columns of points in time are told

Ints = NDArray[np.int64]


class Rows(NamedTuple):
    """Some rows of a list.

    Attributes:
        cells: Its cells with their values.
        event_times: The points in time of each record, whatever columns were left out since, shape
            (rows, columns of points in time).
    """

    cells: LabelledCells
    event_times: Ints

    def slice(self, first: int, rows: int) -> "Rows":
        """So many rows from one on."""
        return Rows(self.cells.slice(first, rows), self.event_times[first : first + rows])


@dataclass(frozen=True, slots=True)
class Source:
    """Records of a dataset that follow one another.

    Attributes:
        corpus: The corpus.
        start: The first record.
        rows: How many.
    """

    corpus: str
    start: int
    rows: int

    def read(self, spec: Spec) -> Iterator[Rows]:
        """The rows, written as a spec says whose corpus is this one."""
        times = event_columns(spec)
        for batch in batches(spec, self.rows, start=self.start):
            cells = LabelledCells.of_records(batch, "table")
            yield Rows(cells, _event_times(cells.cells, times))


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of another list: so many rows from one on."""

    of: "Content"
    first: int
    rows: int

    @property
    def corpus(self) -> str:
        """The corpus of its records."""
        return self.of.corpus

    def read(self, spec: Spec) -> Iterator[Rows]:
        """The rows."""
        if isinstance(self.of, Source):  # the others need not be written
            yield from Source(self.corpus, self.of.start + self.first, self.rows).read(spec)
            return
        row = 0
        for part in self.of.read(spec):
            begin = max(self.first - row, 0)
            end = min(self.first + self.rows - row, part.cells.rows)
            if begin < end:
                yield part.slice(begin, end - begin)
            row += part.cells.rows


@dataclass(frozen=True, slots=True)
class Shuffled:
    """Another list in another order of rows, which a seed gives."""

    of: "Content"
    seed: int

    @property
    def corpus(self) -> str:
        """The corpus of its records."""
        return self.of.corpus

    @property
    def rows(self) -> int:
        """How many rows."""
        return self.of.rows

    def read(self, spec: Spec) -> Iterator[Rows]:
        """The rows, which are all in memory at once."""
        parts = list(self.of.read(spec))
        order = np.random.default_rng(self.seed).permutation(self.rows)
        whole = under_one_another([part.cells for part in parts])
        times = np.concatenate([part.event_times for part in parts])
        yield Rows(whole.take(order), times[order])


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Another list of which some columns are left, by number."""

    of: "Content"
    columns: tuple[int, ...]

    @property
    def corpus(self) -> str:
        """The corpus of its records."""
        return self.of.corpus

    @property
    def rows(self) -> int:
        """How many rows."""
        return self.of.rows

    def read(self, spec: Spec) -> Iterator[Rows]:
        """The rows."""
        for part in self.of.read(spec):
            yield Rows(part.cells.select(self.columns), part.event_times)


@dataclass(frozen=True, slots=True)
class Merged:
    """Lists of one corpus with the same columns, set under one another."""

    of: "tuple[Content, ...]"

    @property
    def corpus(self) -> str:
        """The corpus of its records."""
        return self.of[0].corpus

    @property
    def rows(self) -> int:
        """How many rows."""
        return sum(one.rows for one in self.of)

    def read(self, spec: Spec) -> Iterator[Rows]:
        """The rows."""
        for one in self.of:
            yield from one.read(spec)


Content = Source | Cut | Shuffled | Narrowed | Merged


def columns_of(content: Content, fields: int) -> tuple[int, ...]:
    """Which columns of the corpus, of so many, a list still has."""
    match content:
        case Source():
            return tuple(range(fields))
        case Narrowed(of, columns):
            before = columns_of(of, fields)
            return tuple(before[column] for column in columns)
        case Merged(of):
            return columns_of(of[0], fields)
        case _:
            return columns_of(content.of, fields)


def fewer_columns(spec: Spec, share: float, chance: Callable[[int], NDArray[np.float64]]) -> Ints:
    """Some of a corpus's columns, all of those among them that name somebody directly.

    Args:
        spec: Its corpus.
        share: Of the others, how many stay.
        chance: Gives so many numbers drawn evenly from 0 to 1.
    """
    direct = {name for name, entity in entities().items() if entity.identifier == "direct"}
    fields = corpus_of(spec).fields
    named = np.array([field.label in direct for field in fields])
    return np.flatnonzero(named | (chance(len(fields)) < share))


def event_columns(spec: Spec) -> list[int]:
    """The columns of a corpus that name points in time, told by some of its records."""
    sample = records_at(spec, np.arange(_SAMPLED))
    return time_columns(LabelledCells.of_records(sample, "table").cells)


def _event_times(cells: pa.RecordBatch, columns: list[int]) -> Ints:
    if not columns:
        return np.empty((cells.num_rows, 0), np.int64)
    return np.stack([minutes(cells.column(column)) for column in columns], axis=1)
