"""Detectors as a caller hands them over: by name, as an object, or as an ordinary function."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import pyarrow as pa

from leakbench.api.arguments import Detectors, Detects, Finds, listed
from leakbench.api.benchmark import (
    Entrant,
    IsolatedEntrant,
    Limits,
    LocalEntrant,
    UnmappedLabelError,
    build_all,
)
from leakbench.detectors.contract import Found, per_text
from leakbench.detectors.label_aliases import aliases
from leakbench.generator.entities import known_labels
from leakbench.generator.errors import LeakbenchError

# Whoever evaluates in a notebook sees what takes long, and can stop it; a model may be slow.
LIMITS: Final = Limits(batch_seconds=3_600.0)


class NotADetectorError(LeakbenchError, TypeError):
    """What was handed over is nothing that can detect."""

    def __init__(self, given: object) -> None:
        if isinstance(given, type):
            super().__init__(f"{given.__name__} is a class: hand over {given.__name__}()")
        else:
            super().__init__(
                f"{type(given).__name__} is no detector: hand over a name, an object with "
                "detect(), or a function of one string"
            )


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


@dataclass(slots=True)
class Lifted:
    """An object or a function as a detector that keeps to the contract.

    Attributes:
        name: What it is called in results.
        labels: What it may report: all there are, if nobody knows what it finds.
        answer: What answers a batch.
        offset_unit: What it counts in.
        seen: The labels that it has reported so far; None if it is known what it finds.
        stop: Why nothing it says can be scored.
    """

    name: str
    labels: frozenset[str]
    answer: Callable[[pa.RecordBatch], pa.RecordBatch]
    offset_unit: str = "code point"
    seen: set[str] | None = None
    stop: UnmappedLabelError | None = None

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Answer a batch, and remember which labels were in it."""
        answer = self.answer(batch)
        if self.seen is not None and isinstance(answer, pa.RecordBatch):
            self.seen.update(answer.column("label").unique().to_pylist())
        return answer


@dataclass(frozen=True, slots=True)
class Guest(LocalEntrant):
    """A detector that is not registered; of its labels maybe only those are known that it used."""

    @property
    def labels(self) -> frozenset[str]:
        """What it declares; of one that declares nothing, what it has reported so far."""
        lifted = self.detector
        if not isinstance(lifted, Lifted):
            return frozenset()
        return lifted.labels if lifted.seen is None else frozenset(lifted.seen)


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


def meaning(label: str) -> str:
    """The registry's label that a detector's name of one means.

    Raises:
        UnmappedLabelError: It is not in the registry, and nothing maps it.
    """
    meant = aliases().get(label, label)
    if meant not in known_labels():
        raise UnmappedLabelError(label)
    return meant


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
    if isinstance(given, type) or not (callable(given) or isinstance(given, Detects)):
        raise NotADetectorError(given)
    own = getattr(given, "labels", None)
    declared = labels if own is None else frozenset(map(meaning, own))
    may = known_labels() if declared is None else declared
    seen: set[str] | None = set() if declared is None else None
    name = str(getattr(given, "name", None) or getattr(given, "__name__", type(given).__name__))
    if isinstance(given, Detects):
        unit = getattr(given, "offset_unit", "code point")
        lifted = Lifted(name, may, given.detect, unit, seen)
    else:
        lifted = Lifted(name, may, lambda batch: per_text(_finder(given, lifted), batch), seen=seen)
    package, number = _distribution(given)
    return Guest(name, number, package, lifted)


def _finder(function: Finds, lifted: Lifted) -> Callable[[str], Iterator[Found]]:
    """The function, its labels turned into the registry's."""

    def find(text: str) -> Iterator[Found]:
        for found in function(text) or ():
            try:
                label = meaning(found[2])
            except UnmappedLabelError as error:
                lifted.stop = error
                raise
            if len(found) == 3:
                yield found[0], found[1], label
            else:
                yield found[0], found[1], label, found[3]

    return find


def _distribution(given: object) -> tuple[str, str]:
    """The distribution that does the work, as far as it can be told, and its version."""
    about = getattr(given, "about", None)
    module = str(getattr(given, "__module__", ""))
    package = str(getattr(about, "package", module.partition(".")[0]))
    try:
        return package, version(package)
    except (PackageNotFoundError, ValueError):
        return "leakbench", str(getattr(given, "version", "unknown"))
