"""The detectors of a run: built once, with what is to be said of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import pyarrow as pa

from leakbench.benchmarks.timing.calls import Before, Timing, nothing, time_portion
from leakbench.benchmarks.timing.visit import Request, Start, Visit, visit
from leakbench.detectors.contract import Detector, accept
from leakbench.detectors.registry import (
    DetectorArgumentError,
    UnavailableDetectorError,
    UnknownDetectorError,
    listing,
    listings,
    load,
)


class DetectorFailure(Exception):  # noqa: N818 - the detector's failure, none of the program's
    """What ended a detector, already in the words of a result."""


class Contender(Protocol):
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
    def peak(self) -> int | None:
        """Peak memory of its own process in bytes; None if it has none, or did nothing yet."""
        ...

    def answers(
        self, batches: Sequence[pa.RecordBatch], timing: Timing, min_seconds: float
    ) -> list[pa.RecordBatch]:
        """Answer a portion as ``time_portion`` says, every answer accepted.

        Raises:
            DetectorFailure: It was not built, or came to an end.
            BaseException: What the detector itself raises.
        """
        ...

    def start(self, batch: pa.RecordBatch) -> Start:
        """Begin anew where that can be, and answer a first batch, which is accepted.

        Raises:
            DetectorFailure: It was not built, or came to an end.
            BaseException: What the detector itself raises.
        """
        ...

    def visit(self, batches: Sequence[pa.RecordBatch], request: Request) -> Visit:
        """Be called for a while as ``visit`` of ``visit.py`` says; answers are thrown away.

        Raises:
            DetectorFailure: It was not built, or came to an end.
            BaseException: What the detector itself raises.
        """
        ...

    def close(self) -> None:
        """Give back what it holds; it may be asked again, and builds what it needs anew."""
        ...


Build = Callable[[str], Contender]
Built = TypeVar("Built", bound=Contender)


@dataclass(frozen=True, slots=True)
class Resident:
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
        """See ``Contender``."""
        return frozenset() if self.detector is None else self.detector.labels

    def answers(
        self,
        batches: Sequence[pa.RecordBatch],
        timing: Timing,
        min_seconds: float,
        before: Before = nothing,
    ) -> list[pa.RecordBatch]:
        """See ``Contender``; ``before`` is called before each call of ``detect``."""
        if self.detector is None:
            raise DetectorFailure(self.failure)
        found = time_portion(
            self.detector.detect, batches, timing, min_seconds=min_seconds, before=before
        )
        return [
            accept(answer, batch, self.detector)
            for answer, batch in zip(found, batches, strict=True)
        ]

    def start(self, batch: pa.RecordBatch) -> Start:
        """See ``Contender``; it is built already."""
        timing = Timing()
        self.answers([batch], timing, 0.0)
        (took,) = timing.nanoseconds
        return Start(build_ns=0, first_batch_ns=took, whole_ns=took)

    def visit(self, batches: Sequence[pa.RecordBatch], request: Request) -> Visit:
        """See ``Contender``."""
        if self.detector is None:
            raise DetectorFailure(self.failure)
        return visit(self.detector.detect, batches, request)

    def close(self) -> None:
        """It stays built."""


def contender(name: str) -> Resident:
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
        return Resident(name, version, name, None, described(error))
    package = getattr(getattr(detector, "about", None), "package", name)
    return Resident(name, version, package if isinstance(package, str) else name, detector)


def available(build: Callable[[str], Built]) -> tuple[list[Built], dict[str, str]]:
    """Build all detectors that are here, and name the others with their install line.

    A module that cannot be imported is as good as a package that is not there. A template is
    neither: nobody has said what to build of it.
    """
    built: list[Built] = []
    missing = {}
    for name in (one.name for one in listings() if one.template is None):
        try:
            built.append(build(name))
        except UnavailableDetectorError as error:
            missing[name] = error.install
    return built, missing


def described(error: BaseException) -> str:
    """An exception on one line; of a ``DetectorFailure`` its words alone."""
    first = " ".join(str(error).split())
    if isinstance(error, DetectorFailure):
        return first
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
