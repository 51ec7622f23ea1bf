import numpy as np
import pytest

from leakbench.benchmarks.statistics.bootstrap import Interval
from leakbench.benchmarks.statistics.detectable_effect import detectable_effect
from leakbench.benchmarks.statistics.paired_tests import flipped_sums, p_value


def test_four_times_the_records_halve_it():
    """It shrinks with the square root of the records, and grows with the interval."""
    interval = Interval(-0.02, 0.02)
    once = detectable_effect(interval, 500, 500)
    assert once == pytest.approx(0.02 * (1.95996 + 0.84162) / 1.95996, rel=1e-4)
    assert detectable_effect(interval, 500, 2_000) == pytest.approx(once / 2)
    assert detectable_effect(Interval(0.0, 0.08), 500, 500) == pytest.approx(2 * once)


def test_a_difference_of_this_size_is_found_four_times_in_five():
    """Detectors that differ by it are told apart by the permutation test at 5% in 80% of runs."""
    draw = np.random.default_rng(9)
    records, times, apart = 1_500, 600, 0.1

    def differences(effect):
        """Of one tenth of the records only one of them finds the value."""
        lot = draw.random((records, times))
        first = (apart + effect) / 2
        return (lot < first).astype(np.int64) - ((lot >= first) & (lot < apart))

    error = float(np.std(differences(0.0).mean(axis=0)))
    found = differences(detectable_effect(Interval(-1.96 * error, 1.96 * error), records, records))
    flipped = flipped_sums(np.arange(records), found, flips=999)
    p = [p_value(found[:, one].sum(), flipped[:, one]) for one in range(times)]
    assert 0.75 < np.mean(np.array(p) <= 0.05) < 0.85
