"""Tests of the cycle of families."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.population.families import families


def test_relatives_are_members_of_one_family():
    """Fathers and mothers of the cycle stand in their children's family."""
    cycle = families()
    assert (cycle.family[cycle.father] == cycle.family).all()
    assert (cycle.family[cycle.mother] == cycle.family).all()
    assert len(np.unique(cycle.nth(cycle.owners, np.arange(1000)))) == 1000


def test_families_follow_one_another():
    """Numbered from 0, each in one stretch."""
    steps = np.diff(families().family)
    assert set(steps.tolist()) == {0, 1}
    assert families().family[0] == 0
    assert families().family[-1] == families().count - 1


def test_parents_are_of_the_sex_and_a_generation_older():
    """Fathers are men, mothers women, and their children are no older than the anchor."""
    cycle = families()
    members = np.arange(cycle.size)
    fathers, mothers = (np.unique(of[of != members]) for of in (cycle.father, cycle.mother))
    assert (cycle.male[fathers] == 1).all()
    assert (cycle.male[mothers] == 0).all()
    children = np.flatnonzero(cycle.mother != members)
    assert (cycle.offset_low[cycle.mother[children]] >= 20).all()
    assert (cycle.anchor_low <= cycle.anchor_high).all()
    assert (cycle.offset_low <= cycle.offset_high).all()


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=20, unique=True))
def test_the_nth_of_some_members_is_one_of_them(index):
    """Nobody is it twice, and it comes later the greater n is."""
    cycle = families()
    ordered = np.sort(np.array(index, np.int64))
    found = cycle.nth(cycle.candidates, ordered)
    assert np.isin(found % cycle.size, cycle.candidates).all()
    assert (np.diff(found) > 0).all()


def test_none_of_some_members_is_left_out():
    """The first ones are those of the first cycle."""
    cycle = families()
    count = len(cycle.owners)
    assert cycle.nth(cycle.owners, np.arange(count)).tolist() == cycle.owners.tolist()
    assert (
        cycle.nth(cycle.owners, np.arange(count, 2 * count)).tolist()
        == (cycle.owners + cycle.size).tolist()
    )
