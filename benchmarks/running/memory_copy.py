"""Copying the text and nothing else: what no detector that reads all of it can be faster than."""

from collections.abc import Sequence
from importlib.metadata import version
from time import perf_counter_ns
from typing import Final

import numpy as np
import pyarrow as pa

from leakbench.benchmarks.running.entrants import LocalEntrant
from leakbench.benchmarks.timing.call_timing import text_bytes
from leakbench.detectors.contract import empty_spans, plain_strings

MEMORY_COPY: Final = "memory_copy"
ENOUGH: Final = 1 << 20  # bytes that are copied at once, at least
TRIES: Final = 3  # of which the fastest counts, as what it is compared with is never too slow


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


def copying_mb_per_s(batches: Sequence[pa.RecordBatch]) -> float | None:
    """The highest rate at which any of some batches can be copied; None without a byte.

    A small batch is copied many times over in one go, or it would be the call that is timed.
    """
    copying = MemoryCopy()
    best = 0.0
    for batch in batches:
        size = text_bytes(batch)
        if not size:
            continue
        times = -(-ENOUGH // size)
        whole = pa.Table.from_batches([batch] * times).combine_chunks().to_batches()[0]
        for _ in range(TRIES):
            begin = perf_counter_ns()
            copying.detect(whole)
            took = perf_counter_ns() - begin
            best = max(best, times * size * 1e3 / max(1, took))
    return best or None
