"""Detectors by name: found through entry points, loaded only when asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, version
from typing import ClassVar, Protocol

from leakbench.detectors.contract import Detector

GROUP = "leakbench.detectors"


@dataclass(frozen=True, slots=True)
class About:
    """What a user chooses a detector by.

    Attributes:
        package: The distribution that does the work, whose version is the detector's.
        install: The command that brings it.
        license: SPDX expression of that distribution.
        homepage: Where it comes from.
    """

    package: str
    install: str
    license: str
    homepage: str


class DetectorFactory(Protocol):
    """What an entry point names: a class of detectors that says what it is before it is built."""

    name: ClassVar[str]
    labels: ClassVar[frozenset[str]]
    about: ClassVar[About]

    def __call__(self) -> Detector:
        """Build the detector; imports of the package belong in here."""
        ...


class UnknownDetectorError(LookupError):
    """No entry point has this name."""

    def __init__(self, name: str, known: list[str]) -> None:
        self.name = name
        super().__init__(f"unknown detector {name!r}; known: {', '.join(known)}")


class UnavailableDetectorError(RuntimeError):
    """The detector's package is not installed."""

    def __init__(self, name: str, install: str) -> None:
        self.name = name
        self.install = install
        super().__init__(f"detector {name!r} is unavailable; to install it: {install}")


@dataclass(frozen=True, slots=True)
class Listing:
    """One line of ``leakbench list detectors``; ``version`` is None where it is unavailable."""

    name: str
    version: str | None
    available: bool
    install: str
    labels: tuple[str, ...]
    license: str
    homepage: str
    reason: str | None = None


@cache
def _entry_points() -> dict[str, EntryPoint]:
    found = sorted(entry_points(group=GROUP), key=lambda entry: entry.name)
    return {entry.name: entry for entry in found}


def names() -> list[str]:
    """Names of all registered detectors, available or not; nothing is imported."""
    return list(_entry_points())


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def listing(name: str) -> Listing:
    """What is known of a detector without building it.

    Raises:
        UnknownDetectorError: No entry point has this name.
    """
    entry = _entry(name)
    try:
        factory: DetectorFactory = entry.load()
        about = factory.about
        labels = tuple(sorted(factory.labels))
    except Exception as error:  # noqa: BLE001 - one broken plugin must not hide the others
        reason = f"{type(error).__name__}: {error}"
        package = entry.dist.name if entry.dist else name
        return Listing(name, None, False, f"pip install {package}", (), "", "", reason)
    installed = _installed(about.package)
    return Listing(
        name, installed, installed is not None, about.install, labels, about.license, about.homepage
    )


def listings() -> list[Listing]:
    """Every registered detector, by name."""
    return [listing(name) for name in names()]


def _entry(name: str) -> EntryPoint:
    try:
        return _entry_points()[name]
    except KeyError:
        raise UnknownDetectorError(name, names()) from None


def load(name: str) -> Detector:
    """Build a detector.

    Raises:
        UnknownDetectorError: No entry point has this name.
        UnavailableDetectorError: Its package is not installed.
    """
    listed = listing(name)
    if not listed.available:
        raise UnavailableDetectorError(name, listed.reason or listed.install)
    build: Callable[[], Detector] = _entry(name).load()
    return build()
