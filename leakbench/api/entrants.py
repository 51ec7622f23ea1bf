"""Detectors as a caller hands them over: by name, as an object, or as an ordinary function."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version

from leakbench.api.arguments import Detectors, OneDetector, listed
from leakbench.api.benchmark import Entrant, LocalEntrant, UnmappedLabelError, entrant
from leakbench.detectors.label_aliases import meaning
from leakbench.detectors.lifting import Lifted, lifted
from leakbench.generator.errors import LeakbenchError


class SameDetectorError(LeakbenchError, ValueError):
    """Two detectors of one evaluation have one name, so that nobody could tell their results.

    Attributes:
        name: That name.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"two detectors are called {name!r}: give them names, as in "
            "evaluate({'first': …, 'second': …}, …)"
        )


@dataclass(frozen=True, slots=True)
class Guest(LocalEntrant):
    """A detector that is not registered; of its labels maybe only those are known that it used."""

    @property
    def labels(self) -> frozenset[str]:
        """What it declares; of one that declares nothing, what it has reported so far."""
        one = self.detector
        if not isinstance(one, Lifted):
            return frozenset()
        return one.labels if one.seen is None else frozenset(one.seen)


def entrants(given: Detectors, labels: Collection[str] | None = None) -> list[Entrant]:
    """Make ready for a run whatever a caller names a detector.

    Args:
        given: One detector, several, or several under names of the caller's.
        labels: What objects and functions find that do not say it themselves.

    Raises:
        NotADetectorError: Something cannot detect.
        SameDetectorError: Two have one name.
        UnmappedLabelError: A declared label means nothing in the registry.
        UnknownDetectorError: Nothing is registered under a name.
        UnavailableDetectorError: The package of a registered detector is not installed.
    """
    named = [labels] if isinstance(labels, str) else labels
    declared = None if named is None else frozenset(map(meaning, named))
    if isinstance(given, Mapping):
        ready = [_renamed(_entrant(one, declared), name) for name, one in given.items()]
    else:
        ready = [_entrant(one, declared) for one in listed(given)]
    names = [one.name for one in ready]
    for name in names:
        if names.count(name) > 1:
            raise SameDetectorError(name)
    return list(ready)


def stopped(ready: Iterable[Entrant]) -> UnmappedLabelError | None:
    """Why an evaluation cannot go on: a detector reported a label that means nothing."""
    guests = [one.detector for one in ready if isinstance(one, Guest)]
    reasons = [one.stop for one in guests if isinstance(one, Lifted) and one.stop is not None]
    return reasons[0] if reasons else None


def _renamed(one: LocalEntrant, name: str) -> LocalEntrant:
    if isinstance(one.detector, Lifted):
        one.detector.name = name
    return replace(one, name=name)


def _entrant(given: OneDetector, labels: frozenset[str] | None) -> LocalEntrant:
    if isinstance(given, str):
        return entrant(given)
    one = lifted(given, labels)
    package, number = _distribution(given)
    return Guest(one.name, number, package, one)


def _distribution(given: object) -> tuple[str, str]:
    """The distribution that does the work, as far as it can be told, and its version."""
    about = getattr(given, "about", None)
    module = str(getattr(given, "__module__", ""))
    package = str(getattr(about, "package", module.partition(".")[0]))
    try:
        return package, version(package)
    except (PackageNotFoundError, ValueError):
        return "leakbench", str(getattr(given, "version", "unknown"))
