"""Tests of curves and calibration on the sides of the headline."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.operating import operating, page_operating

from .scored_results import graded

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told(contest):
    """Two detectors give scores, one of them of this house; the others do not."""
    results = graded(contest, "forgetful", "ours")
    return operating(headline(results), results)


def test_those_that_give_scores_have_a_curve_on_each_side(told):
    """Ours last; all others are named as having none."""
    for some in told.sides.values():
        assert [one.name for one in some] == ["forgetful", "ours"]
        assert [one.ours for one in some] == [False, True]
    assert list(told.sides) == ["real", "generated"]
    assert told.equal == ("coarse", "digits", "twin")
    assert told.unknown == ()


def test_with_everything_it_says_it_scores_as_in_the_headline(told, contest):
    """Whatever is missed counts, and false alarms on text without anybody."""
    table = headline(contest)
    rows = {row.name: row for row in (*table.ranked, *table.ours)}
    for side, some in told.sides.items():
        for one in some:
            sums = rows[one.name].sides[side].sums
            assert one.curve.as_given.f1 == pytest.approx(sums.score("f1"))
            assert one.curve.as_given.recall == pytest.approx(sums.score("recall"))
            assert one.histogram.wrong.sum() == sums.predicted - sums.found


def test_what_an_older_leakbench_counted_is_not_known(contest):
    """One such result on a side is enough; no curve is made of the rest."""
    results = graded(contest, "forgetful", "ours")
    old = [
        replace(one, scores=None) if (one.detector, one.corpus) == ("ours", "clean_text") else one
        for one in results
    ]
    told = operating(headline(old), old)
    assert told.unknown == ("ours",)
    assert [one.name for one in told.sides["generated"]] == ["forgetful"]
    assert [one.name for one in told.sides["real"]] == ["forgetful", "ours"]


def test_the_page_is_told_the_same(told):
    """Figures as they are; points of the curve to three decimals, and no two alike."""
    page = page_operating(told)
    assert page["equal"] == told.equal
    for side, some in told.sides.items():
        for one, shown in zip(some, page["sides"][side], strict=True):
            assert shown["average_precision"] == one.curve.average_precision
            assert shown["best"]["f1"] == one.curve.best.f1
            assert shown["curve"][-1][0] == pytest.approx(one.curve.as_given.recall, abs=5e-4)
            assert len(set(shown["curve"])) == len(shown["curve"]) > 1
            assert sum(part["spans"] for part in shown["reliability"]) == (
                one.histogram.right.sum() + one.histogram.wrong.sum()
            )
