"""Tests of external validity as rows of tables."""

import pytest

from leakbench.benchmarks.validity.plan import parts_of, plan
from leakbench.benchmarks.validity.tables import (
    agreement_row,
    incomparable_rows,
    point_rows,
    score_rows,
    transfer_rows,
)


def test_an_agreement_is_one_flat_row(measured):
    """Every figure with its interval, or null."""
    for one in measured.agreements:
        row = agreement_row(one)
        assert row["detectors"] == len(one.detectors)
        assert row["generated"] == " + ".join(one.generated)
        assert row["tau_records_low"] <= row["tau"] <= row["tau_records_high"]


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
