from math import ceil, log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.statistics.few_units import MOST, UnitsSeen, least_p, shortage
from leakbench.benchmarks.statistics.paired_tests import flipped_sums, p_value


@pytest.mark.parametrize("units", [1, 2, 4, 6, 10])
def test_no_p_is_lower(units):
    """That of units which all differ one way is about the least one, and seldom above it."""
    one = np.ones((units, 1), np.int64)
    found = [p_value(units, flipped_sums(np.arange(units), one, seed=seed)) for seed in range(9)]
    assert 2.0 ** (1 - units) == pytest.approx(np.mean(found), rel=0.3)
    assert np.mean(np.array(found) <= least_p(units)) >= 0.8


@given(st.integers(0, MOST), st.integers(1, 60), st.floats(0.01, 0.2))
def test_what_is_needed_is_enough(units, tests, alpha):
    """One unit fewer is not, and the exact p asks for no more than two fewer."""
    short = shortage(units, tests, alpha)
    if short is None:
        assert least_p(units) * tests <= alpha
    elif short.needed is None:
        assert least_p(MOST) * tests > alpha
    else:
        assert shortage(short.needed, tests, alpha) is None
        assert shortage(short.needed - 1, tests, alpha) is not None or short.needed == units + 1
        assert short.needed >= ceil(1 + log2(tests / alpha))


def test_a_shortage_is_told():
    """With how many there are, and how many it takes."""
    assert shortage(6, 20, 0.05).told("file", 500) == (
        "6 files can show no difference, however large: p, corrected for 20 tests, cannot reach "
        "0.05; at least 11 are needed, about 920 records"
    )
    assert shortage(1, 1, 0.05).told("record", 1).startswith("1 record can show no difference")
    assert shortage(2, 1, 0.05).told("record", 2).endswith("at least 6 are needed")
    assert shortage(0, 1, 0.05).told("file", 9).endswith("at least 6 are needed")
    assert shortage(60, 900, 0.05).told("file", 9).endswith("cannot reach 0.05, nor with more")


def test_units_are_counted_once():
    """In whatever batches they come, by label and of any, true or predicted."""
    seen = UnitsSeen(2)
    truth, predicted = np.array([[1, 0], [2, 0], [0, 0]]), np.array([[0, 0], [0, 3], [0, 1]])
    for units in ([7, 7, 8], [8, 9, 9]):
        seen.add(np.array(units), truth, predicted)
    assert [seen.count("recall", at) for at in (0, 1, None)] == [3, 0, 3]
    assert [seen.count("precision", at) for at in (0, 1, None)] == [0, 3, 3]
    assert [seen.count("f1", at) for at in (0, 1, None)] == [3, 3, 3]
    many = np.ones((200, 2), np.int64)
    seen.add(np.arange(200), many, many)
    assert seen.count("recall", None) == MOST
