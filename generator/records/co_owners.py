"""Who owns a flat together with its owner: mostly the spouse, now and then the child."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People

_OF_COUPLES = 0.45
_WITH_A_CHILD = 0.03  # of those who have one


class CoOwners(People):
    """A block of people of whom some own a flat together with somebody of their family.

    Args:
        population: Where they are from.
        index: Index of each.
        listed: Who of them does.
    """

    def __init__(self, population: Population, index: Index, listed: NDArray[np.bool_]) -> None:
        super().__init__(population, index)
        self._listed = listed

    @cached_property
    def listed_name(self) -> Strings:
        """Name as title and list have it; empty where the flat has one owner."""
        rows = np.flatnonzero(self._listed)
        names = People(self._population, self.index[rows]).name
        return Strings(np.zeros(len(self.index), np.int64)).put(rows, names)


def co_owners(
    population: Population, owner: Index, purchase: NDArray[np.int64], bits: Bits
) -> CoOwners:
    """Who owns the flats of these people together with them.

    Args:
        population: Where they are from.
        owner: Index of each owner.
        purchase: When each flat was bought, in days since 1970-01-01; nobody owns it unborn.
        bits: Random numbers.
    """
    group = families()
    member = owner % group.size
    with_child = chance(lower(bits), _WITH_A_CHILD)
    other = np.where(with_child, group.child[member], group.spouse[member])
    index = owner - member + other
    unborn = with_child & (People(population, index).birth >= purchase)
    index = np.where(unborn, owner - member + group.spouse[member], index)
    listed = (with_child & ~unborn) | chance(bits, _OF_COUPLES)
    return CoOwners(population, index, listed & (index != owner))
