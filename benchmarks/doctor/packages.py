"""Which packages are installed, of those that leakbench and its extras ask for."""

import platform
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version
from typing import Final, NamedTuple

from leakbench.benchmarks.doctor.findings import Finding

FOR_AUTHORS: Final = {"dev", "docs", "perf"}  # extras for work on leakbench itself

_REQUIREMENT: Final = re.compile(
    r"(?P<name>[\w.-]+)(?:\[[^]]*])?(?:>=(?P<least>[\w.]+))?(?:.*extra == ['\"](?P<extra>[\w-]+))?"
)


class Asked(NamedTuple):
    """A distribution that is asked for.

    Attributes:
        name: As it is written.
        least: The lowest version that will do; empty if any does.
        extra: For whom; empty for the core.
    """

    name: str
    least: str
    extra: str


def package_findings() -> Iterator[Finding]:
    """Of leakbench and Python, of each package of the core, and of each extra."""
    asked = [asked_of(text) for text in requires("leakbench") or ()]
    python = f"{platform.python_implementation()} {platform.python_version()}"
    yield Finding("leakbench", "ok", f"{version('leakbench')}, {python}, {platform.platform()}")
    yield _core([one for one in asked if not one.extra])
    yield from _extras([one for one in asked if one.extra and one.extra not in FOR_AUTHORS])


def _core(asked: Iterable[Asked]) -> Finding:
    """Whether all packages of the core are there, new enough, and can be imported."""
    wrong = {one.name: reason for one in asked if (reason := _wrong(one) or _unimportable(one))}
    if not wrong:
        told = ", ".join(f"{one.name} {version(one.name)}" for one in asked)
        return Finding("core", "ok", told)
    told = "; ".join(f"{name} {reason}" for name, reason in wrong.items())
    return Finding("core", "broken", told, "pip install --upgrade leakbench")


def _extras(asked: Sequence[Asked]) -> Iterator[Finding]:
    """Which extras are whole, what others lack, and of which there is nothing."""
    whole, nothing = [], []
    for extra in sorted({one.extra for one in asked}):
        mine = [one for one in asked if one.extra == extra]
        wrong = {one.name: reason for one in mine if (reason := _wrong(one))}
        if not wrong:
            whole.append(extra)
        elif len(wrong) == len(mine):
            nothing.append(extra)
        else:
            told = "; ".join(f"{name} {reason}" for name, reason in wrong.items())
            title = f"leakbench[{extra}]"
            yield Finding(title, "missing", told, f"pip install '{title}'")
    if whole:
        yield Finding("extras", "ok", ", ".join(whole))
    if nothing:
        told = f"nothing of {', '.join(nothing)}"
        yield Finding("extras", "missing", told, "pip install 'leakbench[NAME]'")


def asked_of(text: str) -> Asked:
    """A requirement as metadata write it; what its marker says of Pythons is left out."""
    found = _REQUIREMENT.match(text)
    assert found is not None  # noqa: S101 - metadata of a distribution are valid
    return Asked(found["name"], found["least"] or "", found["extra"] or "")


def _wrong(one: Asked) -> str | None:
    """Why an installed version will not do; None if it will."""
    try:
        installed = version(one.name)
    except PackageNotFoundError:
        return "is not installed"
    if _release(installed) < _release(one.least):
        return f"is {installed}, and at least {one.least} is needed"
    return None


def _release(text: str) -> tuple[int, ...]:
    """The numbers that a version begins with."""
    found = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(map(int, found[0].split("."))) if found else ()


def _unimportable(one: Asked) -> str | None:
    """Why a package cannot be imported; None if it can."""
    for module in _modules().get(one.name.lower(), ()):
        try:
            import_module(module)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            return f"cannot be imported: {type(error).__name__}: {error}"
    return None


@cache
def _modules() -> Mapping[str, list[str]]:
    """The public modules of each distribution, by its name in small letters."""
    found: dict[str, list[str]] = {}
    for module, owners in packages_distributions().items():
        for owner in owners:
            if not module.startswith("_"):
                found.setdefault(owner.lower(), []).append(module)
    return found
