"""Tests of predictions by score out of documents."""

from leakbench.benchmarks.store.score_sums import (
    coarse_histogram,
    fine_histogram,
    operating_points,
)


def columns(lowest, same, family, wrong):
    """One bin of a label."""
    return {"from": [lowest], "same": [same], "family": [family], "wrong": [wrong]}


SCORES = {
    "personal": {"MOBILE": columns(0.9, 6, 2, 1), "PHONE": columns(0.5, 0, 3, 4)},
    "apart": {"COMPANY": columns(0.7, 50, 0, 50), "MOBILE": columns(0.9, 0, 5, 0)},
}
LABELS = {"MOBILE", "PHONE"}


def test_personal_values_alone_are_told_at_coarse_depth():
    """Right under any label of the family; firms and hotlines count in nothing."""
    coarse = coarse_histogram(SCORES, 20)
    assert (coarse.right.sum(), coarse.wrong.sum(), coarse.truth) == (11, 5, 20)
    assert coarse.gives_scores


def test_at_fine_depth_another_label_is_wrong():
    """Also that of a hotline, which at coarse depth excuses it."""
    fine = fine_histogram(SCORES, 20, LABELS)
    assert (fine.right.sum(), fine.wrong.sum()) == (6, 15)


def test_a_summary_tells_points_and_parts():
    """Thresholds that reach a precision, what no threshold reaches, and the whole sweep."""
    told = operating_points(SCORES, 20, LABELS)
    assert told["gives_scores"]
    assert told["recall_at_precision"] == {"0.95": None, "0.99": None}
    assert told["best_f1"]["threshold"] == 0.5
    assert told["average_precision"] > told["average_precision_fine"] > 0
    assert told["sweep"][0] == {**told["best_f1"], "threshold": 0.0}
    assert [part["spans"] for part in told["reliability"]] == [7, 9]


def test_of_equal_scores_only_that_they_are():
    """One point is no curve, and says nothing of calibration."""
    equal = {"personal": {"MOBILE": columns(1.0, 6, 0, 1)}, "apart": {}}
    told = operating_points(equal, 8, LABELS)
    assert told.pop("gives_scores") is False
    assert not any(told.values())
