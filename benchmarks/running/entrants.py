"""The detectors of a run: built once, with the notes on each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

import pyarrow as pa

from leakbench.benchmarks.running.accounts import Account, cost_of
from leakbench.benchmarks.running.culprit import Watched
from leakbench.benchmarks.running.failures import DetectorFailedError, error_line, failed
from leakbench.benchmarks.running.own_copies import OwnCopies
from leakbench.benchmarks.timing.call_timing import (
    ONLY_CACHED,
    Around,
    Timing,
    nothing,
    sizes,
    timed_calls,
)
from leakbench.benchmarks.timing.trial import Start, Trial, TrialSettings, run_trial
from leakbench.detectors.contract import Detector, OffsetUnit, accept, offset_unit
from leakbench.detectors.distributions import Distribution, distribution_of
from leakbench.detectors.marks import marks_among
from leakbench.detectors.registry import (
    DetectorArgumentError,
    RefusedDetectorError,
    UnavailableDetectorError,
    UnknownDetectorError,
    entry,
    listing,
    load,
)

__all__ = ["DetectorFailedError", "Entrant", "LocalEntrant", "entrant", "error_line"]


class Entrant(Protocol):
    """A detector that takes part, wherever it works."""

    @property
    def name(self) -> str:
        """Its registered name."""
        ...

    @property
    def asked(self) -> str:
        """What builds it once more: its name with its argument."""
        ...

    @property
    def version(self) -> str:
        """Of the package that does the work."""
        ...

    @property
    def package(self) -> str:
        """That package."""
        ...

    @property
    def labels(self) -> frozenset[str]:
        """What the detector declares that it finds; nothing if it could not be built."""
        ...

    @property
    def distribution(self) -> Distribution | None:
        """What was installed for it, with a hash of the files; None where that is not known."""
        ...

    @property
    def failure(self) -> str | None:
        """Why it could not be built; None if it was."""
        ...

    @property
    def marks(self) -> tuple[str, ...]:
        """What readers must know of it, as it says itself; of ``Mark``."""
        ...

    @property
    def peak(self) -> int | None:
        """Peak memory in bytes of its own process over the last chunk, or while it was built.

        None if it has none, or did nothing yet.
        """
        ...

    @property
    def account(self) -> Account:
        """What it used by now, beside time."""
        ...

    def answers(self, batches: Sequence[pa.RecordBatch], timing: Timing) -> list[pa.RecordBatch]:
        """Answer batches as ``timed_calls`` says, every answer accepted.

        Raises:
            DetectorFailedError: It was not built, came to an end, raises or breaks the contract.
        """
        ...

    def start(self, batch: pa.RecordBatch) -> Start:
        """Begin anew where that can be, and answer a first batch, which is accepted.

        Raises:
            DetectorFailedError: It was not built, came to an end, raises or breaks the contract.
        """
        ...

    def run_trial(self, batches: Sequence[pa.RecordBatch], settings: TrialSettings) -> Trial:
        """Be called for a while as ``run_trial`` of ``trial.py`` says, every answer accepted.

        Raises:
            DetectorFailedError: It was not built, came to an end, raises or breaks the contract.
        """
        ...

    def close(self) -> None:
        """Give back what it holds; it may be asked again, and builds what it needs anew."""
        ...


class Answered(NamedTuple):
    """Accepted answers, and of each the nanoseconds it took and whether it was kept from before."""

    answers: list[pa.RecordBatch]
    nanoseconds: list[int]
    cached: list[bool]


@dataclass(slots=True)
class Declared:
    """What a detector says of itself, read once: reading it again might be where it works."""

    name: str
    labels: frozenset[str]
    offset_unit: OffsetUnit
    detect: Callable[[pa.RecordBatch], pa.RecordBatch]
    cost: object


@dataclass(frozen=True, slots=True)
class LocalEntrant:
    """A detector in this process.

    Attributes:
        name: Its registered name.
        version: Of the package that does the work.
        package: That package.
        detector: What answers; None if it could not be built.
        failure: Why it could not be built.
        distribution: What was installed for it; None where that is not known.
    """

    name: str
    version: str
    package: str
    detector: Detector | None
    failure: str | None = None
    distribution: Distribution | None = None
    peak: None = None
    asked: str = field(init=False, repr=False, compare=False)
    _cost: Callable[[], dict[str, float]] | None = field(init=False, repr=False, compare=False)
    _declared: list[Declared] = field(
        init=False, repr=False, compare=False, default_factory=list
    )  # one, once it was asked

    def __post_init__(self) -> None:
        """Remember what tells the detector's cost, and that its name has its argument."""
        object.__setattr__(self, "_cost", cost_of(self.detector))
        object.__setattr__(self, "asked", self.name)

    @property
    def labels(self) -> frozenset[str]:
        """See ``Entrant``."""
        return frozenset() if self.detector is None else self.detector.labels

    @property
    def marks(self) -> tuple[str, ...]:
        """See ``Entrant``."""
        return marks_of(self.detector)

    @property
    def account(self) -> Account:
        """See ``Entrant``; of this process nothing is the detector's alone."""
        return Account(cost=None if self._cost is None else self._cost())

    def answers(self, batches: Sequence[pa.RecordBatch], timing: Timing) -> list[pa.RecordBatch]:
        """See ``Entrant``."""
        found = self.answer(batches)
        timing.add(sizes(batches), found.nanoseconds, cached=found.cached)
        return found.answers

    def answer(
        self,
        batches: Sequence[pa.RecordBatch],
        sign: Around = nothing,
        alive: Around = nothing,
    ) -> Answered:
        """Answer batches.

        ``sign`` is called before and after each call of ``detect`` that is timed, ``alive`` before
        every one. It is given copies: what it writes into them is its own fault, and is told.
        """
        declared = self._asked()
        own = OwnCopies(batches)
        kept: list[int] = []
        with Watched(declared, batches) as watched:
            counted = watched.calls(alive)

            def before() -> None:
                counted()
                kept.append(self._kept())
                sign()

            def after() -> None:
                sign()
                kept.append(self._kept())

            found, taken = timed_calls(declared.detect, own.batches, before=before, after=after)
            own.require_unwritten()
            accepted = watched.accepted(found)
        cached = [late > early for early, late in zip(kept[::2], kept[1::2], strict=True)]
        return Answered(accepted, taken, cached)

    def _asked(self) -> Declared:
        one = self.detector
        if one is None:
            raise DetectorFailedError(self.failure)
        if not self._declared:
            cost = getattr(one, "cost", None)
            said = Declared(one.name, frozenset(one.labels), offset_unit(one), one.detect, cost)
            self._declared.append(said)
        return replace(self._declared[0], detect=one.detect)

    def _kept(self) -> int:
        """How many answers it did not have to ask for again."""
        return 0 if self._cost is None else int(self._cost().get("cached", 0))

    def start(self, batch: pa.RecordBatch) -> Start:
        """See ``Entrant``; it is built already."""
        (took,) = self.answer([batch]).nanoseconds
        return Start(build_ns=0, first_batch_ns=took, whole_ns=took)

    def run_trial(self, batches: Sequence[pa.RecordBatch], settings: TrialSettings) -> Trial:
        """See ``Entrant``."""
        return self.trial(batches, settings)[0]

    def trial(
        self, batches: Sequence[pa.RecordBatch], settings: TrialSettings, sign: Around = nothing
    ) -> tuple[Trial, list[pa.RecordBatch]]:
        """The same with its answers; ``sign`` is called when what counts begins and ends."""
        declared = self._asked()
        kept = self._kept()
        with Watched(declared, batches):
            trial, answers = run_trial(declared.detect, batches, settings, sign)
            accepted = [accept(answer, batch, declared) for answer, batch in answers]
        if self._kept() > kept:
            raise DetectorFailedError(ONLY_CACHED)
        return trial.of([batch for _, batch in answers], accepted), accepted

    def close(self) -> None:
        """It stays built."""


