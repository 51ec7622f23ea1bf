import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.statistics.bootstrap import (
    difference_interval,
    draws_of,
    percentile_interval,
    ratio_interval,
    replicate_sums,
    share_interval,
    whole_of,
)


@pytest.fixture
def records():
    """Numbers and counts of 5,000 records, two a unit."""
    draw = np.random.default_rng(4)
    return np.arange(10**12, 10**12 + 5_000) // 2, draw.integers(0, 9, (5_000, 3))


@given(st.permutations(range(6)), st.lists(st.integers(0, 20), max_size=3))
def test_batches_add_up_in_any_order(order, cuts):
    """Whatever the batches, sums of replicates are those of all records."""
    units, counts = np.array([3, 3, 5, 8, 13, 21]), np.arange(12).reshape(6, 2)
    whole = replicate_sums(units, counts, replicates=10)
    parts = np.split(np.array(order), sorted(cut % 6 for cut in cuts))
    added = sum(replicate_sums(units[part], counts[part], replicates=10) for part in parts)
    assert np.array_equal(added, whole)


def test_weights_are_poisson(records):
    """Mean and variance of the weights are 1, within and across replicates."""
    units, _ = records
    distinct = np.unique(units)[:400]
    weights = replicate_sums(np.zeros(400, np.int64) + distinct, np.eye(400, dtype=np.int64))
    assert weights.min() == 0
    assert abs(weights.mean() - 1) < 0.01
    assert abs(weights.var() - 1) < 0.02
    between_units = np.corrcoef(weights.T)[np.triu_indices(400, 1)]
    assert abs(between_units.mean()) < 0.001
    assert between_units.std() == pytest.approx(1000**-0.5, rel=0.05)


def test_units_stay_together(records):
    """Counts of one unit have one weight: added first, they give the same sums."""
    units, counts = records
    sums = replicate_sums(units, counts, replicates=20)
    joined = counts[::2] + counts[1::2]
    assert np.array_equal(replicate_sums(units[::2], joined, replicates=20), sums)


