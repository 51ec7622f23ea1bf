"""Tests of linking what shares a key."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.persons.linking import join

LINKS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 6)), max_size=20)


@given(LINKS)
def test_all_that_hang_together_have_the_first_ones_number(links):
    """As a search through the links says, one after another."""
    groups = {number: {number} for number in range(10)}
    for one, key in links:
        for other, same in links:
            if key == same:
                merged = groups[one] | groups[other]
                for member in merged:
                    groups[member] = merged
    person = np.arange(10)
    ordered = sorted(links, key=lambda link: link[1])
    join(
        person,
        np.array([one for one, _ in ordered], np.int64),
        np.array([key for _, key in ordered], np.uint64),
    )
    assert person.tolist() == [min(groups[number]) for number in range(10)]
