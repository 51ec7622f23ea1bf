"""Detectors by name: found through entry points, loaded only when asked for.

A name may have an argument after its first colon, as in ``union:regex+lac``: the entry point is
what stands before it, and its factory says in ``takes`` what the argument is. Such a factory alone
(``union``) is a template of detectors, not one of them.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, version
from typing import ClassVar, Protocol

from leakbench.detectors.contract import Detector
from leakbench.generator.errors import USAGE, LeakbenchError, UnknownNameError

GROUP = "leakbench.detectors"


class Mark(StrEnum):
    """What a reader must know of a detector before its scores."""

    HOUSE = "of this house"
    TRAINED_HERE = "trained on these corpora"
    TRAINED_ON_REAL = "trained on real text"
    PATTERNS = "patterns"
    USER_MODEL = "the user's model"


@dataclass(frozen=True, slots=True)
class About:
    """What a user chooses a detector by.

    Attributes:
        package: The distribution that does the work, whose version is the detector's.
        install: The command that brings it.
        license: SPDX expression of that distribution.
        homepage: Where it comes from.
        marks: How it came to know what it knows; nothing where nobody said.
    """

    package: str
    install: str
    license: str
    homepage: str
    marks: tuple[Mark, ...] = ()


def ours(*marks: Mark) -> About:
    """What a detector that is part of leakbench says of itself."""
    return About(
        package="leakbench",
        install="pip install leakbench",
        license="Apache-2.0",
        homepage="",
        marks=marks,
    )


class DetectorFactory(Protocol):
    """What an entry point names: a class of detectors that says what it is before it is built.

    Its module imports without the package it adapts: those imports belong in ``__init__``. One
    whose detectors need an argument says what it is in a further attribute,
    ``takes: ClassVar[str]`` (a word as in a usage line: ``PATH``, ``A+B``); their ``name`` is the
    full one.
    """

    name: ClassVar[str]
    labels: ClassVar[frozenset[str]]
    about: ClassVar[About]

    def __call__(self, *argument: str) -> Detector:
        """Build the detector, out of its argument if the factory ``takes`` one.

        Raises:
            DetectorArgumentError: The argument names nothing that a detector can be built of.
        """
        ...


class UnknownDetectorError(UnknownNameError):
    """No entry point has this name."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__("detector", name, known)


class DetectorArgumentError(LeakbenchError, ValueError):
    """A detector's name lacks its argument, has one too many, or has one of no use.

    Attributes:
        name: The full name asked for.
        reason: What is wrong with it.
    """

    exit_code = USAGE

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"detector {name!r}: {reason}")


class UnavailableDetectorError(LeakbenchError):
    """The detector is registered, but cannot be built here.

    Attributes:
        name: Its name.
        install: The command that brings what it needs; empty if no package is missing.
        reason: Why it cannot be built.
    """

    def __init__(self, name: str, install: str, reason: str) -> None:
        self.name = name
        self.install = install
        self.reason = reason
        ending = f"; to install it: {install}" if install else ""
        super().__init__(f"detector {name!r} is unavailable ({reason}){ending}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One line of ``leakbench list detectors``.

    Attributes:
        name: The name that it was asked by: of a template the bare one.
        takes: What its argument is called; None if it takes none.
        version: Of the distribution that does the work; None where it is unavailable.
        available: Whether ``load`` may be tried.
        install: The command that brings it; empty if it is there, and its own files are wrong.
        labels: What it can find, sorted; empty if even that could not be read.
        license: SPDX expression of the distribution.
        homepage: Where it comes from.
        marks: What readers of its scores must know of it.
        reason: Why it is unavailable; None where it is available.
    """

    name: str
    version: str | None
    available: bool
    install: str
    labels: tuple[str, ...] = ()
    license: str = ""
    homepage: str = ""
    marks: tuple[Mark, ...] = ()
    reason: str | None = None
    takes: str | None = None

    @property
    def template(self) -> str | None:
        """How a name out of this template is written; None if this is a detector."""
        return None if self.takes is None or ":" in self.name else f"{self.name}:{self.takes}"


@cache
def _entry_points() -> dict[str, EntryPoint]:
    found = sorted(entry_points(group=GROUP), key=lambda entry: entry.name)
    return {entry.name: entry for entry in found}


def names() -> list[str]:
    """Names of all entry points, available or not, templates bare; nothing is imported."""
    return list(_entry_points())


def listing(name: str) -> Listing:
    """What is known of a detector, or of a template under its bare name, without building it.

    Raises:
        UnknownDetectorError: No entry point has this name.
        DetectorArgumentError: There is an argument, and the detector takes none.
    """
    entry = _entry(name)
    try:
        factory: DetectorFactory = entry.load()
        about = factory.about
        labels = tuple(sorted(factory.labels))
        takes: str | None = getattr(factory, "takes", None)
    except Exception as error:  # noqa: BLE001 - one broken plugin must not hide the others
        package = entry.dist.name if entry.dist else name
        return Listing(
            name=name,
            version=None,
            available=False,
            install="" if isinstance(error, LeakbenchError) else f"pip install {package}",
            reason=_because(error),
        )
    if takes is None and ":" in name:
        raise DetectorArgumentError(name, f"{entry.name} takes no argument")
    installed = _installed(about.package)
    return Listing(
        name=name,
        version=installed,
        available=installed is not None,
        install=about.install,
        labels=labels,
        license=about.license,
        homepage=about.homepage,
        marks=about.marks,
        reason=None if installed else f"{about.package} is not installed",
        takes=takes,
    )


def listings() -> list[Listing]:
    """Every registered detector and template, by name."""
    return [listing(name) for name in names()]


def known_marks(name: str) -> tuple[Mark, ...]:
    """The marks of a detector by its name, those of its parts where it is a union.

    Nothing where no entry point has the name: results name detectors that are not installed.
    """
    bare, _, argument = name.partition(":")
    parts = argument.split("+") if bare == "union" else [name]
    found = {mark for part in parts if part.partition(":")[0] in names() for mark in _marks(part)}
    return tuple(mark for mark in Mark if mark in found)


def _marks(name: str) -> tuple[Mark, ...]:
    try:
        return listing(name).marks
    except DetectorArgumentError:
        return ()


def load(name: str) -> Detector:
    """Build a detector.

    Raises:
        UnknownDetectorError: No entry point has this name.
        DetectorArgumentError: An argument is missing, one too many, or of no use.
        UnavailableDetectorError: Its package, or one that it needs, cannot be imported.
    """
    listed = listing(name)
    bare, colon, argument = name.partition(":")
    if listed.takes is not None and not argument:
        raise DetectorArgumentError(name, f"its argument is missing: {bare}:{listed.takes}")
    if listed.reason is not None:
        raise UnavailableDetectorError(name, listed.install, listed.reason)
    factory: DetectorFactory = _entry(name).load()
    try:
        return factory(argument) if colon else factory()
    except ImportError as error:
        raise UnavailableDetectorError(name, listed.install, _because(error)) from error


def _entry(name: str) -> EntryPoint:
    try:
        return _entry_points()[name.partition(":")[0]]
    except KeyError:
        raise UnknownDetectorError(name, names()) from None


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _because(error: Exception) -> str:
    return str(error) if isinstance(error, LeakbenchError) else f"{type(error).__name__}: {error}"
