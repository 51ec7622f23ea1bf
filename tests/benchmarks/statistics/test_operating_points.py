"""Tests of curves, thresholds and calibration."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.score_histograms import EDGES
from leakbench.benchmarks.statistics.operating_points import (
    SWEPT,
    ScoreHistogram,
    calibration_error,
    curve_of,
    reliability,
)

spans = st.lists(
    st.tuples(st.integers(0, len(EDGES) - 1), st.booleans()), min_size=1, max_size=60
)  # fmt: skip


def histogram(predictions, missed=0):
    """Of (bin, right) pairs, and so many values that are never predicted."""
    one = ScoreHistogram.empty()
    right, wrong = one.right.copy(), one.wrong.copy()
    for at, is_right in predictions:
        (right if is_right else wrong)[at] += 1
    return ScoreHistogram(right, wrong, int(right.sum()) + missed)


def at(score):
    """The bin from a score on."""
    return int(np.searchsorted(EDGES, score - 1e-9))


@given(spans.filter(lambda some: any(right for _, right in some)), st.integers(0, 30))
def test_average_precision_is_that_of_scikit_learn(some, missed):
    """Of what is predicted; what never is divides recall, and with it the sum."""
    from sklearn.metrics import average_precision_score  # noqa: PLC0415 - slow, and all workers collect this

    one = histogram(some, missed)
    curve = curve_of(one)
    if curve is None:
        assert len({place for place, _ in some}) == 1
        return
    truth, scores = [right for _, right in some], [EDGES[place] for place, _ in some]
    found = sum(truth)
    expected = average_precision_score(truth, scores) * found / (found + missed)
    assert curve.average_precision == pytest.approx(expected)


@given(spans, st.integers(0, 5))
def test_recall_never_falls_as_the_threshold_does(some, missed):
    """And all scores stand once, from the highest down."""
    curve = curve_of(histogram(some, missed))
    if curve is None:
        return
    assert (np.diff(curve.threshold) < 0).all()
    assert (np.diff(curve.recall) >= 0).all()
    assert curve.as_given.recall == pytest.approx(
        sum(right for _, right in some) / (sum(right for _, right in some) + missed)
    )


@given(spans, st.integers(0, 5), st.sampled_from([0.5, 0.95, 1.0]), st.sampled_from(SWEPT))
def test_points_are_those_of_the_spans_left(some, missed, least, threshold):
    """Every threshold is tried by leaving spans out, one by one."""
    one = histogram(some, missed)
    curve = curve_of(one)
    if curve is None:
        return

    def left(lowest):
        kept = [right for place, right in some if EDGES[place] >= lowest - 1e-9]
        right = sum(kept)
        return (right / len(kept) if kept else None, right / one.truth)

    tried = {float(EDGES[place]): left(EDGES[place]) for place, _ in some}
    enough = [(recall, score) for score, (precision, recall) in tried.items() if precision >= least]
    point = curve.at_precision(least)
    assert (point is None) == (not enough)
    assert point is None or (point.recall, point.threshold) == pytest.approx(max(enough))
    swept = curve.at_threshold(threshold)
    precision, recall = left(threshold)
    assert swept is None if precision is None else swept[:3] == (threshold, precision, recall)
    f1 = [2 * p * r / (p + r) if r else 0.0 for p, r in tried.values()]
    assert curve.best.f1 == pytest.approx(max(f1))


@given(spans, spans)
def test_sources_add_up(some, others):
    """Counts first, then whatever derives from them."""
    joined = histogram(some, 2) + histogram(others, 3)
    expected = histogram(some + others, 5)
    assert joined.truth == expected.truth
    assert (joined.right == expected.right).all()
    assert (joined.wrong == expected.wrong).all()


def test_equal_scores_have_no_curve():
    """They are one point; nor have values that nobody is asked for."""
    equal = [(len(EDGES) - 1, True), (len(EDGES) - 1, False)]
    assert not histogram(equal).gives_scores
    assert curve_of(histogram(equal, 3)) is None
    assert curve_of(histogram([(1, False), (2, False)])) is None
    assert curve_of(ScoreHistogram.empty(4)) is None


def test_what_is_known_of_three_thresholds():
    """Ten values, half of them found; figures by hand."""
    some = [(at(0.9), True)] * 3 + [(at(0.5), True), (at(0.5), False)] + [(at(0.2), True)]
    curve = curve_of(histogram(some, 5))
    assert curve.threshold.tolist() == [0.9, 0.5, 0.2]
    assert curve.precision.tolist() == [1, 4 / 5, 5 / 6]
    assert curve.recall.tolist() == [0.3, 0.4, 0.5]
    assert curve.average_precision == pytest.approx(0.3 + 0.1 * 4 / 5 + 0.1 * 5 / 6)
    assert curve.best == curve.as_given
    assert curve.at_precision(0.99).threshold == 0.9
    assert [point.recall for point in curve.sweep((0.0, 0.5, 0.95))] == [0.5, 0.4]


def test_calibration_is_the_distance_of_scores_from_shares():
    """A score of .9 that is right half the time is off by .4; one that is right as often is not."""
    some = [(at(0.9), True), (at(0.9), False), (at(1.0), True), (at(1.0), True)]
    low, high = (reliability(histogram([(place, True)]))[0] for place in (at(0.2), at(1.0)))
    assert (low.low, low.spans, high.low, high.score) == (0.2, 1, 0.9, 1.0)
    assert low.score == pytest.approx(0.2, abs=5.1e-4)
    assert calibration_error(histogram(some[:2])) == pytest.approx(0.4, abs=5.1e-4)
    assert calibration_error(histogram(some)) == pytest.approx(0.2, abs=5.1e-4)
    assert calibration_error(histogram(some[2:])) == 0
    assert calibration_error(ScoreHistogram.empty(3)) is None


@given(spans)
def test_reliability_leaves_no_prediction_out(some):
    """Each is in one part, and mean score and share of all are those of the parts."""
    parts = reliability(histogram(some))
    assert sum(part.spans for part in parts) == len(some)
    right = sum(part.spans * part.right for part in parts)
    assert right == pytest.approx(sum(one for _, one in some))
    mean = sum(part.spans * part.score for part in parts) / len(some)
    assert mean == pytest.approx(np.mean([EDGES[place] for place, _ in some]), abs=5.1e-4)
