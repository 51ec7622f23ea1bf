"""One colour and one mark a detector, the same on every figure and page.

Nothing here draws, so that pages take both without matplotlib.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from itertools import product
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """The mark of a detector in plots.

    Attributes:
        name: What it is called, such as ``triangle_up``.
        filled: Whether it is full of its colour; marks of this house are hollow.
        matplotlib: Its name in matplotlib.
        path: Its outline as an SVG path around 0,0; y grows downwards, and the square is 2 wide.
    """

    name: str
    filled: bool
    matplotlib: str
    path: str


class Identity(NamedTuple):
    """How a detector looks.

    Attributes:
        colour: Its colour on a light background, ``#RRGGBB``.
        dark: Its colour on a dark background.
        mark: Its mark.
    """

    colour: str
    dark: str
    mark: Mark


def identity(name: str) -> Identity:
    """How a detector looks when no others are beside it; see :func:`identities`."""
    return identities([name])[name]


def identities(names: Iterable[str]) -> dict[str, Identity]:
    """How the detectors of one picture look.

    Those that come with leakbench always look the same. Others have what is left, by a hash of
    their names, and differ from each other as long as anything is left: a picture's own are then
    told apart, and a name keeps its look in all pictures but those where two would look alike.

    Args:
        names: All detectors of the picture; several that share a row are one name, joined with a
            comma, and look like the first.

    Returns:
        A look for each name, in the order given.
    """
    given = list(dict.fromkeys(names))
    known, rest = _fixed(), _rest()
    taken: dict[str, Identity] = {}
    used: set[int] = set()
    for first in sorted({_first(name) for name in given} - known.keys()):
        if len(used) == len(rest):  # more strangers than looks: they begin anew
            used.clear()
        start = int.from_bytes(blake2b(first.encode(), digest_size=8).digest()) % len(rest)
        place = next(
            at for step in range(len(rest)) if (at := (start + step) % len(rest)) not in used
        )
        used.add(place)
        taken[first] = rest[place]
    return {name: known.get(_first(name)) or taken[_first(name)] for name in given}


def _first(name: str) -> str:
    return name.split(", ", 1)[0]


@cache
def palette() -> tuple[Identity, ...]:
    """All looks that there are: those of this house, then those of others."""
    house = {look for name, look in _fixed().items() if name in _data()["house"]}
    return (*sorted(house), *_of_others())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(
        files("leakbench.benchmarks.figures").joinpath("identities.toml").read_text("utf-8")
    )


def _look(colour: str, mark: str, *, filled: bool) -> Identity:
    shades, outline = _data()["colours"][colour], _data()["marks"][mark]
    drawn = Mark(mark, filled, outline["matplotlib"], outline["path"])
    return Identity(shades["light"], shades["dark"], drawn)


@cache
def _fixed() -> dict[str, Identity]:
    """Looks of the detectors that come with leakbench, by name."""
    return {
        name: _look(*look, filled=side == "others")
        for side in ("house", "others")
        for name, look in _data()[side].items()
    }


@cache
def _of_others() -> tuple[Identity, ...]:
    """All filled marks in all colours that are not of this house."""
    ours = {colour for colour, _ in _data()["house"].values()}
    colours = [colour for colour in _data()["colours"] if colour not in ours]
    return tuple(
        _look(colour, mark, filled=True) for mark, colour in product(_data()["marks"], colours)
    )


@cache
def _rest() -> tuple[Identity, ...]:
    """Those that no detector that comes with leakbench has."""
    fixed = set(_fixed().values())
    return tuple(look for look in _of_others() if look not in fixed)
