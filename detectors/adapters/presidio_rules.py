"""What the tuned Presidio knows of Chinese identifiers, read from ``presidio_rules.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from leakbench.detectors.patterns import written_out

ENOUGH = 0.4  # a span that is less sure than this needs a context word beside it
CONTEXT_GIVES = 0.35  # what a context word adds to a score
NEAR = 12  # characters before a value in which a context word counts

# Verbose, and ASCII: Presidio ignores case, which must not let a Kelvin sign pass for a K.
_FLAGS: Final = "(?ax)"


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of value is written.

    Attributes:
        label: What it is.
        context: Words that make it likelier when they stand before it.
        check: Name of the check that a value must pass, or None.
        patterns: Name, score and verbose regular expression of each way of writing.
    """

    label: str
    context: tuple[str, ...]
    check: str | None
    patterns: tuple[tuple[str, float, str], ...]


@cache
def rules() -> tuple[Rule, ...]:
    """All of them, fragments in double angle brackets written out."""
    source = files("leakbench.detectors.adapters").joinpath("presidio_rules.toml")
    content = tomllib.loads(source.read_text("utf-8"))
    return tuple(
        Rule(
            label=one["label"],
            context=tuple(one.get("context", ())),
            check=one.get("check"),
            patterns=tuple(
                (
                    way["name"],
                    way["score"],
                    _FLAGS + written_out(way["regex"], content["fragments"]),
                )
                for way in one["patterns"]
            ),
        )
        for one in content["recognizers"]
    )
