"""Lists of flats in their order: one after another, entrance by entrance, house by house.

How many entrances a house has, how many flats a storey, where the list begins and how many flats
it leaves out follow from the list, so that each flat stands where its place in the list says.
"""

import numpy as np

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.streams import Index, mixed, one_of
from leakbench.generator.population.place_drawing import (
    BUILDING,
    DOOR,
    HEIGHT,
    KIND,
    PART_SHIFT,
    ROOM,
    STOREY,
    UNIT,
    WIDTH,
    Grid,
    Source,
    Where,
    number_of,
    site_bits,
)
from leakbench.generator.population.place_kinds import KIND_BITS
from leakbench.generator.population.place_vocabulary import NUMBERED

ALONE = -1
"""The place of a flat that stands in no order."""

_NUMBERED_ENTRANCES = 2  # of a house, at least, if they have numbers
_FEWEST_DOORS, _MORE_DOORS = 2, 3
_LEFT_OUT = 3  # flats of which a list may have one only


@compiled
def walk(source: Source, where: Where, place: Index, grid: Grid) -> None:
    """Put flats where their places in lists say.

    Args:
        source: What they were drawn from.
        where: Whose they are, and where; all of a list share a site.
        place: The place of each in its list, or ``ALONE``.
        grid: The flats as they were drawn, flat; their houses, entrances, storeys and doors are
            drawn anew.
    """
    keys, _, _, ground = source
    part_shift, third = np.uint64(PART_SHIFT), np.uint64(KIND_BITS)
    of_kind, knots, by_part = ground.kinds, ground.knots, ground.by_part
    whose, counties, sites = where
    for i in range(len(place)):
        if place[i] == ALONE:
            continue
        row = i * WIDTH
        kind = int(grid[row + KIND])
        of_list = mixed(keys[0], sites[i])
        bits = mixed(of_list, 4)
        shape = mixed(site_bits(keys[1], counties[i], of_list, kind), 2)
        entrances = number_of(knots, of_kind.unit[kind], bits)
        entrances = max(entrances, _NUMBERED_ENTRANCES) if entrances > 0 else 1
        doors = _FEWEST_DOORS + one_of(bits, 1, _MORE_DOORS)
        step = 1 + int(one_of(bits, 2, _LEFT_OUT))
        flat = place[i] * step + one_of(mixed(keys[0], whose[i]), 3, step)
        height = np.int64(grid[row + HEIGHT])
        floor, door = flat // doors, 1 + flat % doors
        entrance, storey = floor // height, 1 + floor % height
        house = entrance // entrances
        if one_of(bits, 4, 2) == 0:  # else the list begins with the first house
            house += number_of(knots, of_kind.building[kind], mixed(of_list, 5))
        form = np.int64(by_part[of_kind.works[kind], shape >> part_shift])
        grid[row + BUILDING] = form * NUMBERED + 1 + house % (NUMBERED - 1)
        form = np.int64(by_part[2, (shape << third) >> part_shift])
        grid[row + UNIT] = form * NUMBERED + 1 + entrance % entrances if entrances > 1 else 0
        grid[row + STOREY], grid[row + DOOR] = storey, door
        grid[row + ROOM] = storey * 100 + door
