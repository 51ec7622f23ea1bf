"""Drawing places: compiled kernels that fill a grid, a chunk of rows at a time.

What many share, an estate with its road and its height, follows from the county and a number of the
estate, so that neighbours agree.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled, inlined
from leakbench.generator.engine.lanes import prefetch
from leakbench.generator.engine.streams import Bits, Index, mixed
from leakbench.generator.population.place_kinds import KIND_BITS, Kinds, Knots
from leakbench.generator.population.place_vocabulary import NUMBERED, Drawn
from leakbench.generator.population.village_names import SHARE_BITS, NamedAfter

COLUMNS = (
    *("kind", "county", "water", "town", "village", "road", "number", "annex", "name"),
    *("building", "unit", "height", "storey", "door", "room", "group"),
)
"""What is known of a place, in the order of the columns of a grid."""

KIND, COUNTY, WATER, TOWN, VILLAGE, ROAD, NUMBER, ANNEX = range(8)
NAME, BUILDING, UNIT, HEIGHT, STOREY, DOOR, ROOM, GROUP = range(8, 16)

WIDTH = len(COLUMNS)
CHUNK = 256
"""Places that are drawn together, so that what is read of memory has come when it is needed."""

_SITES = 128  # estates, roads and villages of a county, of each kind
_HALF, _LOWEST = 32, 48  # what draws by fewer bits is shifted by
_ROAD_AFTER, _NAME_AFTER = 32, 40  # where the bits stand that say what is called after a village
_ROAD_OF, _NAME_OF = 40, 24  # and what those are shifted by that say which
_KIND_SHIFT = 64 - KIND_BITS
PART_SHIFT = 54
"""What random bits are shifted by, for forms are drawn by the upper 10."""


Grid = NDArray[np.int32]


class Ground(NamedTuple):
    """What the places of all uses are drawn from."""

    setting: Index
    water: Index
    kinds: Kinds
    knots: Knots
    drawn: Drawn
    named_after: NamedAfter
    by_part: NDArray[np.int8]
    towns: NDArray[np.int64]
    """First town and number of towns, of villages, of communities of each county; (counties, 6)."""
    town_of: NDArray[np.int32]
    group: int
    annex: int


@compiled
def number_of(knots: Knots, which: int, bits: np.uint64) -> int:
    """A number of a distribution, by the upper 32 bits."""
    place = np.int64(bits >> np.uint64(56))
    part = np.int64((bits >> np.uint64(32)) & np.uint64(0xFFFFFF))
    low = np.int64(knots[which, place])
    number: int = (low + (((knots[which, place + 1] - low) * part) >> 24)) >> 8
    return number


@compiled
def _upto(bits: np.uint64, count: int) -> int:
    """A number below ``count``, by the upper 32 bits."""
    part = (bits >> np.uint64(_HALF)) * np.uint64(count)
    number: int = np.int64(part >> np.uint64(_HALF))  # type: ignore[assignment] # inside kernels
    return number


@inlined
def site_bits(key: np.uint64, county: int, site: np.uint64, kind: int) -> np.uint64:
    """Random bits of the estate, road or village of a kind that is drawn by a site's bits."""
    number = _upto(site << np.uint64(KIND_BITS), _SITES)
    return mixed(key, (county * _SITES + number) * 64 + kind)


@inlined
def called_after(bits: np.uint64, share: int) -> bool:
    """Whether the lowest bits say that something is called after a village."""
    return bool(np.int64(bits & np.uint64((1 << SHARE_BITS) - 1)) < share)


class Source(NamedTuple):
    """What the places of a use are drawn from.

    Attributes:
        keys: Of the streams of places, and of what many share.
        by_setting: The kinds, shape (settings, 2 ** KIND_BITS).
        of_sites: Room for as many random bits as places are drawn at once.
        ground: What holds for every use.
    """

    keys: tuple[np.uint64, np.uint64]
    by_setting: NDArray[np.int8]
    of_sites: Bits
    ground: Ground


class Where(NamedTuple):
    """Whose places they are, and where, one entry a place.

    Attributes:
        whose: Index of whom.
        county: Index of the county.
        site: Whose kind of place and estate, road or village they share: their own, or another's.
    """

    whose: Index
    county: Index
    site: Index


