from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.statistics.paired_tests import flipped_sums, holm, p_value

pytestmark = pytest.mark.slow


@given(st.permutations(range(6)), st.lists(st.integers(0, 5), max_size=3))
def test_batches_add_up_in_any_order(order, cuts):
    """Whatever the batches, sums of flips are those of all records."""
    units, differences = np.array([3, 3, 5, 8, 13, 21]), np.arange(-6, 6).reshape(6, 2)
    whole = flipped_sums(units, differences, flips=70)
    parts = np.split(np.array(order), sorted(cuts))
    added = sum(flipped_sums(units[part], differences[part], flips=70) for part in parts)
    assert np.array_equal(added, whole)


def test_every_flip_keeps_sizes_and_units_together():
    """A flip changes signs only, of a unit's rows all at once."""
    alone = flipped_sums(np.arange(100), np.eye(100, dtype=np.int64), flips=640)
    assert set(np.unique(alone)) == {-1, 1}
    assert abs(alone.mean()) < 0.01
    pairs = flipped_sums(np.zeros(2, np.int64), np.array([[1], [1]]), flips=64)
    assert set(np.unique(pairs)) == {-2, 2}


@pytest.mark.parametrize("differences", [[1, 1, 1, 1, -1, 1], [2, 1, 0, 3, -1, 1, 1]])
def test_p_is_that_of_all_flips(differences):
    """It is near the exact p, which every combination of signs gives."""
    values = np.array(differences)
    signs = np.array(list(product((-1, 1), repeat=len(values))))
    exact = np.mean(abs(signs @ values) >= abs(values.sum()))
    flipped = flipped_sums(np.arange(len(values)), values[:, None])[:, 0]
    assert p_value(values.sum(), flipped) == pytest.approx(exact, abs=0.015)


def test_equal_detectors_seem_to_differ_as_rarely_as_said():
    """Of 2,000 comparisons of equally good detectors at most about 5% have p below 0.05."""
    draw = np.random.default_rng(8)
    truth = draw.poisson(1.5, (300, 1))
    a, b = (draw.binomial(truth, 0.9, (300, 2_000)) for _ in range(2))
    differences = a - b
    flipped = flipped_sums(np.arange(300), differences, flips=999)
    p = [p_value(differences[:, one].sum(), flipped[:, one]) for one in range(2_000)]
    assert 0.03 < np.mean(np.array(p) <= 0.05) < 0.065


def test_no_difference_is_no_evidence():
    """Where two answers are the same, p is 1; what does not exist counts against a finding."""
    flipped = flipped_sums(np.arange(5), np.zeros((5, 1), np.int64), flips=99)
    assert p_value(0.0, flipped[:, 0]) == 1
    assert p_value(0.3, np.full(99, np.nan)) == 1


def test_holm():
    """As Holm's paper steps down, in the order given; never above 1."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_holm_never_finds_more(p_values):
    """Adjusted values are no smaller, in the same order, and at most 1."""
    adjusted = holm(p_values)
    assert all(after >= before for before, after in zip(p_values, adjusted, strict=True))
    assert max(adjusted) <= 1
    order = sorted(range(len(p_values)), key=lambda at: p_values[at])
    assert [adjusted[at] for at in order] == sorted(adjusted)
