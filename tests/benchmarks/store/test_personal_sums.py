"""Tests of personal values out of results."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.store.personal_sums import (
    declares,
    family_sums,
    fine_sums,
    personal_sums,
)

pytestmark = pytest.mark.slow


def test_what_older_results_tell_is_what_is_counted_now(pooled_results):
    """Exactly, but for values of families that are partly personal: those within a few."""
    for result in pooled_results:
        (now, own), (told, told_own) = (
            personal_sums(one) for one in (result, replace(result, personal=None))
        )
        assert told.truth == now.truth
        assert told.found == pytest.approx(now.found, abs=3)
        assert told.predicted == pytest.approx(now.predicted, abs=10)
        assert told_own[0] == own[0]
        assert told_own[1] == pytest.approx(own[1], abs=10)
        assert now.interval("f1") is not None
        assert told.interval("f1") is None


def test_of_a_labelled_file_it_is_exact(result):
    """One person and one telephone number, which is found; persons are not declared."""
    (now, own), (told, told_own) = (
        personal_sums(one) for one in (result, replace(result, personal=None))
    )
    assert (now.truth, now.found, now.predicted) == (told.truth, told.found, told.predicted)
    assert (now.truth, now.found, now.predicted) == (2, 1, 1)
    assert own == told_own == (1, 1)


def test_families_and_fine_scores(result, pooled_results):
    """By family at coarse depth; fine scores are of personal labels, no more than those."""
    assert family_sums(result)["PHONE"].found == 1
    assert family_sums(result)["PERSON"].found == 0
    assert declares(result, "PHONE")
    assert not declares(result, "PERSON")
    for one in pooled_results:
        fine, (coarse, _) = fine_sums(one), personal_sums(one)
        assert fine.truth == coarse.truth
        assert fine.found <= coarse.found


def test_failures_have_nothing(failed):
    """Neither sums nor families."""
    assert personal_sums(failed) is None
    assert family_sums(failed) == {}
    assert fine_sums(failed).truth == 0
