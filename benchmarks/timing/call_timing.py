"""Time ``detect`` and nothing else: one call a batch, every sample kept, every answer taken whole.

No batch is given twice: a detector that remembers what it was asked would be timed at remembering.
An answer counts as there when it has been copied into memory of our own, so that work put off until
somebody reads the answer is done within the time. Rates are medians over passes, which are the
batches that were given together; latencies are quantiles over calls.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from time import perf_counter_ns
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.detectors.contract import plain_strings

CLOCK_RATIO: Final = 1.25  # by which a pass may seem longer from outside than from inside
CLOCK_SLACK_NS: Final = 10_000_000  # and this much: another process may have the processor
SIGN_NS: Final = 200_000  # a message before and one after each call
ONLY_CACHED: Final = "answers that were kept from before are not timed"

FURTHER: Final = ("outside", "cpu_s", "clock", "withheld", "cached", "energy_uj")
"""Not of older results."""

RATES: Final = ("rows_per_s", "mb_per_s", "p50_ms", "p95_ms", "joules_per_mb")
"""What the summary of a result has of times."""

Detect = Callable[[pa.RecordBatch], object]
Around = Callable[[], None]


def nothing() -> None:
    """What is done before and after a call unless something is asked for."""


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
        passes: Index of the first call of each pass: of the batches given together.
        outside: Duration of each call as the run saw it from its own process; empty where detector
            and run share one, and where an older leakbench measured.
        cpu_s: Processor seconds of the detector's processes, of building it not; None where they
            are not its own.
        clock: Why ``nanoseconds`` are those from outside; None where both clocks agree.
        withheld: Why there is no rate though there are samples, or why there are none.
        cached: Calls that are no samples, as some of their answers were kept from before.
        energy_uj: What the processor's packages used over each pass, messages to another process
            included, in microjoules; empty where the machine tells none.
    """

    first_call: float | None = None
    rows: list[int] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)
    nanoseconds: list[int] = field(default_factory=list)
    passes: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    cpu_s: float | None = None
    clock: str | None = None
    withheld: str | None = None
    cached: int = 0
    energy_uj: list[int] = field(default_factory=list)

    def add(
        self,
        batches: Sequence[tuple[int, int]],
        nanoseconds: Sequence[int],
        outside: Sequence[int] = (),
        cached: Sequence[bool] = (),
    ) -> None:
        """Take the samples of a pass.

        Args:
            batches: Rows and bytes of each batch.
            nanoseconds: Duration of each call.
            outside: The same from outside, if somebody looked.
            cached: Of each call, whether it is no sample, as answers were kept from before.

        Raises:
            ValueError: There is no call, or not one a batch.
        """
        given = (batches, nanoseconds, outside or batches, cached or batches)
        if not batches or len({len(one) for one in given}) > 1:
            raise ValueError(f"{len(nanoseconds)} samples of a pass over {len(batches)} batches")
        kept = [at for at in range(len(batches)) if not (cached and cached[at])]
        self.cached += len(batches) - len(kept)
        if not kept:
            self.withheld = None if self.nanoseconds else ONLY_CACHED
            return
        self.withheld = None
        self.passes.append(len(self.nanoseconds))
        for at in kept:
            self.rows.append(batches[at][0])
            self.bytes.append(batches[at][1])
            self.nanoseconds.append(nanoseconds[at])
            self.outside += outside[at : at + 1]

    def add_energy(self, used: int | None) -> None:
        """Take the microjoules of the last pass, if it is timed and the machine tells them."""
        if used is not None and len(self.energy_uj) < len(self.passes):
            self.energy_uj.append(used)

    @property
    def seconds(self) -> float:
        """Of all calls but the first."""
        return sum(self.nanoseconds) / 1e9

    def compare_clocks(self) -> None:
        """Keep the times from inside if those from outside agree, else take the latter and say so.

        From outside a call takes longer by what messages take, and now and then by what other
        processes take; the median over passes is to be within ``CLOCK_RATIO``.
        """
        if not self.outside or self.clock is not None:
            return
        excess = []
        for start, end in self._passes():
            inside = sum(self.nanoseconds[start:end])
            seen = sum(self.outside[start:end]) - SIGN_NS * (end - start) - CLOCK_SLACK_NS
            excess.append(seen / max(1, inside))
        worst = float(np.median(excess))
        if worst > CLOCK_RATIO:
            self.clock = clocks_differ(sum(self.nanoseconds), sum(self.outside))
            self.nanoseconds = list(self.outside)

    def withhold_above(self, ceiling: float | None) -> None:
        """Give no rate above one at which nobody can have read the text.

        Args:
            ceiling: MB/s of copying it; None where it was not measured.
        """
        rate = self.mb_per_s()
        if rate is not None and ceiling is not None and rate > ceiling:
            self.withheld = (
                f"{rate:,.0f} MB/s are more than copying the text takes ({ceiling:,.0f} MB/s)"
            )

    def rows_per_s(self) -> float | None:
        """Median over passes; None if nothing was timed or it is withheld."""
        return self._rate(self.rows)

    def mb_per_s(self) -> float | None:
        """Median over passes, in 10**6 bytes; None if nothing was timed or it is withheld."""
        rate = self._rate(self.bytes)
        return None if rate is None else rate / 1e6

    def latency_ms(self, quantile: float) -> float | None:
        """A quantile over calls, in milliseconds; None if nothing was timed or it is withheld."""
        if not self.nanoseconds or self.withheld is not None:
            return None
        return float(np.quantile(self.nanoseconds, quantile)) / 1e6

    def joules_per_mb(self) -> float | None:
        """Over all passes; None if the machine did not tell of each, or the rate is withheld."""
        told = bool(self.passes) and len(self.energy_uj) == len(self.passes)
        return sum(self.energy_uj) / max(1, sum(self.bytes)) if told and not self.withheld else None

    def _passes(self) -> Iterator[tuple[int, int]]:
        return pairwise([*self.passes, len(self.nanoseconds)])

    def _rate(self, amounts: Sequence[int]) -> float | None:
        if not self.passes or self.withheld is not None:
            return None
        rates = [
            sum(amounts[start:end]) * 1e9 / max(1, sum(self.nanoseconds[start:end]))
            for start, end in self._passes()
        ]
        return float(np.median(rates))

    def summary(self) -> dict[str, float | None]:
        """The derived numbers, under the names of the results."""
        return {
            "rows_per_s": self.rows_per_s(),
            "mb_per_s": self.mb_per_s(),
            "p50_ms": self.latency_ms(0.5),
            "p95_ms": self.latency_ms(0.95),
            "joules_per_mb": self.joules_per_mb(),
            "first_call_ms": None if self.first_call is None else self.first_call * 1e3,
        }

    def to_json(self) -> dict[str, Any]:
        """All samples as JSON values; what there is nothing of is left out."""
        return {
            "first_call_s": self.first_call,
            "rows": self.rows,
            "bytes": self.bytes,
            "nanoseconds": self.nanoseconds,
            "passes": self.passes,
            **{name: value for name in FURTHER if (value := getattr(self, name))},
        }

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Timing":
        """What ``to_json`` wrote, now or when nobody looked from outside."""
        lists = ("rows", "bytes", "nanoseconds", "passes", "outside", "energy_uj")
        told = {name: content[name] for name in (*lists, *FURTHER) if name in content}
        told |= {name: list(told[name]) for name in lists if name in told}
        return cls(first_call=content["first_call_s"], **told)


