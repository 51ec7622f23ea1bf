"""Tests of records by legal tier: sums and verdicts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.persons.tier_counts import THRESHOLDS, TierCounts, verdict

TIERS = st.lists(st.sampled_from(THRESHOLDS), min_size=1, unique=True).map(
    lambda some: tuple(sorted(some))
)
COUNTS = st.dictionaries(TIERS, st.integers(0, 60_000))


@pytest.mark.parametrize(
    ("counts", "lower", "upper"),
    [
        ({(50,): 49}, "below", "below"),
        ({(50,): 50}, "serious", "serious"),
        ({(500,): 500}, "serious", "serious"),
        ({(5000,): 4999}, "below", "below"),
        ({(5000,): 50_000}, "especially serious", "especially serious"),
        ({(50,): 25, (500,): 250}, "serious", "serious"),
        ({(50,): 10, (500,): 100, (5000,): 3000}, "serious", "serious"),
        ({(50, 500, 5000): 500}, "below", "especially serious"),
        ({}, "below", "below"),
    ],
)
def test_thresholds_and_their_proportional_sum(counts, lower, upper):
    """Each threshold counts alone, parts of several add up, and ten times is especially serious."""
    assert TierCounts(counts).verdicts == (lower, upper)


def test_parts_that_make_one_whole_are_enough():
    """No rounding takes the last hundredth away."""
    assert verdict(sum([0.1] * 10)) == "serious"


@given(COUNTS)
def test_the_mild_reading_is_never_above_the_harsh_one(counts):
    """The sums are ordered, and equal where nothing is in dispute."""
    made = TierCounts(counts)
    assert made.lower <= made.upper
    if all(len(tiers) == 1 for tiers in counts):
        assert made.lower == made.upper


def test_crossing_one_threshold_alone():
    """What is in dispute crosses a threshold by one reading only."""
    assert TierCounts({(50, 5000): 60, (500,): 500}).crossed() == {
        "50": [False, True],
        "500": [True, True],
        "5000": [False, False],
    }
