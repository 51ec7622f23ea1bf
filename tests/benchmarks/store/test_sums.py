"""Tests of sums over records."""

import numpy as np
import pytest

from leakbench.benchmarks.store.sums import Sums, as_good, lead

REPLICATES = 200


def sums(found, units=1000, seed=1):
    """One true value a record, of which those given were found and nothing else predicted."""
    hit = np.zeros(units)
    hit[: round(found * units)] = 1
    rng = np.random.default_rng(seed)
    weights = rng.poisson(1, (REPLICATES, units))
    drawn = {"truth": weights.sum(1), "found": weights @ hit, "predicted": weights @ hit}
    total = int(hit.sum())
    moments = [total, total, total, units, total, total]
    return Sums.of((units, total, total), {"moments": moments, "drawn": drawn})


def test_sums_add_up():
    """Counts, moments and replicates; what one lacks the sum lacks."""
    whole = sums(0.5) + sums(0.8)
    assert (whole.truth, whole.found) == (2000, 1300)
    assert whole.score("recall") == 0.65
    assert whole.interval("recall").low < 0.65 < whole.interval("recall").high
    bare = sums(0.5) + Sums(10, 5, 5)
    assert bare.interval("recall") is None
    assert bare.score("precision") == 1.0


def test_far_ones_are_told_apart_and_near_ones_are_not():
    """By pairs: the interval of the lead holds zero, or does not."""
    best, near, far = sums(0.8), sums(0.795), sums(0.6)
    assert as_good(best, best, "f1")
    assert not as_good(best, far, "f1")
    assert lead(best, far, "recall").low > 0
    assert as_good(best, sums(0.795, seed=2), "recall")
    assert lead(best, near, "recall").low < 0.005 < lead(best, near, "recall").high


def test_without_intervals_only_an_equal_score_is_as_good():
    """There is nothing to tell chance by."""
    assert lead(Sums(10, 5, 5), Sums(10, 5, 5), "f1") is None
    assert as_good(Sums(10, 5, 5), Sums(10, 5, 5), "f1")
    assert not as_good(Sums(10, 5, 5), Sums(10, 4, 4), "f1")


def test_who_says_nothing_missed_all():
    """Truth stays, in moments and replicates too; recall has an interval, precision is 0/0."""
    silent = sums(0.8).unanswered()
    assert silent.score("recall") == silent.score("f1") == 0.0
    assert silent.score("precision") is None
    assert silent.interval("recall").low == pytest.approx(0.0)
    assert silent.interval("precision") is None
    assert (silent.drawn[0] == sums(0.8).drawn[0]).all()
    assert not as_good(sums(0.8), silent, "f1")
    assert Sums(3, 1, 1).unanswered() == Sums(3)


def test_replicates_of_nothing_are_no_number():
    """Where nothing was predicted in a replicate there is no precision."""
    found = sums(0.002, units=500).replicates("precision")
    assert found.shape == (REPLICATES,)
    assert np.isnan(found).any()
    assert np.nanmax(found) == pytest.approx(1.0)
