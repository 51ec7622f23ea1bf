"""Tests of what counts as a list."""

import pytest

from leakbench.benchmarks.scanning.list_rule import Facts, is_list


@pytest.mark.parametrize(
    ("facts", "listed"),
    [
        (Facts(text=False, rows=5, people=5, records=5), True),
        (Facts(text=False, rows=4, people=4, records=4), False),
        (Facts(text=False, rows=100, people=20, records=20), False),
        (Facts(text=False, rows=60, people=20, records=20), True),
        (Facts(text=False, rows=5_000, people=50, records=50), True),
        (Facts(text=True, rows=100, people=9, records=9), False),
        (Facts(text=True, rows=90, people=9, records=9), True),
    ],
)
def test_a_list_is_of_several_people_in_many_of_its_rows(facts, listed):
    """Or of many people; in a text fewer lines are enough."""
    assert is_list(facts) == listed
