"""Detectors in processes of their own, so that none can end a run or disturb another.

Each gets strings and no truth, has a limit of time for every batch and one of memory, and stands
still while others answer. To the runner it is an entrant like those that answer in its process.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter_ns
from typing import Any, Final

import pyarrow as pa

from leakbench.benchmarks.running.detector_process import Child, Limits
from leakbench.benchmarks.running.entrants import DetectorFailedError, Entrant, LocalEntrant
from leakbench.benchmarks.running.messages import Kind, Message
from leakbench.benchmarks.timing.call_timing import Timing, sizes
from leakbench.benchmarks.timing.trial import Start, Trial, TrialSettings
from leakbench.detectors.answer_checks import check_spans
from leakbench.detectors.registry import (
    DetectorArgumentError,
    UnavailableDetectorError,
    UnknownDetectorError,
)

DEFAULT_LIMITS: Final = Limits()


@dataclass(slots=True, kw_only=True)
class IsolatedEntrant:
    """An entrant in a process of its own, started anew after ``close`` and after a failure.

    Attributes:
        name: The detector's registered name, its argument included.
        version: Of the package that does the work.
        package: That package.
        labels: What it declares.
        marks: What readers must know of it.
        limits: What it may use.
        code: A folder whose packages go before those installed.
        peak: Peak memory of its last process.
    """

    name: str
    version: str
    package: str
    labels: frozenset[str]
    marks: tuple[str, ...]
    limits: Limits
    code: Path | None = None
    peak: int | None = None
    _child: Child | None = field(repr=False)

    def answers(
        self, batches: Sequence[pa.RecordBatch], timing: Timing, min_seconds: float
    ) -> list[pa.RecordBatch]:
        """See ``Entrant``; times are the child's own, around ``detect``."""
        reply = self._ask(Message(Kind.CHUNK, {"min_seconds": min_seconds}, batches))
        timing.add(sizes(batches), [int(took) for took in reply.about["nanoseconds"]])
        self.peak = int(reply.about["peak"])
        return [
            check_spans(answer, batch, self.name, self.labels)
            for answer, batch in zip(reply.batches, batches, strict=True)
        ]

    def start(self, batch: pa.RecordBatch) -> Start:
        """See ``Entrant``; the process is a fresh one."""
        self.close()
        begin = perf_counter_ns()
        self._child, built = self._built()
        timing = Timing()
        self.answers([batch], timing, 0.0)
        return Start(int(built["build_ns"]), timing.nanoseconds[0], perf_counter_ns() - begin)

    def run_trial(self, batches: Sequence[pa.RecordBatch], settings: TrialSettings) -> Trial:
        """See ``Entrant``; everything is measured in its process."""
        return Trial.from_json(self._ask(Message(Kind.TRIAL, asdict(settings), batches)).about)

    def _built(self) -> tuple[Child, dict[str, Any]]:
        child = Child(self.name, self.limits, self.code)
        about = child.built()
        _refuse_unbuilt(about)
        return child, about

    def _ask(self, message: Message) -> Message:
        if self._child is None:
            self._child, _ = self._built()
        try:
            return self._child.ask(message)
        except DetectorFailedError:
            self._child = None
            raise

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.close()
        self._child, self.peak = None, None


def isolated(name: str, limits: Limits = DEFAULT_LIMITS, code: Path | None = None) -> Entrant:
    """Build a detector in a process of its own; nothing of its code is loaded here.

    Args:
        name: The detector's registered name, its argument included.
        limits: What it may use.
        code: A folder whose packages go before those installed.

    Raises:
        UnknownDetectorError: Nothing is registered under this name.
        DetectorArgumentError: Its argument is missing, one too many, or of no use.
        UnavailableDetectorError: Its package is not installed.
    """
    try:
        child = Child(name, limits, code)
        about = child.built()
    except DetectorFailedError as failure:
        return LocalEntrant(name, "unknown", name, None, str(failure))
    if "unknown" in about:
        child.close()
        raise UnknownDetectorError(name, about["unknown"])
    if "argument" in about:
        child.close()
        raise DetectorArgumentError(name, about["argument"])
    if "unavailable" in about:
        child.close()
        raise UnavailableDetectorError(name, about["install"], about["unavailable"])
    version, package = about["version"], about["package"]
    if about["failure"] is not None:
        child.close()
        return LocalEntrant(name, version, package, None, about["failure"])
    labels = frozenset(about["labels"])
    return IsolatedEntrant(
        name=name,
        version=version,
        package=package,
        labels=labels,
        marks=tuple(about["marks"]),
        limits=limits,
        code=code,
        _child=child,
    )


def _refuse_unbuilt(about: dict[str, Any]) -> None:
    """Raise what a process says that could build its detector before, and cannot now."""
    reason = about.get("failure") or about.get("unavailable") or about.get("argument")
    if reason:
        raise DetectorFailedError(reason)
