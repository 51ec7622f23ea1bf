"""A list in parts, so that one of any length takes little memory until it ends."""

from collections.abc import Iterable, Iterator
from typing import IO, Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.benchmarks.triage.values import Values

PART_ROWS: Final = 65_536
PART_BYTES: Final = 32 << 20
"""Of a part, at most; one batch at least."""


class Part(NamedTuple):
    """What is kept of a part until the list ends."""

    first_row: int
    rows: int
    values: Values
    passed: int  # of the values, at their end: names that the detector passed over
    timed: NDArray[np.int64]  # columns that may be of points in time, ascending
    times: NDArray[np.int32]  # the minutes in them, -1 for none, shape (rows, columns)


def parts_of(batches: Iterable[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    """Batches in parts of so many rows and bytes."""
    part: list[pa.RecordBatch] = []
    rows = size = 0
    for batch in batches:
        if part and (rows + batch.num_rows > PART_ROWS or size + batch.nbytes > PART_BYTES):
            yield part
            part, rows, size = [], 0, 0
        part.append(batch)
        rows, size = rows + batch.num_rows, size + batch.nbytes
    if part:
        yield part


class KeptParts:
    """Parts of a list, in a file that is memory as long as it is small."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._parts = file, 0

    def add(self, part: Part) -> None:
        """Keep one."""
        about = np.array([part.first_row, part.rows, part.passed], np.int64)
        for array in (about, *part.values, part.timed, part.times):
            np.save(self._file, array)
        self._parts += 1

    def __iter__(self) -> Iterator[Part]:
        """All of them from the first on."""
        self._file.seek(0)
        for _ in range(self._parts):
            arrays = [np.load(self._file) for _ in range(len(Values._fields) + 3)]
            first, rows, passed = arrays[0].tolist()
            yield Part(first, rows, Values(*arrays[1:-2]), passed, *arrays[-2:])
