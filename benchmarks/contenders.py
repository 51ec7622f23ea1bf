"""The detectors of a run: built once, with what is to be said of each."""

from dataclasses import dataclass

from leakbench.detectors.contract import Detector
from leakbench.detectors.registry import (
    DetectorArgumentError,
    UnavailableDetectorError,
    UnknownDetectorError,
    listing,
    listings,
    load,
)


@dataclass(frozen=True, slots=True)
class Contender:
    """A detector that takes part.

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


def contender(name: str) -> Contender:
    """Build a detector; what its own code raises while it is built is its failure, not ours.

    Raises:
        UnknownDetectorError: Nothing is registered under this name.
        DetectorArgumentError: Its argument is missing, one too many, or of no use.
        UnavailableDetectorError: Its package is not installed.
    """
    listed = listing(name)
    version = listed.version or "unknown"
    try:
        detector = load(name)
    except (DetectorArgumentError, UnavailableDetectorError, UnknownDetectorError):
        raise
    except Exception as error:  # noqa: BLE001 - a plugin may raise anything
        return Contender(name, version, name, None, described(error))
    about = getattr(detector, "about", None)
    return Contender(name, version, getattr(about, "package", name), detector)


def available() -> tuple[list[str], dict[str, str]]:
    """Names of the detectors that can be built here, and of the others with their install line.

    A template is neither: nobody has said what to build of it.
    """
    listed = [one for one in listings() if one.template is None]
    return (
        [one.name for one in listed if one.available],
        {one.name: one.install for one in listed if not one.available},
    )


def described(error: Exception) -> str:
    """An exception on one line."""
    first = " ".join(str(error).split())
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
