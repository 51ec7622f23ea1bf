import numpy as np
import pytest

from leakbench.benchmarks.timing.speed_ratio import speed_ratio

pytestmark = pytest.mark.slow

ROUNDS = 36


def times(draw, slower=1.0, spread=0.05):
    """Two sides of rounds on a machine that is twice as slow in the second half."""
    machine = np.where(np.arange(ROUNDS) < ROUNDS // 2, 1e8, 2e8)
    return [machine * factor * draw.lognormal(0, spread, ROUNDS) for factor in (1.0, slower)]


def test_the_same_code_is_as_fast():
    """The interval holds 1 as often as it says, and in no session it seems a tenth slower."""
    found = [speed_ratio(*times(np.random.default_rng(seed))) for seed in range(150)]
    assert np.mean([one.interval.low <= 1 <= one.interval.high for one in found]) > 0.95
    assert min(one.interval.high for one in found) > 0.95


def test_a_third_more_time_is_surely_slower():
    """Taking 1.3 times as long is a ratio of 0.77, and in every session below 0.9."""
    found = [speed_ratio(*times(np.random.default_rng(seed), 1.3)) for seed in range(50)]
    assert np.median([one.ratio for one in found]) == pytest.approx(1 / 1.3, rel=0.01)
    assert max(one.interval.high for one in found) < 0.9


def test_faster_is_more_than_one():
    """Head's throughput as a multiple of base's."""
    assert speed_ratio([2.0, 2.0], [1.0, 1.0]) == (2.0, (2.0, 2.0))


def test_no_rounds():
    """There is nothing to say of nothing."""
    with pytest.raises(ValueError, match="no round was timed"):
        speed_ratio([], [])
