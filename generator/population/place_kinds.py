"""What kinds of places there are, how often each is where, and how their numbers are spread.

``data/place_kinds.csv`` says what a place of a kind has, ``place_shares.csv`` how many of the
homes, work places and addressees of a county are of it, ``place_numbers.csv`` how large numbers
are.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.streams import Index
from leakbench.generator.engine.tables import slots, table, weights

KIND_BITS = 10
WATERS = ("dry", "river", "sea")

_KNOTS = 8  # bits: a number is drawn between two of so many knots of its distribution
_REGIONS = ("", "lanes", "alleys", "steppe")
_NEEDS = ("", "town", "village")
_UNNAMED = "letter"  # a short list for what has no name, which is then not written
_INSTEAD = "house"  # where a kind lacks what it needs

Knots = NDArray[np.int32]
"""Numbers at equal steps of probability, times 256; shape (distributions, 257)."""


class Kinds(NamedTuple):
    """What places of each kind have; every array has an entry for each kind.

    Attributes:
        names: The word list that names them, by its place in the lists given.
        needs: 0 nothing, 1 a town, 2 a village; what lacks it is of the kind ``instead``.
        rural: Whether they lie in villages rather than among townspeople.
        compound: Whether many share a number of the road, as the flats of an estate do.
        number, building, unit, door: Distributions of their numbers.
        height: Distributions of storeys, shape (kinds, settings).
        works: Whether buildings are numbered as those of firms are.
        instead: A kind that needs nothing.
    """

    names: NDArray[np.int64]
    needs: NDArray[np.int64]
    rural: NDArray[np.int64]
    compound: NDArray[np.int64]
    number: NDArray[np.int64]
    building: NDArray[np.int64]
    unit: NDArray[np.int64]
    door: NDArray[np.int64]
    height: NDArray[np.int64]
    works: NDArray[np.int64]
    instead: int


class Settings(NamedTuple):
    """Where a county lies, as far as it decides what its places are like.

    Attributes:
        setting: Twice the region, plus 1 for a district of a city, for each county.
        water: 0 where it is dry, 1 at rivers, 2 at the sea.
    """

    setting: Index
    water: Index


@cache
def kind_names() -> tuple[str, ...]:
    """The kinds, in the order of their codes."""
    return tuple(table("place_kinds")["kind"])


@cache
def distributions() -> tuple[tuple[str, ...], Knots]:
    """The distributions of numbers: names and knots; the first, without a name, is always 0."""
    rows = table("place_numbers")
    low, high, weight = (np.array(rows[key], np.float64) for key in ("low", "high", "weight"))
    names = tuple(dict.fromkeys(rows["name"]))
    steps = np.arange((1 << _KNOTS) + 1) / (1 << _KNOTS)
    knots = np.zeros((len(names) + 1, len(steps)))
    for place, name in enumerate(names):
        mine = np.array([other == name for other in rows["name"]])
        share = np.concatenate([[0], np.cumsum(weight[mine]) / weight[mine].sum()])
        # A band begins where the one before ends, so its first number stands at both.
        band = np.clip(np.searchsorted(share, steps, side="right") - 1, 0, mine.sum() - 1)
        within = (steps - share[band]) / (share[band + 1] - share[band])
        knots[place + 1] = low[mine][band] + within * (high[mine] - low[mine] + 1)[band]
        knots[place + 1, -1] = high[mine][-1] + 0.99
    return names, np.floor(knots * 256).astype(np.int32)


def distribution(name: str) -> int:
    """The place of a distribution; 0 without a name."""
    return distributions()[0].index(name) + 1 if name else 0


@cache
def settings() -> Settings:
    """The setting of every county."""
    divisions, regions = table("divisions"), table("address_regions")
    of_province = {
        code: (_REGIONS.index(region), WATERS.index(water))
        for code, region, water in zip(*(regions[key] for key in regions), strict=True)
    }
    elsewhere = (0, WATERS.index("river"))
    found = [of_province.get(code[:2], elsewhere) for code in divisions["code"]]
    region, water = np.array(found, np.int64).T
    city = np.array([not county or county[-1] == "区" for county in divisions["county"]])
    return Settings(2 * region + city, water)


def kinds(lists: tuple[str, ...]) -> Kinds:
    """What places of each kind have.

    Args:
        lists: The word lists that name places, in the order of their numbers.
    """
    rows = table("place_kinds")

    def numbered(column: str) -> NDArray[np.int64]:
        return np.array([distribution(name) for name in rows[column]])

    known = distributions()[0]
    height = []
    for name in rows["height"]:
        wheres = [
            "steppe" if region == "steppe" and not city else "city" if city else "county"
            for region in _REGIONS
            for city in (False, True)
        ]
        named = [f"{name}_{where}" if f"{name}_{where}" in known else name for where in wheres]
        height.append([distribution(one) for one in named])
    return Kinds(
        names=np.array([lists.index(name or _UNNAMED) for name in rows["names"]]),
        needs=np.array([_NEEDS.index(name) for name in rows["needs"]]),
        rural=np.array([entry == "yes" for entry in rows["rural"]], np.int64),
        compound=np.array([entry == "yes" for entry in rows["compound"]], np.int64),
        number=numbered("number"),
        building=numbered("building"),
        unit=numbered("unit"),
        door=numbered("door"),
        height=np.array(height),
        works=np.array([not name.startswith("home") for name in rows["door"]], np.int64),
        instead=rows["kind"].index(_INSTEAD),
    )


def kinds_by_setting(use: str) -> NDArray[np.int8]:
    """Inverse distributions of kinds for each setting, shape (settings, 2 ** KIND_BITS).

    Args:
        use: What the places are for: ``home``, ``work``, ``delivery`` or ``property``.
    """
    rows, known = table("place_shares"), kind_names()
    shares = np.zeros((len(_REGIONS), 2, len(known)))
    by_column = (weights("place_shares", "county"), weights("place_shares", "city"))
    for row, (of, kind, region) in enumerate(
        zip(*(rows[key] for key in ("use", "kind", "region")), strict=True)
    ):
        if of == use:
            where = slice(None) if not region else _REGIONS.index(region)
            for city in (0, 1):
                shares[where, city, known.index(kind)] += by_column[city][row]
    settings_of = shares.reshape(2 * len(_REGIONS), len(known))
    return np.array([slots(share, KIND_BITS) for share in settings_of], np.int8)
