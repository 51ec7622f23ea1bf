"""Tests of what a user's lists amount to."""

from leakbench.benchmarks.triage.lists import read_lists
from leakbench.benchmarks.triage.summary import summarise


def test_numbers_without_truth(by_header, header_detector, listed):
    """A user's own list has no truth; a detector that cannot see anybody has no number."""
    told = []
    lists = [listed(MOBILE=["10000000001", "10000000002"])]
    detectors = [by_header, header_detector("speechless", {"HOTEL"})]
    found, none = summarise("here", lists, detectors, told.append)
    assert told == [1, 1]
    assert (found["path"], found["lists"], found["rows"], found["people"]) == ("here", 1, 2, 2)
    assert (found["true"], found["true_people"], found["failure"]) == (None, None, None)
    assert (found["tiers"], found["by_tiers"]) == ({"5000": 2}, "5000: 2")
    assert (found["lower"], found["upper"]) == ("below", "below")
    assert found["kinds"] == {"list": "other"}
    assert none["people"] is none["lower"] is None
    assert "none of its labels" in none["failure"]


def test_generated_lists_have_their_truth(by_header, dataset):
    """The true people stand beside: of 300 rows, of which some are no records or repeat others."""
    (record,) = summarise("set", read_lists(dataset), [by_header], lambda _done: None)
    assert 285 <= record["true_people"] == record["true"]["people"] < 300
