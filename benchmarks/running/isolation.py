"""Detectors in processes of their own, so that none can end a run or disturb another.

Each gets strings and no truth, has a limit of time for every batch and one of memory, and stands
still while others answer. To the runner it is an entrant like those that answer in its process.
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
from leakbench.benchmarks.running.wall_clock import Seen, disagrees
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
    _cpu_before: float | None = field(default=None, repr=False)
    _account: Account = field(default_factory=Account, repr=False)

    @property
    def account(self) -> Account:
        """See ``Entrant``; of the last process."""
        return self._account

    def answers(self, batches: Sequence[pa.RecordBatch], timing: Timing) -> list[pa.RecordBatch]:
        """See ``Entrant``; times are the child's own, and from outside those of the run."""
        signs = 2 * len(batches) + 1  # before and after each call, and when all are answered
        reply, seen = self._ask(Message(Kind.CHUNK, {}, batches), signs)
        begin = perf_counter_ns()
        answers = self._checked(reply.batches, batches)
        outside = seen.calls(len(batches), perf_counter_ns() - begin)
        inside = [max(0, int(took)) for took in reply.about["nanoseconds"]]
        cached = [bool(one) for one in reply.about["cached"]]
        timing.add(sizes(batches), inside, outside, cached)
        self.peak = int(reply.about["peak"])
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
        reply, seen = self._ask(asked, 3)  # when it begins, when it ends, when all is checked
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
        child = Child(self.name, self.limits, self.code)
        about = child.built()
        _refuse_unbuilt(about)
        return child, about

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
        limits=limits,
        code=code,
        _child=child,
    )


def _refuse_unbuilt(about: dict[str, Any]) -> None:
    """Raise what a process says that could build its detector before, and cannot now."""
    reason = about.get("failure") or about.get("unavailable") or about.get("argument")
    if reason:
        raise DetectorFailedError(reason)
