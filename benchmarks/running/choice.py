"""The detectors that a command line names, or all that are here."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from leakbench.benchmarks.console.progress import note
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.detectors.registry import UnavailableDetectorError, listings

Build = Callable[[str], Entrant]
Built = TypeVar("Built", bound=Entrant)


def choose(names: Sequence[str], build: Callable[[str], Built]) -> list[Built]:
    """Build the detectors named, each once; of none, all that are available.

    Raises:
        UnknownDetectorError: Nothing is registered under a name.
        DetectorArgumentError: Its argument is missing, one too many, or of no use.
        UnavailableDetectorError: Its package is not installed.
    """
    if names:
        return [build(name) for name in dict.fromkeys(names)]
    built, missing = available(build)
    for error in missing:
        note(f"left out: {error}")
    return built


def available(build: Callable[[str], Built]) -> tuple[list[Built], list[UnavailableDetectorError]]:
    """Build all detectors that are here, and say of the others why they are not.

    A module that cannot be imported is as good as a package that is not there. A template is
    neither: what to build of it is missing.
    """
    built: list[Built] = []
    missing = []
    for name in (one.name for one in listings() if one.template is None):
        try:
            built.append(build(name))
        except UnavailableDetectorError as error:
            missing.append(error)
    return built, missing