def clocks_differ(inside_ns: int, outside_ns: int) -> str:
    """The sentence that says so."""
    return (
        f"clock disagrees: {inside_ns / 1e9:.3g} s by the detector's process, "
        f"{outside_ns / 1e9:.3g} s by the run's, which counts"
    )


def timed_calls(
    detect: Detect,
    batches: Sequence[pa.RecordBatch],
    *,
    before: Around = nothing,
    after: Around = nothing,
) -> tuple[list[object], list[int]]:
    """Call a detector on each of some batches, once.

    Args:
        detect: The detector's ``detect``.
        batches: What it is given, in this order.
        before: Called before each call, outside of what is timed.
        after: The same after each.

    Returns:
        The answers, copied but unchecked, and the nanoseconds that each took.
    """
    answers: list[object] = []
    samples: list[int] = []
    with own_garbage_only():
        for batch in batches:
            before()
            begin = perf_counter_ns()
            answer = taken(detect(batch))
            samples.append(perf_counter_ns() - begin)
            after()
            answers.append(answer)
    return answers, samples


def taken(answer: object) -> object:
    """An answer in memory of our own, as a plain batch; what is no batch stays as it is.

    Whatever the answer works out when it is read, it works out here, and what it changes later
    changes nothing.
    """
    if not isinstance(answer, pa.RecordBatch):
        return answer
    plain: Any = answer
    if type(answer) is not pa.RecordBatch:  # one of somebody's own, that may work when it is read
        plain = pa.RecordBatch.from_arrays(list(plain.columns), schema=plain.schema)
    return pa.concat_batches([plain, plain.slice(0, 0)])  # of two, so that it is a copy


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
