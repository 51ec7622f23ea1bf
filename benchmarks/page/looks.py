"""How detectors look on the page: a class of the style sheet, and a mark, each."""

from collections.abc import Iterable
from importlib.resources import files
from typing import Final, NamedTuple

from leakbench.benchmarks.page.identities import identity

# Symbols of marks.svg by the names that figures have for them.
_SYMBOLS: Final = {
    "o": "circle",
    "s": "square",
    "^": "up",
    "v": "down",
    "<": "left",
    ">": "right",
    "D": "diamond",
    "P": "plus",
    "X": "cross",
    "h": "hexagon",
    "p": "pentagon",
    "*": "star",
}


class Look(NamedTuple):
    """A detector's class in the style sheet, and the name of its mark's symbol."""

    style: str
    mark: str


def looks_of(detectors: Iterable[str]) -> dict[str, Look]:
    """The look of each detector, as on every figure."""
    return {
        name: Look(f"look-{number}", _SYMBOLS[identity(name).mark])
        for number, name in enumerate(sorted(set(detectors)))
    }


def look_style(looks: dict[str, Look]) -> str:
    """The colours of looks, on light and on dark paper, as a style sheet."""
    rules = []
    for name, look in looks.items():
        told = identity(name)
        rules.append(f".{look.style}{{--own:light-dark({told.colour},{told.dark})}}")
    return "\n".join(rules)


def marks() -> str:
    """All marks, to be used by name."""
    return files("leakbench.benchmarks.page").joinpath("marks.svg").read_text("utf-8")


def glyph(look: Look) -> str:
    """A detector's mark, as HTML."""
    symbol = f'<use href="#mark-{look.mark}"/>'
    return f'<svg class="mark" viewBox="-7 -7 14 14" aria-hidden="true">{symbol}</svg>'