def test_another_seed_is_another_draw(records):
    """The same seed gives the same sums, another one other sums."""
    first, again, other = (replicate_sums(*records, replicates=9, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_fewer_replicates_are_the_first_ones(records):
    """A replicate does not depend on how many there are."""
    assert np.array_equal(
        replicate_sums(*records, replicates=6), replicate_sums(*records, replicates=9)[:6]
    )


def test_one_column_without_an_axis(records):
    """Counts of shape (n,) give sums of shape (R,)."""
    units, counts = records
    sums = replicate_sums(units, counts[:, 0], replicates=5)
    assert np.array_equal(sums, replicate_sums(units, counts, replicates=5)[:, 0])


def test_nothing_to_nothing_has_no_interval():
    """0/0 has none; all of nothing drawn still has one."""
    assert ratio_interval(0, 0, [0, 0], [0, 0]) is None
    assert ratio_interval(1, 1, [0, 0], [0, 0]) is not None
    assert percentile_interval([np.nan]) is None


def test_all_found_has_a_width():
    """Where everything was found the interval is that of so many equal units."""
    units = np.arange(100)
    wholes = replicate_sums(units, np.full(100, 3))
    interval = ratio_interval(300, 300, wholes, wholes)
    assert interval.high == 1
    assert interval.low == pytest.approx(100 / (100 + 1.96**2), abs=0.004)


@given(st.integers(1, 500), st.integers(0, 10_000))
def test_an_interval_holds_its_share(units, share):
    """To the last bit, also of none and of all."""
    for one in (0.0, share / 10_000, 1.0):
        interval = share_interval(one, 0.0, units)
        assert 0 <= interval.low <= one <= interval.high <= 1


@pytest.mark.parametrize("units", [4, 6, 12.5, 40, 1_000])
def test_few_units_reach_as_far_as_students_t(units):
    """The share's variance is little known: scipy's t, at most 1.2% more."""
    from scipy.stats import t as student  # noqa: PLC0415 - slow, and all workers collect this

    share, variance = 0.5, 1e-6  # so sure that Wilson's interval is the plain one
    interval = share_interval(share, variance, units)
    reach = (interval.high - share) / (variance * units / (units - 1)) ** 0.5
    t = student.ppf(0.975, units - 1)
    assert t * 0.999 < reach < t * 1.012


def test_a_share_without_a_miss_may_be_as_sure_as_another():
    """Of the same units; where it varies itself, that is what counts."""
    alone, beside = (share_interval(1.0, 0.0, 12, like=like) for like in (None, 500.0))
    assert alone.high == beside.high == 1
    assert alone.low == pytest.approx(12 / (12 + 1.96**2), abs=0.001)
    assert beside.low > 0.985
    assert share_interval(0.9, 1e-3, 12, like=500.0) == share_interval(0.9, 1e-3, 12)
    assert draws_of(1.0, 0.0, 12) is None


@pytest.mark.parametrize("beta", [1, 2])
def test_f_is_a_ratio_of_sums(beta):
    """F-beta is the harmonic mean of precision and recall, weighted."""
    found, truth, predicted = 30, 50, 40
    recall, precision = found / truth, found / predicted
    expected = (1 + beta**2) * precision * recall / (beta**2 * precision + recall)
    assert found / whole_of(f"f{beta}", truth, predicted) == pytest.approx(expected)


def test_other_metrics():
    """Recall is of the truth, precision of the predictions; there is no other."""
    assert (whole_of("recall", 5, 4), whole_of("precision", 5, 4)) == (5, 4)
    with pytest.raises(ValueError, match="'accuracy' is none of recall"):
        whole_of("accuracy", 5, 4)


def _plain(draw, n):
    """One span a record, 98% found: most intervals touch 1."""
    truth = np.ones(n, np.int64)
    return draw.binomial(truth, 0.98), truth, 0.98


def _uneven(draw, n):
    """Long records are rare and read badly."""
    truth = draw.geometric(0.3, n)
    found = draw.binomial(truth, np.where(truth > 4, 0.5, 0.95))
    k = np.arange(1, 200)
    spans = 0.3 * 0.7 ** (k - 1) * k
    return found, truth, (spans * np.where(k > 4, 0.5, 0.95)).sum() / spans.sum()


def _rare(draw, n):
    """A label of one record in ten."""
    truth = (draw.random(n) < 0.1) * draw.integers(1, 4, n)
    return draw.binomial(truth, 0.8), truth, 0.8


def _f1(draw, n):
    """F1, with false alarms."""
    truth = draw.poisson(2, n)
    found = draw.binomial(truth, 0.85)
    predicted = found + draw.poisson(0.3, n)
    return found, whole_of("f1", truth, predicted), 1.7 / ((2 + 1.7 + 0.3) / 2)


def _subjects(draw, n):
    """Subjects of ten records each, of which a detector knows the name or does not."""
    truth = np.full((n, 10), 1)
    found = draw.binomial(truth, draw.beta(4, 1, (n, 1)))
    return found.sum(axis=1), truth.sum(axis=1), 0.8


@pytest.mark.slow
@pytest.mark.parametrize("scenario", [_plain, _uneven, _rare, _f1, _subjects])
def test_coverage(scenario):
    """Of nominal 95% intervals 93 to 97% hold the true ratio (here 2,000 of 200 units each)."""
    draw = np.random.default_rng(11)
    times, n = 2_000, 200
    drawn = [scenario(draw, n) for _ in range(times)]
    counts = np.stack([column for found, whole, _ in drawn for column in (found, whole)], axis=1)
    sums = replicate_sums(np.arange(n), counts * 2, replicates=500)  # of halves whole numbers
    held = 0
    for number, (found, whole, true) in enumerate(drawn):
        interval = ratio_interval(
            2 * found.sum(), 2 * whole.sum(), sums[:, 2 * number], sums[:, 2 * number + 1]
        )
        held += interval.low <= true <= interval.high
    assert 0.93 <= held / times <= 0.97


def _lost_spans(draw, n):
    """One loses a tenth of what the other finds, span by span."""
    truth = draw.poisson(1.5, n)
    b = draw.binomial(truth, 0.9)
    return truth, draw.binomial(b, 0.9), b, -0.09


def _lost_records(draw, n):
    """One loses three records in a hundred whole."""
    truth = draw.poisson(1.5, n)
    b = draw.binomial(truth, 0.95)
    return truth, b * (draw.random(n) > 0.03), b, -0.95 * 0.03


def _independent(draw, n):
    """Two that err on their own, equally often."""
    truth = draw.poisson(1.5, n)
    return truth, draw.binomial(truth, 0.97), draw.binomial(truth, 0.97), 0.0


@pytest.mark.slow
@pytest.mark.parametrize("scenario", [_lost_spans, _lost_records, _independent])
def test_coverage_of_differences(scenario):
    """Of nominal 95% intervals of a paired difference 93 to 97% hold the true one."""
    held = [held for seed in range(4) for held in _holds(scenario, seed, times=400, n=600)]
    assert 0.93 <= np.mean(held) <= 0.97


def _holds(scenario, seed, times, n):
    draw = np.random.default_rng(seed)
    drawn = [scenario(draw, n) for _ in range(times)]
    counts = np.stack([column for *columns, _ in drawn for column in columns], axis=1)
    sums = replicate_sums(np.arange(n), counts, seed=seed).reshape(-1, times, 3)
    for number, (truth, *found, true) in enumerate(drawn):
        wholes = sums[:, number, 0]
        sides = [
            (
                one.sum() / truth.sum(),
                ratio_interval(one.sum(), truth.sum(), sums[:, number, place], wholes),
                sums[:, number, place] / wholes,
            )
            for place, one in enumerate(found, start=1)
        ]
        interval = difference_interval(*sides)
        yield interval.low <= true <= interval.high
