"""The detectors that a command line names, or all that are here; apart, or in this process."""

from collections.abc import Sequence

from leakbench.benchmarks.console.progress import note
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.entrants import Entrant, entrant
from leakbench.benchmarks.running.isolation import NotBuilt, isolated_all
from leakbench.detectors.admission import is_house
from leakbench.detectors.registry import (
    DetectorArgumentError,
    RefusedDetectorError,
    UnavailableDetectorError,
    UnknownDetectorError,
    entry,
    listing,
    names,
    refusals,
)


def choose(asked: Sequence[str], limits: Limits | None) -> list[Entrant]:
    """Build the detectors named, each once; of none, all that are available.

    Args:
        asked: Names, with arguments.
        limits: What each may use in a process of its own; None builds them in this one.

    Raises:
        UnknownDetectorError: Nothing is registered under a name.
        RefusedDetectorError: A name cannot be let in.
        DetectorArgumentError: Its argument is missing, one too many, or of no use.
        UnavailableDetectorError: Its package is not installed.
    """
    if asked:
        return build_all(list(dict.fromkeys(asked)), limits)
    found, missing = available(limits)
    for reason in [*refusals(), *missing]:
        note(f"left out: {reason}")
    return found


def available(limits: Limits | None) -> tuple[list[Entrant], list[UnavailableDetectorError]]:
    """Build all detectors that are here, and say of the others why they are not.

    A module that cannot be imported is as good as a package that is not there. A template is
    neither: what to build of it is missing.
    """
    ours = {name for name in names() if limits is None or is_house(entry(name))}
    templates = {name for name in ours if _is_template(name)}
    built = build([name for name in names() if name not in templates], limits)
    # What of the others lacks an argument is a template, too; nobody asked it here.
    return (
        [one for one in built if not isinstance(one, NotBuilt)],
        [one for one in built if isinstance(one, UnavailableDetectorError)],
    )


def _is_template(name: str) -> bool:
    try:
        return listing(name).template is not None
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - what its module raises is told when it is built
        return False


def build_all(asked: Sequence[str], limits: Limits | None) -> list[Entrant]:
    """Build detectors as ``build`` does, or none of them; raises what ``choose`` does."""
    built = build(asked, limits)
    found = [one for one in built if not isinstance(one, NotBuilt)]
    for error in (one for one in built if isinstance(one, NotBuilt)):
        for one in found:
            one.close()
        raise error
    return found


def build(asked: Sequence[str], limits: Limits | None) -> list[Entrant | NotBuilt]:
    """Build detectors apart, or one after another in this process; errors are in their places."""
    return isolated_all(asked, limits) if limits is not None else list(map(_here, asked))


def _here(name: str) -> Entrant | NotBuilt:
    try:
        return entrant(name)
    except (
        DetectorArgumentError,
        RefusedDetectorError,
        UnavailableDetectorError,
        UnknownDetectorError,
    ) as error:
        return error
