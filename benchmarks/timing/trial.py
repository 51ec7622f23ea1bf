"""One trial to a detector: it warms up, then is called for a while in one thread or in several.

With several threads each works through batches of its own, all of one process: a detector that
holds the interpreter's lock, or one of its own, gains nothing from the second.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from threading import Barrier, BrokenBarrierError
from time import perf_counter_ns, process_time_ns
from typing import Any, Self

import pyarrow as pa

from leakbench.benchmarks.timing.call_timing import Detect, own_garbage_only
from leakbench.benchmarks.timing.energy import EnergyMeter
from leakbench.benchmarks.timing.memory import own_peak


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialSettings:
    """How long a detector is called, and how.

    Attributes:
        threads: That call it at the same time, at most as many as there are batches.
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
        nanoseconds: Duration of every call, by thread. Thread t of k answers the batches t, t + k,
            t + 2k, … in turn, and begins anew after the last.
        wall_ns: From the begin of the first call to the end of the last, of whatever thread.
        cpu_ns: Processor time of the whole process meanwhile; more than ``wall_ns`` for each
            thread tells of threads that the detector starts itself.
        energy_uj: What the processor's packages used meanwhile; None where nothing tells.
        peak_bytes: Highest resident memory of the process since it began.
    """

    nanoseconds: list[list[int]]
    wall_ns: int
    cpu_ns: int
    energy_uj: int | None
    peak_bytes: int

    @property
    def calls(self) -> int:
        """Of all threads."""
        return sum(len(one) for one in self.nanoseconds)

    def rate(self, amounts: Sequence[int]) -> float:
        """Units answered in a second, of all threads together.

        Args:
            amounts: Units of each batch that was visited.
        """
        threads = len(self.nanoseconds)
        done = sum(
            sum(islice(cycle(amounts[thread::threads]), len(taken)))
            for thread, taken in enumerate(self.nanoseconds)
        )
        return done * 1e9 / max(1, self.wall_ns)

    def to_json(self) -> dict[str, Any]:
        """The same as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Self:
        """What ``to_json`` gave."""
        return cls(**content)


def run_trial(detect: Detect, batches: Sequence[pa.RecordBatch], settings: TrialSettings) -> Trial:
    """Call a detector for a while; every thread first warms up with one call that does not count.

    Args:
        detect: The detector's ``detect``; what it answers is thrown away.
        batches: At least as many as there are threads.
        settings: How long, and in how many threads.

    Raises:
        ValueError: There are fewer batches than threads.
        BaseException: What the detector raises.
    """
    if len(batches) < settings.threads:
        raise ValueError(f"{len(batches)} batches for {settings.threads} threads")
    meter = EnergyMeter()
    shares = [batches[thread :: settings.threads] for thread in range(settings.threads)]
    with own_garbage_only():
        if settings.threads == 1:
            detect(batches[0])
            spent, energy = process_time_ns(), meter.read()
            spans = [_calls(detect, batches, settings)]
        else:
            readings: list[tuple[int, list[int] | None]] = []
            barrier = Barrier(
                settings.threads, lambda: readings.append((process_time_ns(), meter.read()))
            )
            spans = _at_once(detect, shares, settings, barrier)
            ((spent, energy),) = readings
        spent, after = process_time_ns() - spent, meter.read()
    return Trial(
        nanoseconds=[taken for taken, _, _ in spans],
        wall_ns=max(end for _, _, end in spans) - min(begin for _, begin, _ in spans),
        cpu_ns=spent,
        energy_uj=meter.used(energy, after),
        peak_bytes=own_peak(),
    )


_Calls = tuple[list[int], int, int]  # nanoseconds of each call, the first begin, the last end


def _calls(detect: Detect, batches: Sequence[pa.RecordBatch], settings: TrialSettings) -> _Calls:
    taken = []
    first = end = perf_counter_ns()
    until = first + int(settings.seconds * 1e9)
    for batch in islice(cycle(batches), settings.max_calls):
        begin = perf_counter_ns()
        detect(batch)
        end = perf_counter_ns()
        taken.append(end - begin)
        if end >= until:
            break
    return taken, first, end


def _at_once(
    detect: Detect,
    shares: Sequence[Sequence[pa.RecordBatch]],
    settings: TrialSettings,
    barrier: Barrier,
) -> list[_Calls]:
    def work(batches: Sequence[pa.RecordBatch]) -> _Calls:
        try:
            detect(batches[0])
        except BaseException:
            barrier.abort()  # or the others would wait for ever
            raise
        barrier.wait()
        return _calls(detect, batches, settings)

    with ThreadPoolExecutor(len(shares)) as pool:
        futures = [pool.submit(work, share) for share in shares]
    errors = [error for future in futures if (error := future.exception()) is not None]
    for error in sorted(errors, key=lambda one: isinstance(one, BrokenBarrierError)):
        raise error
    return [future.result() for future in futures]
