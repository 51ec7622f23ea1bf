"""Which registered names are let in: one claimant each, none of ours, nothing that is no name."""

import re
from collections.abc import Iterable
from importlib.metadata import EntryPoint
from itertools import groupby
from typing import Final

HOUSE: Final = "leakbench"

# Letters of any script; nothing that a path, a page, a terminal or a union of names takes for more.
_NAME: Final = re.compile(r"\w[\w.-]{0,63}")

Admitted = tuple[dict[str, EntryPoint], dict[str, str]]
"""Entry points by name; and why names, or some who claim them, were refused."""


def is_house(point: EntryPoint) -> bool:
    """Whether an entry point is leakbench's own, code and all."""
    of = None if point.dist is None else point.dist.name
    return of == HOUSE and point.module.partition(".")[0] == HOUSE


def admitted(points: Iterable[EntryPoint]) -> Admitted:
    """Sort out what was registered.

    A name that is ours stays ours whoever else claims it. One that two others claim is nobody's:
    which of them is meant is not for an order of folders to say.
    """
    entries: dict[str, EntryPoint] = {}
    refused: dict[str, str] = {}
    for name, some in groupby(sorted(points, key=_name_of), key=_name_of):
        claimants = list(some)
        house = [point for point in claimants if is_house(point)]
        others = " and ".join(sorted(_origin(point) for point in claimants if point not in house))
        if not _NAME.fullmatch(name):
            shown = name if len(name) <= 64 else f"{name[:64]}…"
            refused[name] = f"detector {shown!r} of {others}: names are of letters, digits, _ . -"
        elif house:
            entries[name] = house[0]
            if others:
                refused[name] = f"detector {name!r} of {others}: leakbench has one of this name"
        elif len(claimants) > 1:
            refused[name] = f"two detectors are called {name!r}, of {others}: uninstall one"
        else:
            entries[name] = claimants[0]
    return entries, refused


def _name_of(point: EntryPoint) -> str:
    return point.name


def _origin(point: EntryPoint) -> str:
    return repr(point.value) if point.dist is None else f"{point.dist.name} {point.dist.version}"
