"""The detectors of a run: built once, with the notes on each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from leakbench.benchmarks.running.culprit import Watched
from leakbench.benchmarks.running.failures import DetectorFailedError, error_line, failed
from leakbench.benchmarks.running.own_copies import OwnCopies
from leakbench.benchmarks.timing.call_timing import Before, Timing, nothing, time_chunk
from leakbench.benchmarks.timing.trial import Start, Trial, TrialSettings, run_trial
from leakbench.detectors.contract import Detector
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

    def answers(
        self, batches: Sequence[pa.RecordBatch], timing: Timing, min_seconds: float
    ) -> list[pa.RecordBatch]:
        """Answer a chunk as ``time_chunk`` says, every answer accepted.

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
        """Be called for a while as ``run_trial`` of ``trial.py`` says; answers are thrown away.

        Raises:
            DetectorFailedError: It was not built, came to an end, raises or breaks the contract.
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
        distribution: What was installed for it; None where that is not known.
    """

    name: str
    version: str
    package: str
    detector: Detector | None
    failure: str | None = None
    distribution: Distribution | None = None
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
        """See ``Entrant``; ``before`` is called before each call of ``detect``.

        It is given copies: what it writes into them is its own fault alone, and is told.
        """
        if self.detector is None:
            raise DetectorFailedError(self.failure)
        own = OwnCopies(batches)
        with Watched(self.detector, batches) as watched:
            found = time_chunk(
                self.detector.detect,
                own.batches,
                timing,
                min_seconds=min_seconds,
                before=watched.calls(before),
            )
            own.require_unwritten()
            return watched.accepted(found)

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
        with Watched(self.detector, batches):
            return run_trial(self.detector.detect, batches, settings)

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