@compiled
def _settle(source: Source, where: Where, first: int, places: tuple[Grid, Bits]) -> None:
    """Draw kind, site and village; what is far apart in memory is only asked for."""
    half, lowest = np.uint64(_HALF), np.uint64(_LOWEST)
    # Arrays of a tuple are counted at every use; a name for each is counted once.
    keys, by_setting, of_sites, ground = source
    settings_of, waters, of_kind, _, drawn, after, _, towns, town_of, _, _ = ground
    names, needs, rural, _, _, _, _, _, _, _, instead = of_kind
    share, first_after = after
    begins, offset, shift, inverse = drawn
    whose, counties, sites = where
    grid, seed = places
    for i in range(len(seed)):
        county = counties[first + i]
        own, site = mixed(keys[0], whose[first + i]), mixed(keys[0], sites[first + i])
        kind = int(by_setting[settings_of[county], np.int64(site >> np.uint64(_KIND_SHIFT))])
        villages = towns[county, 3] + towns[county, 5]
        if (needs[kind] == 1 and towns[county, 1] == 0) or (needs[kind] == 2 and villages == 0):
            kind = int(instead)
        row = i * WIDTH
        water = waters[county]
        grid[row + KIND], grid[row + COUNTY], grid[row + WATER] = kind, county, water
        of_site = site_bits(keys[1], county, site, kind)
        village = np.int64(0)
        if villages > 0:
            group = 2 if rural[kind] else 4
            if towns[county, group + 1] == 0:
                group = 6 - group
            village = towns[county, group] + _upto(of_site, towns[county, group + 1])
        road = offset[0, water] + np.int64((of_site << half) >> shift[0])
        name = offset[names[kind], water] + np.int64((of_site << lowest) >> shift[names[kind]])
        # A word that is known by now is told from a draw by its sign.
        if towns[county, 3] > 0:
            if called_after(of_site >> np.uint64(_ROAD_AFTER), share[0]):
                one = towns[county, 2] + _upto(of_site << np.uint64(_ROAD_OF), towns[county, 3])
                road = -1 - (first_after[0] - begins[0] + one)
            if called_after(of_site >> np.uint64(_NAME_AFTER), share[names[kind]]):
                one = towns[county, 2] + _upto(of_site << np.uint64(_NAME_OF), towns[county, 3])
                name = -1 - (first_after[names[kind]] + one)
        prefetch(town_of, village)
        prefetch(inverse, max(road, 0))
        prefetch(inverse, max(name, 0))
        grid[row + VILLAGE], grid[row + ROAD], grid[row + NAME] = village, road, name
        of_sites[i], seed[i] = of_site, own


@compiled
def _furnish(source: Source, places: tuple[Grid, Bits]) -> None:
    """Draw all else, and read what was asked for."""
    half, third = np.uint64(_HALF), np.uint64(KIND_BITS)
    _, _, of_sites, ground = source
    settings_of, _, of_kind, knots, drawn, _, by_part, towns, town_of, groups, annexes = ground
    names, _, _, compound, numbers, buildings, units, doors, heights, works, _ = of_kind
    begins, _, _, inverse = drawn
    grid, seed = places
    for i in range(len(seed)):
        own, of_site = seed[i], of_sites[i]
        row = i * WIDTH
        kind, county = np.int64(grid[row + KIND]), np.int64(grid[row + COUNTY])
        village = grid[row + VILLAGE]
        if village > 0:
            grid[row + TOWN] = town_of[village]
        elif towns[county, 1] > 0:
            grid[row + TOWN] = towns[county, 0] + _upto(of_site, towns[county, 1])
        else:
            grid[row + TOWN] = 0
        road, name = grid[row + ROAD], grid[row + NAME]
        grid[row + ROAD] = inverse[road] if road >= 0 else -1 - road
        grid[row + NAME] = begins[names[kind]] + inverse[name] if name >= 0 else -1 - name
        numbering = mixed(of_site if compound[kind] else own, 1)
        grid[row + NUMBER] = number_of(knots, numbers[kind], numbering)
        grid[row + ANNEX] = number_of(knots, annexes, numbering << half)
        shape, inside, flat = mixed(of_site, 2), mixed(own, 2), mixed(own, 3)
        form = np.int64(by_part[works[kind], np.int64(shape >> np.uint64(PART_SHIFT))])
        number = number_of(knots, buildings[kind], inside)
        grid[row + BUILDING] = form * NUMBERED + number if number > 0 else 0
        form = np.int64(by_part[2, np.int64((shape << third) >> np.uint64(PART_SHIFT))])
        number = number_of(knots, units[kind], inside << half)
        grid[row + UNIT] = form * NUMBERED + number if number > 0 else 0
        height = number_of(knots, heights[kind, settings_of[county]], shape << half)
        door = number_of(knots, doors[kind], flat << half)
        storey = 1 + _upto(flat, height)
        grid[row + HEIGHT], grid[row + STOREY], grid[row + DOOR] = height, storey, door
        grid[row + ROOM] = storey * 100 + door
        # Where there are groups nobody counts storeys, so one draw does for both.
        grid[row + GROUP] = number_of(knots, groups, flat)


@compiled
def draw_rows(source: Source, where: Where, first: int, places: tuple[Grid, Bits]) -> None:
    """Fill in the grid, row after row, of the places of these indices and counties.

    Args:
        source: What they are drawn from.
        where: Whose places they are, and where.
        first: The first index to draw; as many follow as the grid has rows.
        places: The grid and the seeds.
    """
    _settle(source, where, first, places)
    _furnish(source, places)
