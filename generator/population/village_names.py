"""What is called after villages: roads, estates and works that have grown where they stood.

A word list of places is short beside all that there is, and what is built on a village's land
keeps its name: 东坝 gives 东坝路, 东坝家园 and 东坝工业园. So part of a list's entries in a county
are its villages with an ending of the list, each village with one of its own.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.tables import pick, slots, table
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.population.compounds import Words, words_of
from leakbench.generator.population.towns import Towns

SHARE_BITS = 8
"""Random bits that say whether something is called after a village."""

_LONGEST = 3  # characters of a village after which something is called
UNITS = "楼号层弄组座栋幢室院"
"""What a house number goes on with: a name that begins so would be taken for it (651楼岔子公寓)."""

_HAN = 3  # bytes of a Chinese character
_FIRST = np.array([int.from_bytes(unit.encode()) for unit in UNITS])


class NamedAfter(NamedTuple):
    """How often entries of each list are called after villages, and where these names stand.

    Attributes:
        share: Of ``2 ** SHARE_BITS``, shape (lists,).
        first: The word of entry 0 of ``Towns.village``, shape (lists,).
    """

    share: NDArray[np.int64]
    first: NDArray[np.int64]


def shares() -> dict[str, int]:
    """The lists with such names, and their shares of ``2 ** SHARE_BITS``."""
    rows = table("named_after")
    return {
        name: round(float(share) / 100 * (1 << SHARE_BITS))
        for name, after, share in zip(rows["list"], rows["after"], rows["share"], strict=True)
        if after == "village"
    }


def after_villages(population: Population, name: str, endings: str) -> Strings:
    """What a list calls after each village, in the order of ``Towns.village``.

    A village with a long name, or with one that would read on from a number, lends its town's.

    Args:
        population: Whose villages.
        name: The list.
        endings: The file of its endings, as ``words_of`` takes it.
    """
    towns = population.vocabulary(Towns)
    start = towns.bare_village.start
    first = np.zeros(len(start), np.int64)
    for byte in range(_HAN):
        first = first << 8 | population.arena.bytes[start + byte]
    reads_on = np.isin(first, _FIRST)
    fit = (towns.bare_village.chars <= _LONGEST) & ~reads_on
    stems = choose(fit, [towns.bare.take(towns.town), towns.bare_village])
    of: Words = words_of(endings)
    bits = population.streams.bits(f"village/{name}", np.arange(len(stems)))
    ends = population.arena.intern(of.texts).take(pick(bits, slots(of.weights)))
    join = compile_templates(["{stem}{end}"], {"stem": 0, "end": 1}, population.arena)
    joined = compose(np.zeros(len(stems), np.int32), join, [stems, ends], population.arena)
    return population.arena.intern_bytes(*population.arena.copy(joined))
