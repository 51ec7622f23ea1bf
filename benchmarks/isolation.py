"""Detectors in processes of their own, so that none can end a run or disturb another.

Each gets strings and no truth, has a limit of time for every batch and one of memory, and stands
still while others answer. To the runner it is a contender like those that answer in its process.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from leakbench.benchmarks.contenders import Contender, DetectorFailure, Resident
from leakbench.benchmarks.detector_process import Child, Limits
from leakbench.benchmarks.messages import Kind, Message
from leakbench.benchmarks.timing import Timing, sizes
from leakbench.detectors.answers import check_spans
from leakbench.detectors.registry import (
    DetectorArgumentError,
    UnavailableDetectorError,
    UnknownDetectorError,
)

DEFAULT_LIMITS: Final = Limits()


@dataclass(slots=True, kw_only=True)
class Isolated:
    """A contender in a process of its own, started anew after ``close`` and after a failure.

    Attributes:
        name: The detector's registered name, its argument included.
        version: Of the package that does the work.
        package: That package.
        labels: What it declares.
        limits: What it may use.
        code: A folder whose packages go before those installed.
        peak: Peak memory of its last process.
    """

    name: str
    version: str
    package: str
    labels: frozenset[str]
    limits: Limits
    code: Path | None = None
    peak: int | None = None
    _child: Child | None = field(repr=False)

    def answers(
        self, batches: Sequence[pa.RecordBatch], timing: Timing, min_seconds: float
    ) -> list[pa.RecordBatch]:
        """See ``Contender``; times are the child's own, around ``detect``."""
        if self._child is None:
            self._child = Child(self.name, self.limits, self.code)
            _refuse_unbuilt(self._child.built())
        portion = Message(Kind.PORTION, {"min_seconds": min_seconds}, batches)
        try:
            said = self._child.ask(portion)
        except DetectorFailure:
            self._child = None
            raise
        timing.add(sizes(batches), [int(took) for took in said.about["nanoseconds"]])
        self.peak = int(said.about["peak"])
        return [
            check_spans(answer, batch, self.name, self.labels)
            for answer, batch in zip(said.batches, batches, strict=True)
        ]

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.close()
        self._child, self.peak = None, None


def isolated(name: str, limits: Limits = DEFAULT_LIMITS, code: Path | None = None) -> Contender:
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
    except DetectorFailure as failure:
        return Resident(name, "unknown", name, None, str(failure))
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
        return Resident(name, version, package, None, about["failure"])
    labels = frozenset(about["labels"])
    return Isolated(
        name=name,
        version=version,
        package=package,
        labels=labels,
        limits=limits,
        code=code,
        _child=child,
    )


def _refuse_unbuilt(about: dict[str, Any]) -> None:
    """Raise what a process says that could build its detector before, and cannot now."""
    reason = about.get("failure") or about.get("unavailable") or about.get("argument")
    if reason:
        raise DetectorFailure(reason)
