"""Tests of what the page is told."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.page.data import page_runs


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
        assert run["mb_per_s"] == result.timing.mb_per_s()
        assert run["hash"] == result.identity["content_hash"][:12]


def test_failures_keep_their_reason(pooled_results):
    """A run without counts says why."""
    (run,) = page_runs([replace(pooled_results[0], counts=None, failure="no memory")])
    assert run["failure"] == "no memory"
    assert run["all"] is None
    assert run["labels"] == {}
