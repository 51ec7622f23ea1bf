"""What statistics draw again: files, records, or the people that they are of."""

from typing import Final, Literal

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.generator.engine.buffers import values_of

Units = Literal["files", "records", "subjects"]
UNITS: Final[tuple[Units, ...]] = ("files", "records", "subjects")


def first_rows(files: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where in records, whose files stand one after another, each file begins.

    Args:
        files: Number of the file of each record, shape (n,).
    """
    return np.flatnonzero(np.diff(files, prepend=files[:1] - 1))


def unit_numbers(chunk: Chunk, first: int, units: Units) -> NDArray[np.int64]:
    """The unit of every record of a chunk.

    Args:
        chunk: n records.
        first: The number of its first record.
        units: ``files``: records of a file are one unit, as they are alike; where there are no
            files, one each. ``records``: one each. ``subjects``: records whose first person is the
            same are one unit, and those without a person one each.

    Returns:
        Shape (n,).
    """
    truth = chunk.truth
    if units == "files" and chunk.files is not None:
        return chunk.files
    records = np.arange(first, first + len(truth), dtype=np.int64)
    if units != "subjects":
        return records
    subject = truth.flatten().field("subject")
    known = values_of(pc.indices_nonzero(subject.is_valid()))
    record = values_of(pc.list_parent_indices(truth))[known]
    has, begin = np.unique(record, return_index=True)
    numbers = -1 - records  # of no person, whose numbers count from 0
    numbers[has] = values_of(subject.drop_null())[begin]
    return numbers
