"""The patterns of ``hyperscan_scan``: ``scan_patterns.toml`` in the engine's dialect."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from leakbench.detectors.patterns import Fragments, written_out


@dataclass(frozen=True, slots=True)
class Scanned:
    """How one kind of number is looked for.

    Attributes:
        label: What a match is.
        expression: For the engine; it takes in a character behind a value, and maybe one before.
        skip: Characters of a match before its value, or before the search for its beginning.
        value: What that beginning is, ``digit`` or ``letter``; empty where it begins at once.
        checks: Names of what it must pass.
    """

    label: str
    expression: bytes
    skip: int
    value: str
    checks: tuple[str, ...]


@cache
def scan_patterns() -> tuple[Scanned, ...]:
    """The patterns in the order in which they are declared."""
    source = files("leakbench.detectors.data").joinpath("scan_patterns.toml")
    content = tomllib.loads(source.read_text("utf-8"))
    return tuple(_read(one, content["fragments"]) for one in content["patterns"])


def _read(declared: dict[str, Any], fragments: Fragments) -> Scanned:
    before, regex, after = (
        written_out(declared[part], fragments) for part in ("before", "regex", "after")
    )
    opening = f"[^{before}]" if before else ""
    return Scanned(
        label=declared["label"],
        expression=f"(?x) {opening} (?: {regex} ) [^{after}]".encode(),
        skip=bool(before) + declared.get("cue", 0),
        value=declared.get("value", ""),
        checks=tuple(declared.get("check", ())),
    )
