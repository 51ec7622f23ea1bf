"""Tests of the area under the ROC curve."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.statistics.auc import auc, mean_auc

scores = st.lists(st.integers(0, 9), min_size=2, max_size=30)


@given(scores, scores)
def test_the_area_is_that_of_scikit_learn(above, below):
    """With ties, and turned round."""
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415 - slow, and all workers collect this

    truth = [1] * len(above) + [0] * len(below)
    assert auc(above, below).value == pytest.approx(roc_auc_score(truth, above + below))
    assert auc(below, above).value == pytest.approx(1 - auc(above, below).value)


def test_the_interval_holds_the_area_about_as_often_as_it_says():
    """Two normal distributions whose means are one deviation apart: the area is .76."""
    random = np.random.default_rng(0)
    held = 0
    for _ in range(400):
        folds = [auc(random.normal(1, 1, 40), random.normal(0, 1, 40)) for _ in range(5)]
        _, interval = mean_auc(folds)
        held += interval.low <= 0.76025 <= interval.high
    assert 0.92 <= held / 400 <= 0.98


def test_perfect_scores_are_not_certain():
    """Nothing varies, and few scores leave room all the same."""
    value, interval = mean_auc([auc([2, 3, 4], [0, 1, 1])])
    assert value == 1.0
    assert interval.high == 1.0
    assert interval.low < 0.6
