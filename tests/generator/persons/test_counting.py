"""Tests of counting people and records by what is true."""

import numpy as np

from leakbench.generator.persons.counting import about, true_counts
from leakbench.generator.persons.list_truth import ListTruth


def _truth(values, event_times=None, tiers=(5000,)):
    row, label, subject = zip(*values, strict=True)
    rows = 1 + max(row)
    return ListTruth(
        np.array(row),
        np.arange(len(row)),
        np.array(label),
        np.array(subject),
        np.empty((rows, 0), np.int64) if event_times is None else np.array(event_times),
        tiers,
    )


def test_a_name_counts_with_what_tells_its_bearer_apart():
    """A number does, an address beside the name does, a name or an address alone does not."""
    truth = _truth(
        [
            (0, "MOBILE", 7),
            (1, "PERSON_NAME", 8),
            (1, "ADDRESS", 8),
            (2, "PERSON_NAME", 9),
            (3, "ADDRESS", 10),
        ]
    )
    found = true_counts([about(truth)])
    assert (found.people, found.names_alone) == (2, 1)
    assert found.tier_counts.counts == {(5000,): 2}


def test_one_event_counts_once_and_two_of_a_person_twice():
    """In whatever list they stand; a record without its time repeats one that has it."""
    calls = _truth([(0, "MOBILE", 1), (1, "MOBILE", 1), (2, "MOBILE", 1)], [[5], [6], [-1]], (500,))
    again = _truth([(0, "MOBILE", 1), (1, "MOBILE", 2)], [[6], [6]], (500,))
    found = true_counts([about(calls), about(again)])
    assert found.people == 2
    assert found.tier_counts.counts == {(500,): 3}


def test_a_list_about_nobody_counts_nothing():
    """It has no tiers, and adds no record."""
    assert true_counts([about(_truth([(0, "COMPANY", 3)], tiers=()))]).tier_counts.counts == {}
    assert true_counts([]).people == 0
