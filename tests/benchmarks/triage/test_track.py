"""Tests of detectors on the triage track."""

import pytest

from leakbench.benchmarks.running.entrants import DetectorFailedError, entrant
from leakbench.benchmarks.triage.assessment import Assessment
from leakbench.benchmarks.triage.track import TriageScore, count_people, run_triage
from leakbench.generator.persons.tier_counts import TierCounts
from leakbench.generator.spec import Spec


def test_errors_are_shares_of_the_truth():
    """People, verdicts of both readings, and records by tiers."""
    score = TriageScore()
    for found, true in [
        (Assessment(98, 0, TierCounts({(50,): 50})), Assessment(100, 0, TierCounts({(50,): 49}))),
        (
            Assessment(10, 0, TierCounts({(50, 500): 60})),
            Assessment(10, 0, TierCounts({(50, 500): 60})),
        ),
        (Assessment(3, 0, TierCounts({})), Assessment(4, 0, TierCounts({(5000,): 4}))),
    ]:
        score.found.append(found)
        score.true.append(true)
    made = score.summary()
    assert made["folders"] == 3
    assert made["people_error"] == pytest.approx(0.02)
    assert made["people_error_max"] == pytest.approx(0.25)
    assert made["people_bias"] == pytest.approx((-0.02 - 0.25) / 3)
    assert (made["within_2"], made["within_10"]) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert made["lower_right"] == made["upper_right"] == pytest.approx(2 / 3)
    assert made["verdict_right"] == pytest.approx(2 / 3)
    assert made["tier_error"] == pytest.approx((1 + 0 + 4) / (49 + 60 + 4))


def test_no_folder_has_no_rate():
    """Nulls, never zeros."""
    assert set(TriageScore().summary().values()) == {0, None}


@pytest.mark.slow
def test_native_is_near_the_truth_and_the_others_have_their_rows(header_detector):
    """The same folders for all, one that can tell nobody apart with its reason."""
    told = []
    detectors = [entrant("native"), entrant("regex"), header_detector("namesayer", {"COMPANY"})]
    native, regex, none = run_triage(
        2, Spec(corpus="", split="dev", noise="worn", seed=5), detectors, told.append
    )
    assert sum(told) == 6
    assert native["people_error"] <= 0.1
    assert native["verdict_right"] == 1.0
    assert native["rows"] == regex["rows"] == none["rows"]
    assert regex["failure"] is None
    assert [each["folder"] for each in native["each"]] == [each["folder"] for each in regex["each"]]
    assert "none of its labels" in none["failure"]
    assert none["people_error"] is None
    assert none["each"] == []


def test_a_detector_that_tells_nobody_apart_is_refused(header_detector, listed):
    """It does not report an empty list."""
    with pytest.raises(DetectorFailedError, match="MOBILE or RESIDENT_ID"):
        count_people([listed(COMPANY=["某公司"])], header_detector("namesayer", {"COMPANY"}))
