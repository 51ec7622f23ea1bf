"""Copying the text and nothing else: what no detector that reads all of it can be faster than."""

from importlib.metadata import version
from typing import Final

import numpy as np
import pyarrow as pa

from leakbench.benchmarks.running.entrants import LocalEntrant
from leakbench.detectors.contract import empty_spans, plain_strings

MEMORY_COPY: Final = "memory_copy"


class MemoryCopy:
    """Finds nothing, and copies the UTF-8 bytes of every column of strings."""

    name = MEMORY_COPY
    labels: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self._nothing = empty_spans()

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Copy, and answer that there is nothing."""
        for column in plain_strings(batch).columns:
            _valid, offsets, data = column.buffers()
            if not len(column) or data is None:
                continue
            ends = np.frombuffer(offsets, np.int32)
            begin, end = ends[column.offset], ends[column.offset + len(column)]
            np.frombuffer(data, np.uint8)[begin:end].copy()
        return self._nothing


def memory_copy() -> LocalEntrant:
    """The copy as an entrant in this process: it works while all others stand still."""
    return LocalEntrant(MEMORY_COPY, version("numpy"), "numpy", MemoryCopy())
