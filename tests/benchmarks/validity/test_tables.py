"""Tests of external validity as rows of tables."""

import pytest

from leakbench.benchmarks.validity.plan import parts_of, plan
from leakbench.benchmarks.validity.tables import (
    agreement_row,
    incomparable_rows,
    overstatement_rows,
    point_rows,
    score_rows,
    swap_rows,
    transfer_rows,
)


def test_an_agreement_is_one_flat_row(measured):
    """Every figure with its interval, or null."""
    for one in measured.agreements:
        row = agreement_row(one)
        assert row["detectors"] == len(one.detectors)
        assert row["generated"] == " + ".join(one.generated)
        assert row["tau_records_low"] <= row["tau"] <= row["tau_records_high"]
        assert row["sure_pairs"] == sum(pair.sure for pair in one.pairs)
        assert (row["tau_sure"] is None) == (row["sure_pairs"] == 0)


def test_tau_leaves_near_ties_out(made_up):
    """What changes by a hair counts neither for nor against."""
    (one,) = made_up("f1").agreements
    row = agreement_row(one)
    kept = [pair for pair in one.pairs if pair.sure and not pair.changed]
    assert row["sure_pairs"] == sum(pair.sure for pair in one.pairs) == 9
    assert row["tau_sure"] == pytest.approx((2 * len(kept) - 9) / 9, abs=1e-4)


def test_pairs_that_change_places_are_told(made_up):
    """By each metric, the sure first; no unions, and who has the same scores is named too."""
    rows = swap_rows(made_up("f1", "recall"), plan())
    assert [row["metric"] for row in rows] == ["f1", "f1", "recall", "recall"]
    sure, unsure, *_ = rows
    assert (sure["ahead"], sure["behind"], sure["sure"]) == (["native", "tagger"], ["lac"], True)
    assert (unsure["ahead"], unsure["behind"], unsure["sure"]) == (["argus"], ["jieba"], False)
    assert (sure["trained"], unsure["trained"]) == (True, False)
    for row in rows:
        assert row["before"] == pytest.approx(row["ahead_generated"] - row["behind_generated"])
        assert row["after"] == pytest.approx(row["ahead_real"] - row["behind_real"])
        assert row["before"] > 0 > row["after"]
        sides = row["before_low"] > 0 and row["after_high"] < 0
        assert row["sure"] == sides


def test_every_detector_by_itself_has_its_overstatement(made_up):
    """The most overstated first, who has another's scores too; the trained are marked."""
    rows = overstatement_rows(made_up("f1", "recall"), plan())
    told = {row["detector"]: row["overstated"] for row in rows}
    assert told == {"native": 0.35, "tagger": 0.35, "argus": 0.1, "jieba": 0.098, "lac": 0.0}
    assert list(told.values()) == sorted(told.values(), reverse=True)
    assert {row["detector"] for row in rows if row["trained"]} == {"native", "tagger"}
    for row in rows:
        assert row["overstated"] == pytest.approx(row["generated"] - row["real"], abs=2e-4)
        assert row["overstated_low"] < row["overstated"] < row["overstated_high"]
        assert row["sure"] == (row["overstated_low"] > 0 or row["overstated_high"] < 0)


def test_overstatement_is_of_the_scores_measured(measured, panel):
    """Those on real text are those in the table of scores."""
    real = {
        row["detector"]: row["f1"]
        for row in score_rows(measured, panel, plan())
        if row["text"] == "real"
    }
    rows = overstatement_rows(measured, plan())
    singles = {name for name in panel.names if len(parts_of(name)) == 1}
    assert {row["detector"]: row["real"] for row in rows} == {name: real[name] for name in singles}


def test_points_are_those_that_are_ranked_by_f1(measured):
    """Each with its score on both sides; unions are marked."""
    rows = point_rows(measured, plan())
    (first,) = (one for one in measured.agreements if one.trained and one.metric == "f1")
    assert [row["detector"] for row in rows] == list(first.detectors)
    real, _ = measured.real["phones", "TEL"].scores("f1", first.detectors)
    assert [row["real"] for row in rows] == pytest.approx(real.tolist(), abs=1e-4)
    assert all(row["union"] == (len(parts_of(row["detector"])) > 1) for row in rows)


def test_scores_are_of_all_who_declare_the_label(measured, panel):
    """On real text and on generated text, with their intervals."""
    rows = score_rows(measured, panel, plan())
    assert {row["text"] for row in rows} == {"real", "generated"}
    assert {row["detector"] for row in rows} == set(panel.names)
    assert all(row["recall_low"] <= row["recall"] <= row["recall_high"] for row in rows)


def test_nobody_learnt_from_generated_text_here(measured, panel):
    """So nothing is transferred, and nobody is left out."""
    assert transfer_rows(measured, panel, plan()) == []
    assert incomparable_rows(measured) == [{"corpus": "phones", "label": "TEL", "detectors": []}]
