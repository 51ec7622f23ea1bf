"""Batches for a session, none of which a detector sees twice in its life.

A generated corpus has as many as one likes. The records of a dataset or a file are given once; then
all detectors begin a new life, in fresh processes, and the records are given again.
"""

from collections.abc import Callable
from typing import Protocol

import pyarrow as pa

from leakbench.benchmarks.scoring.chunks import Track
from leakbench.benchmarks.sources.fresh import FreshRows, spec_of
from leakbench.benchmarks.sources.source import Source

Renew = Callable[[], None]
"""Lets all detectors begin anew."""


class Supply(Protocol):
    """Where batches come from."""

    @property
    def rows(self) -> int | None:
        """How many records there are; None if as many as one likes."""
        ...

    def take(self, rows: int, count: int, renew: Renew) -> list[pa.RecordBatch]:
        """So many batches that nobody has seen, or fewer if there are no more in all."""
        ...


class Generated:
    """Batches of a generated corpus."""

    rows = None

    def __init__(self, fresh: FreshRows) -> None:
        self._fresh = fresh

    def take(self, rows: int, count: int, _renew: Renew) -> list[pa.RecordBatch]:
        """See ``Supply``."""
        return [chunk.strings for chunk in self._fresh.take([rows] * count)]


class Finite:
    """Batches of records that come to an end."""

    def __init__(self, records: pa.RecordBatch) -> None:
        self._records = records
        self._next = 0

    @property
    def rows(self) -> int:
        """See ``Supply``."""
        return self._records.num_rows

    def take(self, rows: int, count: int, renew: Renew) -> list[pa.RecordBatch]:
        """See ``Supply``; when too few are left all detectors begin anew, and so do the records."""
        count = min(count, self.rows // rows)
        if self._next + rows * count > self.rows:
            renew()
            self._next = 0
        begin, self._next = self._next, self._next + rows * count
        return [self._records.slice(begin + at * rows, rows) for at in range(count)]


def supply_of(source: Source, track: Track) -> Supply:
    """The batches of a source."""
    spec = spec_of(source)
    if spec is not None:
        return Generated(FreshRows(spec, track))
    count = source.rows or 0
    return Finite(next(source.chunks(track, count, count)).strings)
