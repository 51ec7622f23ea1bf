"""Tests of how sure counts are."""

import pytest

from leakbench.benchmarks.triage import uncertainty
from leakbench.benchmarks.triage.assessment import Assessment
from leakbench.benchmarks.triage.uncertainty import (
    QUANTILES,
    intervals,
    measured,
    measured_document,
    ratios,
)
from leakbench.generator.persons.tier_counts import TierCounts

FOUND = Assessment(1_000, 0, TierCounts({(5000,): 1_000}))


def folders(*found):
    """Made-up folders of 100 people each, of whom so many were found."""
    side = dict.fromkeys(("people", "lower_sum", "upper_sum"), 100)
    return [{"true": side, "found": dict.fromkeys(side, people)} for people in found]


def test_ratios_are_quantiles_over_folders():
    """Of what was found to what is true; folders of nobody tell nothing."""
    made = ratios([*folders(*range(90, 111)), {"true": dict.fromkeys(("people", "lower_sum",
                   "upper_sum"), 0), "found": {}}])  # fmt: skip
    assert made["people"] == [0.91, 1.09]
    assert ratios([]) == {}


def test_an_interval_holds_what_was_counted(monkeypatch):
    """The widest of all ways of writing, and wider than nothing where a detector errs one way."""
    runs = [
        {
            "noise": noise,
            "split": "dev",
            "seed": 1,
            "tool": {},
            "results": [{"detector": "d", "failure": None, "folders": 2, "each": folders(*found)}],
        }
        for noise, found in (("clean", (80, 80)), ("worn", (90, 90)))
    ]
    document = measured_document(runs)
    assert document["detectors"]["d"]["clean"]["people"] == [0.8, 0.8]
    monkeypatch.setattr(uncertainty, "measured", lambda: document)
    assert intervals("d", FOUND)["people"] == pytest.approx((1_000, 1_250))
    assert intervals("nobody", FOUND) is None


def test_what_is_shipped_was_measured_on_dev():
    """Of clean and worn folders, by people and by both sums."""
    document = measured()
    assert document["split"] == "dev"
    assert document["quantiles"] == list(QUANTILES)
    for of in document["detectors"].values():
        assert set(of) == {"clean", "worn"}
        for one in of.values():
            assert one["folders"] >= 50
            assert all(low <= high for low, high in (one[name] for name in uncertainty.MEASURES))
    low, high = intervals("native", FOUND)["people"]
    assert low < 1_000 < high
