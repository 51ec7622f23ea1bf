"""Tests of where detectors stand, and who changes places."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.statistics.bootstrap import Interval, replicate_sums
from leakbench.benchmarks.validity.scores import LabelScores
from leakbench.benchmarks.validity.standings import (
    Difference,
    Score,
    Standing,
    less,
    pairs,
    score,
    sure_order,
)

RECORDS = 400

places = st.lists(st.tuples(*[st.integers(0, 6).map(lambda value: value / 7)] * 2), max_size=7)


def found(seed=0, **shares):
    """Detectors that find a share of one value a record and claim nothing else."""
    units = np.arange(RECORDS)
    sums, redrawn = {}, {}
    for name, share in shares.items():
        hit = (units * 7919 % RECORDS < share * RECORDS).astype(np.int32)
        counts = np.stack([np.ones_like(hit), hit, hit], axis=1)
        sums[name] = counts.sum(axis=0)
        redrawn[name] = replicate_sums(units, counts, replicates=200, seed=seed)
    return LabelScores(sums, redrawn)


def figure(value, reach):
    """A score whose replicates tell nothing of another's."""
    return Score(value, Interval(value - reach, value + reach), np.full(2, value))


def standings(scores, reach):
    """Detectors called by their number, with scores in two places."""
    return [
        Standing(str(at), figure(before, reach), figure(after, reach))
        for at, (before, after) in enumerate(scores)
    ]


@given(places)
def test_every_two_are_a_pair(scores):
    """Once, who is ahead on generated text first; changed if the other is ahead elsewhere."""
    two = pairs(standings(scores, 0.01))
    names = {frozenset((one.ahead.detector, one.behind.detector)) for one in two}
    assert names == set(map(frozenset, combinations(map(str, range(len(scores))), 2)))
    assert len(two) == len(names)
    for one in two:
        ahead, behind = scores[int(one.ahead.detector)], scores[int(one.behind.detector)]
        assert one.before.value == pytest.approx(ahead[0] - behind[0])
        assert one.after.value == pytest.approx(ahead[1] - behind[1])
        assert one.before.value >= 0
        assert one.changed == (ahead[0] > behind[0] and ahead[1] < behind[1])


@given(places)
def test_tau_over_sure_pairs_counts_no_ties(scores):
    """Where every difference is sure it is that of kept less changed orders; else of nothing."""
    signs = [
        np.sign(one[0] - other[0]) * np.sign(one[1] - other[1])
        for one, other in combinations(scores, 2)
    ]
    told = [sign for sign in signs if sign]
    order = sure_order(pairs(standings(scores, 0.01)))
    assert order.pairs == len(told)
    assert order.tau == (pytest.approx(np.mean(told)) if told else None)
    assert sure_order(pairs(standings(scores, 1.0))) == (0, None)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.2))
def test_a_difference_turned_round_has_the_other_sign(one, other, reach):
    """With its interval; sure if that leaves out 0."""
    there, back = (less(figure(a, reach), figure(b, 0.05)) for a, b in ((one, other), (other, one)))
    assert there.value == -back.value
    assert there.sure == (not there.interval.low <= 0 <= there.interval.high)
    again = less(figure(other, 0.05), figure(one, reach))
    assert again.interval == pytest.approx((-there.interval.high, -there.interval.low))


def test_a_score_is_that_of_its_label():
    """With the interval and the replicates of its records; without a value or a claim it is 0."""
    scores = found(some=0.5)
    one = score(scores, "recall", "some")
    assert one.value == pytest.approx(0.5, abs=0.01)
    assert one.interval.low < one.value < one.interval.high
    assert one.redrawn.shape == (200,)
    nothing = LabelScores({"none": np.zeros(3, np.int64)}, {"none": np.zeros((4, 3), np.int64)})
    assert score(nothing, "f1", "none")[:2] == (0.0, Interval(0.0, 1.0))


def test_records_are_paired():
    """Who finds the same and ten values more is ahead for sure; on other records it is not."""
    one, other = found(a=0.5, b=0.525), found(seed=1, a=0.5, b=0.525)
    same = less(score(one, "recall", "b"), score(one, "recall", "a"))
    apart = less(score(one, "recall", "b"), score(other, "recall", "a"))
    assert same.value == apart.value == pytest.approx(0.025)
    assert same.sure is True
    assert apart.sure is False


def test_what_is_less_on_real_text_was_overstated():
    """By the difference of the two."""
    standing = Standing("x", figure(0.9, 0.01), figure(0.4, 0.01))
    assert standing.overstated == less(standing.before, standing.after)
    assert standing.overstated.value == pytest.approx(0.5)
    assert standing.overstated.sure
    assert not Difference(0.5, Interval(-0.1, 0.9)).sure
