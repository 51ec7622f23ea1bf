"""How detectors look on the page: a class of the style sheet, and a mark, each."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from leakbench.benchmarks.figures.identities import identities

_HALF: Final = 5  # pixels from the centre of a mark to its side


class Look(NamedTuple):
    """A detector's classes in the style sheet, and the name of its mark's symbol."""

    style: str
    mark: str


class Looks(NamedTuple):
    """How all detectors of a page look.

    Attributes:
        by_name: The look of each.
        style: Their colours, on light and on dark paper, as a style sheet.
        marks: Their marks as SVG symbols, to be used by name.
    """

    by_name: Mapping[str, Look]
    style: str
    marks: str


def looks_of(detectors: Iterable[str], house: Collection[str] = ()) -> Looks:
    """The looks of detectors, as on every figure; hollow if they are of this house."""
    told = identities(sorted(set(detectors)))
    by_name = {
        name: Look(f"look-{number}{' hollow' if name in house else ''}", identity.mark.name)
        for number, (name, identity) in enumerate(told.items())
    }
    rules = [
        f".look-{number}{{--own:light-dark({identity.colour},{identity.dark})}}"
        for number, identity in enumerate(told.values())
    ]
    paths = {identity.mark.name: identity.mark.path for identity in told.values()}
    symbols = [
        f'<symbol id="mark-{name}" overflow="visible"><path vector-effect="non-scaling-stroke"'
        f' transform="scale({_HALF})" d="{path}"/></symbol>'
        for name, path in paths.items()
    ]
    marks = f'<svg class="hidden" aria-hidden="true">{"".join(symbols)}</svg>'
    return Looks(by_name, "\n".join(rules), marks)


def glyph(look: Look) -> str:
    """A detector's mark, as HTML."""
    symbol = f'<use href="#mark-{look.mark}"/>'
    return f'<svg class="mark {look.style}" viewBox="-7 -7 14 14" aria-hidden="true">{symbol}</svg>'
