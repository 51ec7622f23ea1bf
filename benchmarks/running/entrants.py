"""The detectors of a run: built once, with the notes on each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from leakbench.benchmarks.timing.call_timing import Before, Timing, nothing, time_chunk
from leakbench.benchmarks.timing.trial import Start, Trial, TrialSettings, run_trial
from leakbench.detectors.contract import Detector, accept
from leakbench.detectors.registry import (
    DetectorArgumentError,
    Mark,
    UnavailableDetectorError,
    UnknownDetectorError,
    listing,
    load,
)
from leakbench.generator.errors import LeakbenchError


class DetectorFailedError(LeakbenchError):
    """What ended a detector, already in the words of a result."""


class Entrant(Protocol):
    """A detector that takes part, wherever it works."""

    @property
    def name(self) -> str:
        """Its registered name."""
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
    def marks(self) -> tuple[str, ...]:
        """What readers must know of it, as it says itself; of ``Mark``."""
        ...

    @property
    def peak(self) -> int | None:
        """Peak memory of its own process in bytes; None if it has none, or did nothing yet."""
        ...

    def answers(
        self, batches: Sequence[pa.RecordBatch], timing: Timing, min_seconds: float
    ) -> list[pa.RecordBatch]:
        """Answer a chunk as ``time_chunk`` says, every answer accepted.

        Raises:
            DetectorFailedError: It was not built, or came to an end.
            BaseException: What the detector itself raises.
        """
        ...

    def start(self, batch: pa.RecordBatch) -> Start:
        """Begin anew where that can be, and answer a first batch, which is accepted.

        Raises:
            DetectorFailedError: It was not built, or came to an end.
            BaseException: What the detector itself raises.
        """
        ...

    def run_trial(self, batches: Sequence[pa.RecordBatch], settings: TrialSettings) -> Trial:
        """Be called for a while as ``run_trial`` of ``trial.py`` says; answers are thrown away.

        Raises:
            DetectorFailedError: It was not built, or came to an end.
            BaseException: What the detector itself raises.
        """
        ...

    def close(self) -> None:
        """Give back what it holds; it may be asked again, and builds what it needs anew."""
        ...


@dataclass(frozen=True, slots=True)
class LocalEntrant:
    """A detector in this process.

    Attributes:
        name: Its registered name.
        version: Of the package that does the work.
        package: That package.
        detector: What answers; None if it could not be built.
        failure: Why it could not be built.
    """

    name: str
    version: str
    package: str
    detector: Detector | None
    failure: str | None = None
    peak: None = None

    @property
    def labels(self) -> frozenset[str]:
        """See ``Entrant``."""
        return frozenset() if self.detector is None else self.detector.labels

    @property
    def marks(self) -> tuple[str, ...]:
        """See ``Entrant``."""
        return marks_of(self.detector)

    def answers(
        self,
        batches: Sequence[pa.RecordBatch],
        timing: Timing,
        min_seconds: float,
        before: Before = nothing,
    ) -> list[pa.RecordBatch]:
        """See ``Entrant``; ``before`` is called before each call of ``detect``."""
        if self.detector is None:
            raise DetectorFailedError(self.failure)
        found = time_chunk(
            self.detector.detect, batches, timing, min_seconds=min_seconds, before=before
        )
        return [
            accept(answer, batch, self.detector)
            for answer, batch in zip(found, batches, strict=True)
        ]

    def start(self, batch: pa.RecordBatch) -> Start:
        """See ``Entrant``; it is built already."""
        timing = Timing()
        self.answers([batch], timing, 0.0)
        (took,) = timing.nanoseconds
        return Start(build_ns=0, first_batch_ns=took, whole_ns=took)

    def run_trial(self, batches: Sequence[pa.RecordBatch], settings: TrialSettings) -> Trial:
        """See ``Entrant``."""
        if self.detector is None:
            raise DetectorFailedError(self.failure)
        return run_trial(self.detector.detect, batches, settings)

    def close(self) -> None:
        """It stays built."""


def entrant(name: str) -> LocalEntrant:
    """Build a detector here; what its own code raises meanwhile is its failure, not ours.

    Raises:
        UnknownDetectorError: Nothing is registered under this name.
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
        UnknownDetectorError,
        UnavailableDetectorError,
    ):
        raise
    except BaseException as error:  # noqa: BLE001 - a plugin may raise anything, SystemExit too
        return LocalEntrant(name, version, name, None, error_line(error))
    package = getattr(getattr(detector, "about", None), "package", name)
    return LocalEntrant(name, version, package if isinstance(package, str) else name, detector)


def marks_of(detector: object) -> tuple[str, ...]:
    """The marks that a detector's ``about`` has; what is none of ``Mark`` is left out."""
    said = getattr(getattr(detector, "about", None), "marks", ())
    return tuple(mark.value for mark in Mark if isinstance(said, tuple) and mark in said)


def error_line(error: BaseException) -> str:
    """An exception on one line; of a ``DetectorFailedError`` its words alone."""
    first = " ".join(str(error).split())
    if isinstance(error, DetectorFailedError):
        return first
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
