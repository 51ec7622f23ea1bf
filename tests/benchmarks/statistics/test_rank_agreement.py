import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.statistics.rank_agreement import rank_agreement

pytestmark = pytest.mark.slow

scores = st.integers(0, 5).map(lambda value: value / 7)
pairs = st.integers(3, 15).flatmap(
    lambda n: st.tuples(st.lists(scores, min_size=n, max_size=n), st.permutations(range(n)))
)


@given(pairs)
def test_equals_scipy(lists):
    """Rho and tau-b are SciPy's, ties included; None where a list has one value only."""
    from scipy import stats  # noqa: PLC0415 - slow, and all workers collect this

    a, order = lists
    b = [a[at] if at % 3 else at / 7 for at in order]
    found = rank_agreement(a, b, replicates=2)
    if len(set(a)) == 1 or len(set(b)) == 1:
        assert (found.rho, found.tau) == (None, None)
    else:
        assert found.rho == pytest.approx(stats.spearmanr(a, b).statistic, abs=1e-12)
        assert found.tau == pytest.approx(stats.kendalltau(a, b).statistic, abs=1e-12)


def test_same_order_is_one_and_the_reverse_minus_one():
    """Whatever the distances between scores."""
    a = np.array([0.1, 0.2, 0.5, 0.9])
    assert rank_agreement(a, a**3)[:3] == (4, 1.0, 1.0)
    assert rank_agreement(a, -a)[:3] == (4, -1.0, -1.0)


def test_interval_over_detectors_holds_the_figure():
    """It is about as wide as that of SciPy's bootstrap, and holds the figure."""
    from scipy import stats  # noqa: PLC0415 - slow, and all workers collect this

    draw = np.random.default_rng(3)
    a = draw.random(12)
    b = a + draw.normal(0, 0.25, 12)
    found = rank_agreement(a, b, replicates=2_000)
    theirs = stats.bootstrap(
        (a, b),
        lambda x, y: stats.kendalltau(x, y).statistic,
        paired=True,
        vectorized=False,
        method="percentile",
        n_resamples=2_000,
        rng=np.random.default_rng(1),
    ).confidence_interval
    assert found.tau_interval.low < found.tau < found.tau_interval.high
    assert found.tau_interval == pytest.approx((theirs.low, theirs.high), abs=0.06)


def test_interval_over_records():
    """With the scores of replicates given, the interval is that of their correlations."""
    draw = np.random.default_rng(5)
    a, b = np.linspace(0, 1, 8), np.linspace(0, 1, 8)
    near = a + draw.normal(0, 0.001, (300, 8))
    far = b + draw.normal(0, 0.2, (300, 8))
    assert rank_agreement(a, b, redrawn=(near, near)).tau_interval == (1, 1)
    assert rank_agreement(a, b, redrawn=(near, far)).tau_interval.low < 0.9


def test_same_seed_same_interval():
    """Another seed is another draw of detectors."""
    a, b = np.random.default_rng(2).random((2, 12))
    assert rank_agreement(a, b, seed=1) == rank_agreement(a, b, seed=1)
    assert rank_agreement(a, b, seed=1) != rank_agreement(a, b, seed=2)


@pytest.mark.parametrize(
    ("a", "b", "redrawn", "reason"),
    [
        ([1, 2, 3], [1, 2], None, "no two lists"),
        ([1, 2], [1, 2], None, "at least 3"),
        ([1, 2, float("nan")], [1, 2, 3], None, "not a finite number"),
        ([1, 2, 3], [1, 2, 3], (np.ones((5, 2)), np.ones((5, 2))), "none of 3 scores"),
    ],
)
def test_what_cannot_be_ranked(a, b, redrawn, reason):
    """Each wrong argument is told in one line."""
    with pytest.raises(ValueError, match=reason):
        rank_agreement(a, b, redrawn=redrawn)
