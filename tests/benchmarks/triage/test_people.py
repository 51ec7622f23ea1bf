"""Tests of linking mentions into people."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.triage.list_people import list_people
from leakbench.benchmarks.triage.mentions import Mentions
from leakbench.benchmarks.triage.people import how_many, people


def mention_list(*rows, row=None):
    """People of one mention a row: what it shares, its name, and how it is told apart."""
    link = [(number, key) for number, (keys, *_) in enumerate(rows) for key in keys]
    told = [row[2] if len(row) > 2 else "alone" if row[0] else "" for row in rows]
    made = Mentions(
        np.arange(len(rows)) if row is None else np.array(row),
        np.array([how == "alone" for how in told], np.bool_),
        np.array([how == "named" for how in told], np.bool_),
        np.array([row[1] if len(row) > 1 else 0 for row in rows], np.uint64),
        np.array([number for number, _ in link], np.int64),
        np.array([key for _, key in link], np.uint64),
        np.zeros(0, np.int64),
        np.zeros(0, np.uint64),
    )
    return list_people(made, np.zeros((100, 0), np.int32))


def test_a_shared_number_makes_one_person_across_lists():
    """Links go on: who shares with one who shares with a third is the same."""
    lists = [mention_list([{1, 2}], [{3}]), mention_list([{2, 4}], [{4}], [{5}])]
    made = people(lists)
    assert made.number == how_many(lists) == 3
    first, second = (whom.tolist() for whom in made.people)
    assert len(first) == 2
    assert len(second) == 2
    assert len({*first, *second}) == 3


def test_a_bare_name_is_no_person():
    """It is counted among the names, once, unless somebody of that name is known."""
    made = people([mention_list([set(), 7], [set(), 7], [{1}, 8], [set(), 8])])
    assert (made.number, made.names_alone) == (1, 1)


def test_a_name_with_an_address_counts_unless_somebody_of_that_name_is_known():
    """It may be the same person without the number, and is not counted twice."""
    made = people([mention_list([{1}, 7], [{2}, 7, "named"], [{3}, 8, "named"])])
    assert (made.number, made.names_alone) == (2, 0)


def test_a_record_is_about_its_first_person():
    """Rows with two people are there once."""
    made = people([mention_list([{1}], [{2}], row=[5, 5])])
    ((records, persons),) = made.records
    assert records.tolist() == [0]
    assert persons.tolist() == [0]
    assert made.people[0].tolist() == [0, 1]


@pytest.mark.parametrize("lists", [1, 2])
def test_nobody_is_nobody(lists):
    """Lists without a mention."""
    made = people([mention_list()] * lists)
    assert (made.number, made.names_alone, len(made.records)) == (0, 0, lists)


@given(
    st.lists(st.sets(st.integers(1, 15), min_size=1, max_size=3), min_size=1, max_size=30),
    st.randoms(use_true_random=False),
)
def test_people_are_the_connected_groups_in_any_order(rows, random):
    """As many as a plain search finds, however the mentions are ordered."""
    groups = []
    for keys in rows:
        touching = [group for group in groups if group & keys]
        groups = [group for group in groups if not group & keys] + [set().union(keys, *touching)]
    assert people([mention_list(*([keys] for keys in rows))]).number == len(groups)
    random.shuffle(rows)
    assert people([mention_list(*([keys] for keys in rows))]).number == len(groups)
