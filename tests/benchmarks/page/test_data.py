"""Tests of what the page is told."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.page.data import page_runs
from leakbench.benchmarks.scoring.modes import ratio


@pytest.mark.slow
def test_counts_are_those_of_the_results(pooled_results):
    """What is shown derives from stored counts and moments, label by label."""
    runs = page_runs(pooled_results)
    assert len(runs) == len(pooled_results)
    by_key = {(one.corpus, one.noise, one.detector): one for one in pooled_results}
    for run in runs:
        result = by_key[run["corpus"], run["noise"], run["detector"]]
        assert run["all"]["truth"] == result.counts.support()
        assert run["all"]["moments"] == result.intervals["moments"]
        assert sum(one["found"] for one in run["labels"].values()) == run["all"]["found"]
        for novelty in ("seen", "unseen"):
            pairs = [forms[novelty] for forms in run["forms"].values() if novelty in forms]
            counted, found = (sum(some) for some in zip((0, 0), *pairs, strict=True))
            assert ratio(found, counted) == result.counts.recall_of(novelty)
        assert run["files"] is result.files is None
        assert run["mb_per_s"] == result.timing.mb_per_s()
        assert run["ours"] == ("of this house" in result.marks)
        assert run["hash"] == result.identity["content_hash"][:12]


def test_files_are_told_by_what_adds_up(pooled_results):
    """How many there are and how many are low; no quartiles, which do not add up."""
    below = {"0.5": 0, "0.8": 1, "0.95": 2}
    files = {"counted": 3, "below": below, "complete": 1, "recall": {}, "worst": []}
    (run,) = page_runs([replace(pooled_results[0], files=files)])
    assert run["files"] == {"counted": 3, "below": below, "complete": 1}


def test_failures_keep_their_reason(pooled_results):
    """A run without counts says why."""
    (run,) = page_runs([replace(pooled_results[0], counts=None, failure="no memory")])
    assert run["failure"] == "no memory"
    assert run["all"] is None
    assert run["labels"] == {}
