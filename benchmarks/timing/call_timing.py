"""Time ``detect`` and nothing else: warm, one call after another, every sample kept.

A detector that finishes early repeats the same batches until a fair time is spent, so that no rate
rests on a few milliseconds. Rates are medians over whole passes, latencies quantiles over calls.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from time import perf_counter_ns
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.detectors.contract import plain_strings

MIN_SECONDS = 0.2
MAX_PASSES = 1_000  # bounds the samples kept of inputs of a few rows
Detect = Callable[[pa.RecordBatch], pa.RecordBatch]
Before = Callable[[], None]


def nothing() -> None:
    """What is done before a call unless something is asked for."""


def text_bytes(batch: pa.RecordBatch) -> int:
    """UTF-8 bytes of all strings of a batch of string columns."""
    sizes = (pc.sum(pc.binary_length(column)).as_py() for column in plain_strings(batch).columns)
    return sum(size or 0 for size in sizes)


@dataclass(slots=True)
class Timing:
    """All samples of one detector over one source.

    Attributes:
        first_call: Seconds of the very first call, on a few rows, apart from all others.
        rows: Rows of each call.
        bytes: UTF-8 bytes of each call.
        nanoseconds: Duration of each call.
        passes: Index of the first call of each pass over a chunk.
    """

    first_call: float | None = None
    rows: list[int] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)
    nanoseconds: list[int] = field(default_factory=list)
    passes: list[int] = field(default_factory=list)

    def add(self, batches: Sequence[tuple[int, int]], nanoseconds: Sequence[int]) -> None:
        """Take the samples of whole passes over a chunk.

        Args:
            batches: Rows and bytes of each batch of the chunk.
            nanoseconds: Duration of each call, pass after pass.

        Raises:
            ValueError: The last pass is not whole, or there is none.
        """
        passes, rest = divmod(len(nanoseconds), len(batches))
        if rest or not passes:
            raise ValueError(f"{len(nanoseconds)} samples of passes over {len(batches)} batches")
        begin = len(self.nanoseconds)
        self.passes.extend(range(begin, begin + len(nanoseconds), len(batches)))
        self.rows.extend([rows for rows, _ in batches] * passes)
        self.bytes.extend([size for _, size in batches] * passes)
        self.nanoseconds.extend(nanoseconds)

    def rows_per_s(self) -> float | None:
        """Median over passes; None if nothing was timed."""
        return self._rate(self.rows)

    def mb_per_s(self) -> float | None:
        """Median over passes, in 10**6 bytes; None if nothing was timed."""
        rate = self._rate(self.bytes)
        return None if rate is None else rate / 1e6

    def latency_ms(self, quantile: float) -> float | None:
        """A quantile over calls, in milliseconds; None if nothing was timed."""
        if not self.nanoseconds:
            return None
        return float(np.quantile(self.nanoseconds, quantile)) / 1e6

    def _rate(self, amounts: Sequence[int]) -> float | None:
        if not self.passes:
            return None
        edges = [*self.passes, len(self.nanoseconds)]
        rates = [
            sum(amounts[start:end]) * 1e9 / max(1, sum(self.nanoseconds[start:end]))
            for start, end in pairwise(edges)
        ]
        return float(np.median(rates))

    def summary(self) -> dict[str, float | None]:
        """The derived numbers, under the names of the results."""
        return {
            "rows_per_s": self.rows_per_s(),
            "mb_per_s": self.mb_per_s(),
            "p50_ms": self.latency_ms(0.5),
            "p95_ms": self.latency_ms(0.95),
            "first_call_ms": None if self.first_call is None else self.first_call * 1e3,
        }

    def to_json(self) -> dict[str, Any]:
        """All samples as JSON values."""
        return {
            "first_call_s": self.first_call,
            "rows": self.rows,
            "bytes": self.bytes,
            "nanoseconds": self.nanoseconds,
            "passes": self.passes,
        }

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Timing":
        """What ``to_json`` wrote."""
        names = ("rows", "bytes", "nanoseconds", "passes")
        return cls(content["first_call_s"], *(list(content[name]) for name in names))


def time_chunk(
    detect: Detect,
    batches: Sequence[pa.RecordBatch],
    timing: Timing,
    *,
    min_seconds: float = MIN_SECONDS,
    before: Before = nothing,
) -> list[pa.RecordBatch]:
    """Run a warm detector over the batches of a chunk, again and again if that is quick.

    Args:
        detect: The detector's ``detect``.
        batches: What it is given, in this order, on every pass.
        timing: Takes the samples.
        min_seconds: Passes are repeated until this long was spent in ``detect``.
        before: Called before each call, outside of what is timed.

    Returns:
        The answers of the first pass, one a batch, unchecked.
    """
    answers: list[pa.RecordBatch] = []
    samples: list[int] = []
    spent = 0
    with own_garbage_only():
        for number in range(MAX_PASSES):
            for batch in batches:
                before()
                begin = perf_counter_ns()
                answer = detect(batch)
                took = perf_counter_ns() - begin
                samples.append(took)
                spent += took
                if not number:
                    answers.append(answer)
            if spent >= min_seconds * 1e9:
                break
    timing.add(sizes(batches), samples)
    return answers


def sizes(batches: Sequence[pa.RecordBatch]) -> list[tuple[int, int]]:
    """Rows and UTF-8 bytes of each batch."""
    return [(batch.num_rows, text_bytes(batch)) for batch in batches]


@contextmanager
def own_garbage_only() -> Iterator[None]:
    """Let a detector pay for its own garbage, not for walking what others keep alive or left."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
