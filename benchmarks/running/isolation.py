"""Detectors in processes of their own, so that none can end a run or disturb another.

Each gets strings and no truth, has a limit of time for every batch and one of memory, and stands
still while others answer. To the runner it is an entrant like those that answer in its process.
Nothing of a detector's code is loaded here, not even to learn what it says of itself.
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
from leakbench.benchmarks.running.starting import Answer, started
from leakbench.benchmarks.timing.call_timing import Timing, sizes
from leakbench.benchmarks.timing.trial import Start, Trial, TrialSettings
from leakbench.detectors.answer_checks import check_spans
from leakbench.detectors.distributions import Distribution, distribution_of
from leakbench.detectors.listings import one_line
from leakbench.detectors.marks import marks_among
from leakbench.detectors.registry import (
    DetectorArgumentError,
    RefusedDetectorError,
    UnavailableDetectorError,
    UnknownDetectorError,
    entry,
)

DEFAULT_LIMITS: Final = Limits()

NotBuilt = (
    UnknownDetectorError | RefusedDetectorError | DetectorArgumentError | UnavailableDetectorError
)
"""Why there is no entrant, and no failure of the detector's either."""


@dataclass(slots=True, kw_only=True)
class IsolatedEntrant:
    """An entrant in a process of its own, started anew after ``close`` and after a failure.

    Attributes:
        name: What it is called in results.
        asked: The detector's registered name, its argument included.
        version: Of the package that does the work.
        package: That package.
        labels: What it declares.
        marks: What readers must know of it.
        limits: What it may use.
        code: A folder whose packages go before those installed.
        distribution: What was installed for it; None where that is not known.
        peak: Peak memory of its process over the last chunk, or while it was built.
        failure: None, for it was built.
    """

    name: str
    asked: str
    version: str
    package: str
    labels: frozenset[str]
    marks: tuple[str, ...]
    limits: Limits
    code: Path | None = None
    distribution: Distribution | None = None
    peak: int | None = None
    failure: None = None
    _child: Child | None = field(repr=False)

    def answers(
        self, batches: Sequence[pa.RecordBatch], timing: Timing, min_seconds: float
    ) -> list[pa.RecordBatch]:
        """See ``Entrant``; times are the child's own, around ``detect``."""
        reply = self._ask(Message(Kind.CHUNK, {"min_seconds": min_seconds}, batches))
        timing.add(sizes(batches), [int(took) for took in reply.about["nanoseconds"]])
        self.peak = int(reply.about["peak"])
        if reply.about.get("compiled"):  # which took memory; the next one finds it done
            self.close()
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
        child = Child(("build", self.asked), self.limits, self.code)
        return child, _as_before(child.built())

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
    """Build a detector in a process of its own.

    Args:
        name: The detector's registered name, its argument included.
        limits: What it may use.
        code: A folder whose packages go before those installed.

    Raises:
        UnknownDetectorError: Nothing is registered under this name.
        RefusedDetectorError: The name cannot be let in.
        DetectorArgumentError: Its argument is missing, one too many, or of no use.
        UnavailableDetectorError: Its package is not installed.
    """
    (built,) = isolated_all([name], limits, code)
    if isinstance(built, NotBuilt):
        raise built
    return built


def isolated_all(
    names: Sequence[str], limits: Limits = DEFAULT_LIMITS, code: Path | None = None
) -> list[Entrant | NotBuilt]:
    """Build detectors beside each other, as many at a time as there are cores.

    Args:
        names: As of ``isolated``.
        limits: What each may use.
        code: As of ``isolated``.

    Returns:
        In order of the names entrants, or what ``isolated`` would raise.
    """
    refused = [_refusal(name) if code is None else None for name in names]
    asked = [name for name, error in zip(names, refused, strict=True) if error is None]
    found = iter(started(asked, limits, code))
    return [
        _entrant(name, next(found), limits, code) if error is None else error
        for name, error in zip(names, refused, strict=True)
    ]


def _refusal(name: str) -> NotBuilt | None:
    try:
        entry(name)
    except (UnknownDetectorError, RefusedDetectorError, DetectorArgumentError) as error:
        return error
    return None


def _entrant(
    name: str, begun: tuple[Child, Answer], limits: Limits, code: Path | None
) -> Entrant | NotBuilt:
    child, about = begun
    if isinstance(about, DetectorFailedError):
        return LocalEntrant(name, "unknown", name, None, str(about))
    # Whatever it says, it says itself: nothing but texts is taken from it.
    told = {key: one_line(str(value)) for key, value in about.items() if value is not None}
    if told.keys() & {"unknown", "argument", "unavailable"}:
        child.close()
        return _not_built(name, told)
    version, package = told.get("version", "unknown"), told.get("package", name)
    if "failure" in told:
        child.close()
        return LocalEntrant(name, version, package, None, told["failure"])
    labels = about.get("labels")
    return IsolatedEntrant(
        name=name,
        asked=name,
        version=version,
        package=package,
        labels=frozenset(map(str, labels if isinstance(labels, list) else ())),
        marks=tuple(mark.value for mark in marks_among(about.get("marks"))),
        limits=limits,
        code=code,
        distribution=None if code else distribution_of(entry(name), package),
        _child=child,
    )


def _not_built(name: str, told: dict[str, str]) -> NotBuilt:
    if "unknown" in told:
        return UnknownDetectorError(name, told["unknown"].split(", "))
    if "argument" in told:
        return DetectorArgumentError(name, told["argument"])
    return UnavailableDetectorError(name, told.get("install", ""), told["unavailable"])


def _why_unbuilt(about: dict[str, Any]) -> str | None:
    return about.get("failure") or about.get("unavailable") or about.get("argument")


def _as_before(about: dict[str, Any]) -> dict[str, Any]:
    """Refuse what a process says that could build its detector before, and cannot now."""
    if reason := _why_unbuilt(about):
        raise DetectorFailedError(reason)
    return about
