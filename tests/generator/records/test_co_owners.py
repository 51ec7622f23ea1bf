"""Tests of who owns a flat together with its owner."""

import numpy as np
import pytest

from leakbench.generator.engine.files import SPAN
from leakbench.generator.population.families import families
from leakbench.generator.records.property_owner import PropertyOwners

pytestmark = pytest.mark.slow

INDEX = np.arange(2000)[:, None].repeat(5, 1).ravel() * SPAN + np.tile(np.arange(5), 2000)


def test_co_owners_are_of_the_family(population):
    """Mostly the spouse; a child only if it was born before the purchase; singles have nobody."""
    owners = PropertyOwners(population, INDEX)
    others, group = owners.co_owner, families()
    listed = np.array(population.arena.texts(others.listed_name)) != ""
    assert 0.25 < listed.mean() < 0.4
    assert (others.index != owners.index)[listed].all()
    assert (others.family == owners.family).all()
    member, other = (some.index % group.size for some in (owners, others))
    spouse = group.spouse[member] == other
    assert spouse[listed].mean() > 0.9
    child = listed & ~spouse
    assert child.any()
    assert (group.child[member] == other)[child].all()
    assert (others.birth < owners._purchase)[child].all()  # noqa: SLF001
    assert not listed[(group.spouse[member] == member) & (group.child[member] == member)].any()
    assert (others.male != owners.male)[listed & spouse].all()