def entrant(name: str) -> LocalEntrant:
    """Build a detector here; what its own code raises meanwhile is its failure, not ours.

    Raises:
        UnknownDetectorError: Nothing is registered under this name.
        RefusedDetectorError: The name cannot be let in.
        DetectorArgumentError: Its argument is missing, one too many, or of no use.
        UnavailableDetectorError: Its package is not installed.
    """
    version = "unknown"
    try:
        version = listing(name).version or version
        detector = load(name)
    except (
        KeyboardInterrupt,
        DetectorArgumentError,
        RefusedDetectorError,
        UnknownDetectorError,
        UnavailableDetectorError,
    ):
        raise
    except BaseException as error:  # noqa: BLE001 - a plugin may raise anything, SystemExit too
        return LocalEntrant(name, version, name, None, error_line(failed(error)))
    version = str(getattr(detector, "content_version", version))  # of what no distribution brings
    package = getattr(getattr(detector, "about", None), "package", name)
    package = package if isinstance(package, str) else name
    distribution = distribution_of(entry(name), package)
    return LocalEntrant(name, version, package, detector, distribution=distribution)


def marks_of(detector: object) -> tuple[str, ...]:
    """The marks that a detector's ``about`` has; what is none of ``Mark`` is left out."""
    said = getattr(getattr(detector, "about", None), "marks", ())
    return tuple(mark.value for mark in marks_among(said))
