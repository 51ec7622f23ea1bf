"""Places in a county: of which kind, in which village, on which road, behind which number.

A place is a pure function of its use and its index, and knows nothing of how it is written. What
many share, an estate with its road and its height, follows from the county and a number of the
estate, so that neighbours agree.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, mixed, stream_key
from leakbench.generator.population.place_kinds import (
    KIND_BITS,
    Kinds,
    Settings,
    distribution,
    distributions,
    kinds,
    kinds_by_setting,
    settings,
)
from leakbench.generator.population.place_vocabulary import NUMBERED, Drawn, PlaceVocabulary

COLUMNS = (
    *("kind", "county", "water", "town", "village", "road", "number", "annex", "name"),
    *("building", "unit", "height", "storey", "door", "room", "group"),
)
"""What is known of a place, in the order of the columns of ``Places.grid``."""

KIND, COUNTY, WATER, TOWN, VILLAGE, ROAD, NUMBER, ANNEX = range(8)
NAME, BUILDING, UNIT, HEIGHT, STOREY, DOOR, ROOM, GROUP = range(8, 16)

_SITES = 128  # estates, roads and villages of a county, of each kind
_HALF = 32
_KIND_SHIFT = 64 - KIND_BITS
_PART_SHIFT = 54  # forms are drawn by 10 bits
_WIDTH = len(COLUMNS)

Grid = NDArray[np.int32]


class Places(NamedTuple):
    """Places, one a row.

    Attributes:
        grid: Their columns, shape (places, columns): numbers, or places in ``PlaceVocabulary``
            counted from where the field begins.
        seed: Random bits of each, from which small things about it are drawn, such as what
            stands opposite.
    """

    grid: Grid
    seed: Bits

    def column(self, name: str) -> NDArray[np.int64]:
        """One of ``COLUMNS``, shape (places,)."""
        return self.grid[:, COLUMNS.index(name)].astype(np.int64)


class _Ground(NamedTuple):
    """What places are drawn from."""

    setting: Index
    water: Index
    kinds: Kinds
    knots: NDArray[np.int64]
    drawn: Drawn
    by_part: NDArray[np.int8]
    towns: NDArray[np.int64]
    """First town and number of towns, of villages, of communities of each county; (counties, 6)."""
    town_of: NDArray[np.int32]
    group: int
    annex: int


@compiled
def _number(knots: NDArray[np.int64], which: int, bits: np.uint64) -> int:
    """A number of a distribution, by the upper 32 bits."""
    place = np.int64(bits >> np.uint64(56))
    part = np.int64((bits >> np.uint64(32)) & np.uint64(0xFFFFFF))
    low = knots[which, place]
    return (low + (((knots[which, place + 1] - low) * part) >> 24)) >> 8


@compiled
def _upto(bits: np.uint64, count: int) -> int:
    """A number below ``count``, by the upper 32 bits."""
    return np.int64(((bits >> np.uint64(_HALF)) * np.uint64(count)) >> np.uint64(_HALF))


@compiled
def _draw(
    keys: tuple[np.uint64, np.uint64],
    by_setting: NDArray[np.int8],
    ground: _Ground,
    where: tuple[Index, Index],
    places: tuple[Grid, Bits],
) -> None:
    """Fill in the grid, row after row, of the places of these indices and counties."""
    half, third = np.uint64(_HALF), np.uint64(KIND_BITS)
    # Arrays of a tuple are counted at every use; a name for each is counted once.
    settings_of, waters, of_kind, knots, drawn, by_part, towns, town_of, groups, annexes = ground
    names, needs, rural, compound, numbers, buildings, units, doors, heights, works, instead = of_kind
    first, offset, shift, inverse = drawn
    index, counties = where
    grid, seed = places
    for i in range(len(index)):
        county = counties[i]
        water = waters[county]
        setting = settings_of[county]
        own = mixed(keys[0], index[i])
        kind = np.int64(by_setting[setting, np.int64(own >> np.uint64(_KIND_SHIFT))])
        villages = towns[county, 3] + towns[county, 5]
        if (needs[kind] == 1 and towns[county, 1] == 0) or (needs[kind] == 2 and villages == 0):
            kind = instead
        row = i * _WIDTH
        grid[row + KIND], grid[row + COUNTY], grid[row + WATER] = kind, county, water
        site = (county * _SITES + _upto(own << third, _SITES)) * 64 + kind
        of_site = mixed(keys[1], site)
        shared = mixed(of_site, 1)
        other = mixed(own, 2)
        # Where
        village, town = 0, 0
        if villages > 0:
            group = 2 if rural[kind] else 4
            if towns[county, group + 1] == 0:
                group = 6 - group
            village = towns[county, group] + _upto(of_site, towns[county, group + 1])
            town = np.int64(town_of[village])
        elif towns[county, 1] > 0:
            town = towns[county, 0] + _upto(of_site, towns[county, 1])
        grid[row + TOWN], grid[row + VILLAGE] = town, village
        # On which road, under which name and number
        entry = offset[0, water] + np.int64((of_site << half) >> shift[0])
        grid[row + ROAD] = inverse[entry]
        numbering = shared if compound[kind] else other
        grid[row + NUMBER] = _number(knots, numbers[kind], numbering)
        grid[row + ANNEX] = _number(knots, annexes, numbering << half)
        named = names[kind]
        name = 0
        if named >= 0:
            entry = offset[named, water] + np.int64(mixed(of_site, 3) >> shift[named])
            name = first[named] + inverse[entry]
        grid[row + NAME] = name
        # Where inside
        shape, inside, flat = mixed(of_site, 4), mixed(own, 5), mixed(own, 6)
        form = np.int64(by_part[works[kind], np.int64(shape >> np.uint64(_PART_SHIFT))])
        number = _number(knots, buildings[kind], inside)
        grid[row + BUILDING] = form * NUMBERED + number if number > 0 else 0
        form = np.int64(by_part[2, np.int64((shape << third) >> np.uint64(_PART_SHIFT))])
        number = _number(knots, units[kind], inside << half)
        grid[row + UNIT] = form * NUMBERED + number if number > 0 else 0
        height = _number(knots, heights[kind, setting], shape << half)
        door = _number(knots, doors[kind], other << half)
        storey = 1 + _upto(flat, height)
        grid[row + HEIGHT], grid[row + STOREY], grid[row + DOOR] = height, storey, door
        grid[row + ROOM] = storey * 100 + door
        grid[row + GROUP] = _number(knots, groups, flat << half)
        seed[i] = own


class PlaceTables:
    """Draws the places of one split."""

    def __init__(self, population: Population) -> None:
        self._population = population
        words = population.vocabulary(PlaceVocabulary)
        towns = words.towns
        ranges = (towns.of_county, towns.of_villagers, towns.of_residents)
        where: Settings = settings()
        self._ground = _Ground(
            setting=where.setting,
            water=where.water,
            kinds=kinds(words.lists),
            knots=distributions()[1],
            drawn=words.drawn,
            by_part=words.by_part,
            towns=np.stack([part for some in ranges for part in some], axis=1).astype(np.int64),
            town_of=towns.town,
            group=distribution("group"),
            annex=distribution("annex"),
        )
        self._by_setting: dict[str, NDArray[np.int8]] = {}

    def draw(self, use: str, index: Index, county: NDArray[np.integer]) -> Places:
        """Places of a use (``home``, ``work``, ``delivery``, ``property``) in the given counties.

        Args:
            use: What they are for.
            index: Whose they are.
            county: Index of the county of each.
        """
        if use not in self._by_setting:
            self._by_setting[use] = kinds_by_setting(use)
        streams = self._population.streams
        keys = (
            stream_key(streams.seed, streams.scope, f"place/{use}"),
            stream_key(streams.seed, streams.scope, "place/site"),
        )
        places = Places(
            np.empty((len(index), len(COLUMNS)), np.int32), np.empty(len(index), np.uint64)
        )
        filled = places.grid.ravel(), places.seed
        where = index, county.astype(np.int64)
        _draw(keys, self._by_setting[use], self._ground, where, filled)
        return places
