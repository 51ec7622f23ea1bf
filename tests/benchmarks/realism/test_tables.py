"""Tests of realism as rows of tables."""

import pytest

from leakbench.benchmarks.realism.ladder import LOSSES, STEPS
from leakbench.benchmarks.realism.tables import (
    SCORES,
    example_rows,
    feature_rows,
    order_rows,
    score_rows,
    shape_rows,
    swap_rows,
    value_rows,
    variety_rows,
)
from leakbench.benchmarks.validity.plan import plan

pytestmark = pytest.mark.slow


def test_every_row_says_what_it_is_of(measured):
    """Corpus and label, and figures between their bounds."""
    found = measured.realism
    rows = value_rows(found) + score_rows(found, plan()) + swap_rows(found)
    for row in rows + feature_rows(found) + shape_rows(found) + order_rows(found):
        assert row["corpus"] == "property_owners"
        assert row["label"] in {"ADDRESS", "PERSON", "PHONE"}
    for row in rows:
        for name in [name.removesuffix("_low") for name in row if name.endswith("_low")]:
            assert row[f"{name}_low"] <= row[name] <= row[f"{name}_high"]
    assert example_rows(found) == []


def test_scores_have_all_steps_and_losses(measured):
    """As the ladder has them."""
    for row in score_rows(measured.realism, plan()):
        assert set(SCORES) <= set(row)
        for name, (one, other) in LOSSES.items():
            assert row[name] == pytest.approx(row[one] - row[other], abs=2e-4)


def test_orders_follow_the_scores(measured):
    """The best of every step comes first."""
    scores = {(row["label"], row["detector"]): row for row in score_rows(measured.realism, plan())}
    for row in order_rows(measured.realism):
        for step in STEPS:
            values = [scores[row["label"], name][step] for name in row[step]]
            assert values == sorted(values, reverse=True)


def test_variety_is_of_both_sides(measured):
    """At as many characters."""
    generated, real = variety_rows(measured.realism)
    assert (generated["text"], real["text"]) == ("generated", "real")
    assert generated["characters"] == real["characters"]
