"""Tests of two rankings beside each other."""

from itertools import combinations

import numpy as np
import pytest

from leakbench.benchmarks.validity.agreement import Comparison
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.plan import plan

from .conftest import NAMES

pytestmark = pytest.mark.slow


def test_a_detector_and_its_copy_count_once(measured):
    """Stdnum adds nothing to the regular expressions for phone numbers."""
    (first, *_) = measured.agreements
    assert first.same["stdnum"] == "regex"
    assert set(first.detectors) | set(first.same) == set(NAMES)
    assert not set(first.detectors) & set(first.same)


def test_the_best_on_real_text_comes_first(measured):
    """Scores fall along the list."""
    for one in measured.agreements:
        scores = measured.real["phones", "TEL"].scores(one.metric, one.detectors)[0]
        assert (np.diff(scores) <= 0).all()


def test_every_two_of_the_ranked_are_a_pair(measured):
    """With the scores that they are ranked by."""
    for one in measured.agreements:
        names = {frozenset((pair.ahead.detector, pair.behind.detector)) for pair in one.pairs}
        assert names == set(map(frozenset, combinations(one.detectors, 2)))
        assert len(one.pairs) == len(names)
        standings = {standing.detector: standing for standing in one.standings}
        assert all(pair.ahead is standings[pair.ahead.detector] for pair in one.pairs)


def test_a_union_stands_for_nobody(measured):
    """Of those with the same scores a detector by itself is ranked, in whatever order named."""
    place, sources = ("phones", "TEL"), ["enquiries/clean"]
    union = "union:regex+stdnum"
    real, made = measured.real[place], measured.generated["enquiries/clean", "PHONE"]
    for scores in (real, made):
        assert (scores.sums["regex"] == scores.sums["stdnum"]).all()
    twice = [
        type(scores)(
            {**scores.sums, union: scores.sums["regex"]},
            {**scores.redrawn, union: scores.redrawn["regex"]},
        )
        for scores in (real, made)
    ]
    comparison = Comparison(
        {place: twice[0]},
        {("enquiries/clean", "PHONE"): twice[1]},
        DetectorPanel([union, "stdnum"]),
        plan(),
    )
    found = comparison.of(place, "PHONE", sources, "f1", trained=True)
    assert found.detectors == ("stdnum",)
    assert found.same == {union: "stdnum"}
    assert found.pairs == ()
