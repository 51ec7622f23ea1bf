"""Tests of who can be told by what is left."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.identifiability import DIRECT, NONE, QUASI
from leakbench.benchmarks.scoring.singling_out import People, PersonalSpans

pytestmark = pytest.mark.slow

# Person, kind, value, and whether it is left; few of each, so that many share.
SPAN = st.tuples(
    st.sampled_from([2, 5, 7, 2**61]),
    st.sampled_from([DIRECT, QUASI, QUASI, QUASI, NONE]),
    st.integers(1, 4),
    st.booleans(),
)
BATCHES = st.lists(st.lists(SPAN, max_size=8), min_size=1, max_size=3)


def people_of(batches):
    """Those of some batches of spans."""
    return People(
        [
            PersonalSpans(
                np.arange(len(spans)),
                np.array([person for person, *_ in spans], np.int64),
                np.array([kind for _, kind, *_ in spans], np.uint8),
                np.array([value if kind == QUASI else 0 for _, kind, value, _ in spans], np.uint64),
            )
            for spans in batches
        ]
    )


def told(spans):
    """People told by a direct identifier, and by quasi ones alone; spelled out person by person."""
    everybody = {person for person, *_ in spans}
    having = {
        one: {v for p, kind, v, _ in spans if p == one and kind == QUASI} for one in everybody
    }
    direct = {person for person, kind, _, left in spans if left and kind == DIRECT}
    alone = 0
    for one in everybody - direct:
        left = {v for p, kind, v, still in spans if p == one and kind == QUASI and still}
        alone += bool(left) and not any(
            left <= having[other] for other in everybody if other != one
        )
    return len(direct), alone


@settings(deadline=None)  # a first call compiles the kernels
@given(BATCHES)
def test_people_are_told_as_person_by_person(batches):
    """Whatever is shared and left, in whatever batch it stands."""
    spans = [span for batch in batches for span in batch]
    people = people_of(batches)
    assert people.number == len({person for person, *_ in spans})
    assert people.exposed(np.array([left for *_, left in spans], np.bool_)) == told(spans)
    assert people.before == told([(*span[:3], True) for span in spans])


def test_who_has_more_hides_whoever_has_less():
    """A name left hides among those of the same name, also if these have an address beside it."""
    spans = [(1, QUASI, 10, True), (2, QUASI, 10, True), (2, QUASI, 20, True)]
    assert people_of([spans]).exposed(np.array([True, True, True])) == (0, 1)
    assert people_of([spans]).exposed(np.array([True, True, False])) == (0, 0)


@given(st.data())
def test_the_more_is_left_the_more_are_told(data):
    """Nobody is hidden by a further value that can be read."""
    spans = data.draw(st.lists(SPAN, min_size=1, max_size=12))
    more = [left or data.draw(st.booleans()) for *_, left in spans]
    people = people_of([spans])
    less = people.exposed(np.array([left for *_, left in spans], np.bool_))
    assert sum(less) <= sum(people.exposed(np.array(more, np.bool_)))
