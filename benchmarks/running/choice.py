"""The detectors that a command line names, or all that are here."""

from collections.abc import Callable, Sequence

from leakbench.benchmarks.progress import note
from leakbench.benchmarks.running.contenders import Built, available


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
    for name, install in missing.items():
        note(f"left out: {name} is not installed ({install})")
    return built
