"""One trial to a detector: it warms up, then is called for a while in one thread or in several.

No batch is given twice, and every answer is copied within its time (``taken``), to be checked
afterwards; a trial is over when its batches are. With several threads each works through batches of
its own, all of one process: a detector that holds the interpreter's lock, or one of its own, gains
nothing from the second.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields, replace
from itertools import islice
from threading import Barrier, BrokenBarrierError
from time import perf_counter_ns, process_time_ns
from typing import Any, NamedTuple, Self

import pyarrow as pa

from leakbench.benchmarks.timing.call_timing import (
    Around,
    Detect,
    nothing,
    own_garbage_only,
    taken,
    text_bytes,
)
from leakbench.benchmarks.timing.energy import EnergyMeter
from leakbench.benchmarks.timing.memory import own_peak

Answer = tuple[object, pa.RecordBatch]
"""An unchecked answer, and the batch that it is to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialSettings:
    """How long a detector is called, and how.

    Attributes:
        threads: That call it at the same time, at most half as many as there are batches.
        seconds: A thread begins no further call after this long.
        max_calls: Nor more than this many.
    """

    threads: int = 1
    seconds: float = 0.2
    max_calls: int = 400


@dataclass(frozen=True, slots=True)
class Start:
    """What a first answer costs, in nanoseconds.

    Attributes:
        build_ns: To import and build the detector, where numpy and Arrow are imported already.
        first_batch_ns: To answer its very first batch.
        whole_ns: From before its process is started until the first answer is here.
    """

    build_ns: int
    first_batch_ns: int
    whole_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What was measured.

    Attributes:
        nanoseconds: Duration of every call, by thread. Of the batches, thread t of k warms up with
            number t and then answers t + k, t + 2k, … in turn.
        wall_ns: From the begin of the first call to the end of the last, of whatever thread.
        cpu_ns: Processor time of the whole process meanwhile; more than ``wall_ns`` for each
            thread tells of threads that the detector starts itself.
        energy_uj: What the processor's packages used meanwhile; None where nothing tells.
        peak_bytes: Highest resident memory of the process since it began.
        rows: Of the batches that count.
        bytes: UTF-8 bytes of them.
        spans: Of the answers to them.
        clock: Why ``wall_ns`` is not what the process itself told; None where it is.
    """

    nanoseconds: list[list[int]]
    wall_ns: int
    cpu_ns: int
    energy_uj: int | None
    peak_bytes: int
    rows: int = 0
    bytes: int = 0
    spans: int = 0
    clock: str | None = None

    @property
    def calls(self) -> int:
        """Of all threads."""
        return sum(len(one) for one in self.nanoseconds)

    @property
    def rows_per_s(self) -> float:
        """Of all threads together."""
        return self.rows * 1e9 / max(1, self.wall_ns)

    @property
    def mb_per_s(self) -> float:
        """Of all threads together, in 10**6 bytes."""
        return self.bytes * 1e3 / max(1, self.wall_ns)

    def of(self, batches: Sequence[pa.RecordBatch], answers: Sequence[pa.RecordBatch]) -> Self:
        """The same, with what was asked and what was answered."""
        return replace(
            self,
            rows=sum(batch.num_rows for batch in batches),
            bytes=sum(text_bytes(batch) for batch in batches),
            spans=sum(answer.num_rows for answer in answers),
        )

    def answered(self) -> list[int]:
        """Which batches count, thread by thread."""
        threads = len(self.nanoseconds)
        return [
            (number + 1) * threads + thread
            for thread, calls in enumerate(self.nanoseconds)
            for number in range(len(calls))
        ]

    def to_json(self) -> dict[str, Any]:
        """The same as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Self:
        """What ``to_json`` gave, whatever stands beside it."""
        return cls(**{one.name: content[one.name] for one in fields(cls) if one.name in content})


def run_trial(
    detect: Detect,
    batches: Sequence[pa.RecordBatch],
    settings: TrialSettings,
    sign: Around = nothing,
) -> tuple[Trial, list[Answer]]:
    """Call a detector for a while; every thread first warms up with a call that does not count.

    Args:
        detect: The detector's ``detect``.
        batches: At least two a thread, none of which the detector has seen.
        settings: How long, and in how many threads.
        sign: Called when what counts begins and when it has ended.

    Returns:
        What was measured, and the answers that count with their batches, thread by thread.

    Raises:
        ValueError: There are fewer than two batches a thread.
        BaseException: What the detector raises.
    """
    if len(batches) < 2 * settings.threads:
        raise ValueError(f"{len(batches)} batches for {settings.threads} threads, two for each")
    meter = EnergyMeter()
    shares = [batches[thread :: settings.threads] for thread in range(settings.threads)]
    readings: list[tuple[int, list[int] | None]] = []

    def begin() -> None:
        sign()
        readings.append((process_time_ns(), meter.read()))

    with own_garbage_only():
        if settings.threads == 1:
            taken(detect(batches[0]))
            begin()
            found = [_calls(detect, batches[1:], settings)]
        else:
            found = _at_once(detect, shares, settings, Barrier(settings.threads, begin))
        after = process_time_ns(), meter.read()
        sign()
    ((spent, energy),) = readings
    trial = Trial(
        nanoseconds=[one.nanoseconds for one in found],
        wall_ns=max(one.end for one in found) - min(one.begin for one in found),
        cpu_ns=after[0] - spent,
        energy_uj=meter.used(energy, after[1]),
        peak_bytes=own_peak(),
    )
    return trial, [pair for one in found for pair in one.answers]


class _Calls(NamedTuple):
    nanoseconds: list[int]  # of each
    begin: int  # of the first
    end: int  # of the last
    answers: list[Answer]


def _calls(detect: Detect, batches: Sequence[pa.RecordBatch], settings: TrialSettings) -> _Calls:
    durations: list[int] = []
    answers: list[Answer] = []
    first = end = perf_counter_ns()
    until = first + int(settings.seconds * 1e9)
    for batch in islice(batches, settings.max_calls):
        begin = perf_counter_ns()
        answer = taken(detect(batch))
        end = perf_counter_ns()
        durations.append(end - begin)
        answers.append((answer, batch))
        if end >= until:
            break
    return _Calls(durations, first, end, answers)


def _at_once(
    detect: Detect,
    shares: Sequence[Sequence[pa.RecordBatch]],
    settings: TrialSettings,
    barrier: Barrier,
) -> list[_Calls]:
    def work(batches: Sequence[pa.RecordBatch]) -> _Calls:
        try:
            taken(detect(batches[0]))
        except BaseException:
            barrier.abort()  # or the others would wait for ever
            raise
        barrier.wait()
        return _calls(detect, batches[1:], settings)

    with ThreadPoolExecutor(len(shares)) as pool:
        futures = [pool.submit(work, share) for share in shares]
    errors = [error for future in futures if (error := future.exception()) is not None]
    for error in sorted(errors, key=lambda one: isinstance(one, BrokenBarrierError)):
        raise error
    return [future.result() for future in futures]
