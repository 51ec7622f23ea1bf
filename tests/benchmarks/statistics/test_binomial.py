"""Tests of the exact test of one half."""

from fractions import Fraction
from math import comb, exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.statistics.binomial import log_tail


@given(st.integers(0, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_is_the_exact_chance(case):
    """As fractions of whole numbers say it."""
    successes, trials = case
    ways = sum(comb(trials, heads) for heads in range(successes, trials + 1))
    assert exp(log_tail(successes, trials)) == pytest.approx(float(Fraction(ways, 2**trials)))


@pytest.mark.parametrize("share", [0.49, 0.5, 0.501, 0.51])
def test_many_tosses_are_as_exact(share):
    """As SciPy has them, as far as it goes."""
    from scipy.stats import binom  # noqa: PLC0415 - slow, and all workers collect this

    successes, trials = int(3_000_000 * share), 3_000_000
    wanted = binom.logsf(successes - 1, trials, 0.5)
    assert log_tail(successes, trials) == pytest.approx(wanted, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("successes", [1_100, 1_800, 2_000])
def test_what_is_too_seldom_for_a_float_is_exact(successes):
    """As the logarithm of a whole number says."""
    ways = sum(comb(2_000, heads) for heads in range(successes, 2_001))
    assert log_tail(successes, 2_000) == pytest.approx(log(ways) - 2_000 * log(2))


def test_nothing_is_too_seldom():
    """Where the chance is no number any more its logarithm is; of all heads it is plain."""
    assert log_tail(10**9, 10**9) == pytest.approx(-(10**9) * log(2))
    assert log_tail(0, 0) == log_tail(0, 10) == 0
