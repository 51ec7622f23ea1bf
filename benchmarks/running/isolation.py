"""Detectors in processes of their own, so that none can end a run or disturb another.

Each gets strings and no truth, has a limit of time for every batch and one of memory, and stands
still while others answer. To the runner it is an entrant like those that answer in its process.
Nothing of a detector's code is loaded here, not even to learn what it says of itself.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from time import perf_counter_ns
from typing import Any, Final

import pyarrow as pa

from leakbench.benchmarks.running.accounts import Account, told_cost
from leakbench.benchmarks.running.detector_process import Child, Limits
from leakbench.benchmarks.running.entrants import (
    DetectorFailedError,
    Entrant,
    LocalEntrant,
    error_line,
)
from leakbench.benchmarks.running.messages import Kind, Message
from leakbench.benchmarks.running.starting import Answer, started
from leakbench.benchmarks.running.wall_clock import Seen, disagrees
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
    names,
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
    _cpu_before: float | None = field(default=None, repr=False)
    _account: Account = field(default_factory=Account, repr=False)

    @property
    def account(self) -> Account:
        """See ``Entrant``; of the last process."""
        return self._account

    def answers(self, batches: Sequence[pa.RecordBatch], timing: Timing) -> list[pa.RecordBatch]:
        """See ``Entrant``; times are the child's own, and from outside those of the run."""
        signs = 2 * len(batches)  # before and after each call
        reply, seen = self._ask(Message(Kind.CHUNK, {}, batches), signs)
        begin = perf_counter_ns()
        answers = self._checked(reply.batches, batches)
        outside = seen.calls(len(batches), perf_counter_ns() - begin)
        inside = [max(0, int(took)) for took in reply.about["nanoseconds"]]
        cached = [bool(one) for one in reply.about["cached"]]
        timing.add(sizes(batches), inside, outside, cached)
        self.peak = int(reply.about["peak"])
        if reply.about.get("compiled"):  # which took memory; the next one finds it done
            self.close()
            self._ask(Message(Kind.CHUNK, {}, batches), signs)  # and is as warm for what follows
        return answers

    def start(self, batch: pa.RecordBatch) -> Start:
        """See ``Entrant``; the process is a fresh one."""
        self.close()
        begin = perf_counter_ns()
        self._child, built = self._built()
        timing = Timing()
        self.answers([batch], timing)
        if not timing.nanoseconds:
            raise DetectorFailedError(timing.withheld)
        return Start(int(built["build_ns"]), timing.nanoseconds[0], perf_counter_ns() - begin)

    def run_trial(self, batches: Sequence[pa.RecordBatch], settings: TrialSettings) -> Trial:
        """See ``Entrant``; where both clocks disagree, the trial's time is that of the run's."""
        asked = Message(Kind.TRIAL, asdict(settings), batches)
        reply, seen = self._ask(asked, 2)  # when it begins and when it ends
        begin = perf_counter_ns()
        try:
            trial = Trial.from_json(reply.about)
            given = [batches[at] for at in trial.answered()]
            trial = trial.of(given, self._checked(reply.batches, given))
        except (LookupError, TypeError, ValueError) as error:
            raise DetectorFailedError(f"broke the protocol: {error_line(error)}") from None
        outside = seen.trial(trial.calls, perf_counter_ns() - begin)
        clock = disagrees(trial.wall_ns, outside)
        return trial if clock is None else replace(trial, wall_ns=outside, clock=clock)

    def _checked(
        self, answers: Sequence[pa.RecordBatch], batches: Sequence[pa.RecordBatch]
    ) -> list[pa.RecordBatch]:
        pairs = zip(answers, batches, strict=True)
        return [check_spans(answer, batch, self.name, self.labels) for answer, batch in pairs]

    def _built(self) -> tuple[Child, dict[str, Any]]:
        child = Child(("build", self.asked), self.limits, self.code)
        return child, _as_before(child.built())

    def _ask(self, message: Message, signs: int) -> tuple[Message, Seen]:
        if self._child is None:
            self._child, _ = self._built()
        if self._cpu_before is None:
            self._cpu_before = self._child.cpu_seconds()
        try:
            reply, seen = self._child.ask(message, signs)
        except DetectorFailedError:
            self._child = None
            raise
        used = self._child.cpu_seconds() - self._cpu_before
        told = reply.about
        self._account = Account(used, tuple(map(str, told["imports"])), told_cost(told["cost"]))
        return reply, seen

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.close()
        self._child, self.peak = None, None
        self._cpu_before, self._account = None, Account()


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
        return UnknownDetectorError(told["unknown"], names())
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
