"""Detectors by name: found through entry points, loaded only when asked for.

A name may have an argument after its first colon, as in ``union:regex+lac``: the entry point is
what stands before it, and its factory says in ``takes`` what the argument is. Such a factory alone
(``union``) is a template of detectors, not one of them. A name that nobody registered may be a
user's own Python instead, ``module:attribute`` or ``./file.py:attribute``.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, version
from typing import Any, ClassVar, Protocol

from leakbench.detectors.admission import Admitted, admitted
from leakbench.detectors.contract import Detector
from leakbench.detectors.listings import Listing, UnfitAboutError, as_said, fit, one_line
from leakbench.detectors.written_names import is_user_code, split_name, without_credentials
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
    full one. One that runs what no distribution brings says in ``content_version: str``, once it is
    built, which version of that it has.
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


class RefusedDetectorError(LeakbenchError, ValueError):
    """A name that is registered, and cannot be let in."""


# No entry point that anybody installs: what a name means that has the form of a user's own Python.
_USER_CODE = EntryPoint("user code", "leakbench.detectors.endpoints.user_code:UserCode", GROUP)


@cache
def _admitted() -> Admitted:
    return admitted(entry_points(group=GROUP))


def _entry_points() -> dict[str, EntryPoint]:
    return _admitted()[0]


def names() -> list[str]:
    """Names of all entry points, available or not, templates bare; nothing is imported."""
    return list(_entry_points())


def refusals() -> list[str]:
    """A sentence on every name that is registered and not let in, or of one claimant alone."""
    return list(_admitted()[1].values())


def entry(name: str) -> EntryPoint:
    """What a name means, with or without an argument; nothing is imported.

    What is registered goes before a user's own Python.

    Raises:
        UnknownDetectorError: No entry point has this name.
        RefusedDetectorError: It cannot be let in.
        DetectorArgumentError: It holds a password.
    """
    _refuse_credentials(name)
    bare, _ = split_name(name)
    try:
        return _entry_points()[bare]
    except KeyError:
        if bare in _admitted()[1]:
            raise RefusedDetectorError(_admitted()[1][bare]) from None
        if is_user_code(name):
            return _USER_CODE
        raise UnknownDetectorError(name, names()) from None


def said(name: str) -> dict[str, Any]:
    """What a factory says of itself, or in ``broken`` why it says nothing; its code is imported.

    Raises:
        UnknownDetectorError: No entry point has this name.
        RefusedDetectorError: It cannot be let in.
    """
    point = entry(name)
    try:
        return as_said(point.load())
    except Exception as error:  # noqa: BLE001 - one broken plugin must not hide the others
        return {"broken": _because(error), "mendable": not isinstance(error, LeakbenchError)}


def listing(name: str) -> Listing:
    """What is known of a detector, or of a template under its bare name, without building it.

    Raises:
        UnknownDetectorError: No entry point has this name.
        RefusedDetectorError: It cannot be let in.
        DetectorArgumentError: There is an argument, and the detector takes none.
    """
    return listing_of(name, said(name))


def listing_of(name: str, told: dict[str, Any]) -> Listing:
    """The listing of a detector, of what it said elsewhere; nothing is imported.

    Raises:
        DetectorArgumentError: There is an argument, and the detector takes none.
    """
    point = entry(name)
    try:
        if "broken" in told:
            raise UnfitAboutError(str(told["broken"]))  # noqa: TRY301 - as what is unfit
        about = fit(told)
    except UnfitAboutError as error:
        package = point.dist.name if point.dist else point.name
        mendable = told.get("mendable", False) is True
        return Listing(
            name=name,
            version=None,
            available=False,
            install=f"pip install {package}" if mendable else "",
            reason=one_line(str(error)),
        )
    if about["takes"] is None and ":" in name:
        raise DetectorArgumentError(name, f"{point.name} takes no argument")
    package = about.pop("package")
    installed = _installed(package)
    return Listing(
        name=name,
        version=installed,
        available=installed is not None,
        reason=None if installed else f"{package} is not installed",
        **about,
    )


def listings() -> list[Listing]:
    """Every registered detector and template, by name."""
    return [listing(name) for name in names()]


def load(name: str) -> Detector:
    """Build a detector.

    Raises:
        UnknownDetectorError: No entry point has this name.
        DetectorArgumentError: An argument is missing, one too many, or of no use.
        UnavailableDetectorError: Its package, or one that it needs, cannot be imported.
    """
    listed = listing(name)
    point = entry(name)
    argument = name if point is _USER_CODE else split_name(name)[1]
    if listed.takes is not None and not argument:
        raise DetectorArgumentError(name, f"its argument is missing: {point.name}:{listed.takes}")
    if listed.reason is not None:
        raise UnavailableDetectorError(name, listed.install, listed.reason)
    factory: DetectorFactory = point.load()
    try:
        return factory(argument) if argument else factory()
    except ImportError as error:
        raise UnavailableDetectorError(name, listed.install, _because(error)) from error


def _refuse_credentials(name: str) -> None:
    """Let no password into results, messages or the arguments of a process."""
    shown = without_credentials(name)
    if shown != name:
        raise DetectorArgumentError(
            shown, "names are printed and stored: no password in one, but in the environment"
        )


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _because(error: Exception) -> str:
    return str(error) if isinstance(error, LeakbenchError) else f"{type(error).__name__}: {error}"
