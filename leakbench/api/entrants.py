"""Detectors as a caller hands them over: by name, as an object, or as an ordinary function."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from leakbench.api.arguments import Detectors, listed
from leakbench.api.benchmark import (
    Entrant,
    IsolatedEntrant,
    Limits,
    LocalEntrant,
    UnmappedLabelError,
    build_all,
)
from leakbench.detectors.label_aliases import meaning
from leakbench.detectors.lifting import Detects, Finds, Lifted, lifted
from leakbench.generator.errors import LeakbenchError

# Whoever evaluates in a notebook sees what takes long, and can stop it; a model may be slow.
LIMITS: Final = Limits(batch_seconds=3_600.0)


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


def entrants(
    given: Detectors, labels: Collection[str] | None = None, *, in_process: bool = False
) -> list[Entrant]:
    """Make ready for a run whatever a caller names a detector.

    Args:
        given: One detector, several, or several under names of the caller's.
        labels: What objects and functions find that do not say it themselves.
        in_process: Whether registered detectors work in this process, too, as objects and
            functions always do.

    Raises:
        NotADetectorError: Something cannot detect.
        SameDetectorError: Two have one name.
        UnmappedLabelError: A declared label means nothing in the registry.
        UnknownDetectorError: Nothing is registered under a name.
        UnavailableDetectorError: The package of a registered detector is not installed.
    """
    named = [labels] if isinstance(labels, str) else labels
    declared = None if named is None else frozenset(map(meaning, named))
    several = list(given.values()) if isinstance(given, Mapping) else listed(given)
    names = list(given) if isinstance(given, Mapping) else [None] * len(several)
    asked = [one for one in several if isinstance(one, str)]
    for one in asked if not isinstance(given, Mapping) else ():
        if asked.count(one) > 1:
            raise SameDetectorError(one)
    guests = [None if isinstance(one, str) else _guest(one, declared) for one in several]
    registered = iter(build_all(asked, None if in_process else LIMITS))
    ready = [
        _named(next(registered) if guest is None else guest, name)
        for guest, name in zip(guests, names, strict=True)
    ]
    called = [one.name for one in ready]
    for one in called:
        if called.count(one) > 1:
            raise SameDetectorError(one)
    return ready


def stopped(ready: Iterable[Entrant]) -> UnmappedLabelError | None:
    """Why an evaluation cannot go on: a detector reported a label that means nothing."""
    guests = [one.detector for one in ready if isinstance(one, Guest)]
    reasons = [one.stop for one in guests if isinstance(one, Lifted) and one.stop is not None]
    return reasons[0] if reasons else None


def _named(one: Entrant, name: str | None) -> Entrant:
    """An entrant under a name of the caller's."""
    if name is None:
        return one
    if isinstance(one, LocalEntrant | IsolatedEntrant):
        if isinstance(one, Guest) and isinstance(one.detector, Lifted):
            one.detector.name = name
        return replace(one, name=name)
    return one


def _guest(given: Detects | Finds, labels: frozenset[str] | None) -> Guest:
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
