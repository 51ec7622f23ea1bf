"""Tests of the comparison of a repetition with what was published."""

import json
from dataclasses import replace

import pytest

from leakbench.benchmarks.gating.reproduction import reproduced
from leakbench.benchmarks.timing.call_timing import Timing

pytestmark = pytest.mark.slow


def _timed(result, factor):
    timing = result.timing
    slower = [int(one * factor) for one in timing.nanoseconds]
    return replace(
        result,
        timing=Timing(timing.first_call, timing.rows, timing.bytes, slower, timing.passes),
    )


def test_the_same_results_agree(pooled_results):
    """Whatever order they come in: a finding a run, and one for each detector's speed."""
    findings = reproduced(pooled_results, pooled_results[::-1])
    detectors = {one.detector for one in pooled_results}
    assert len(findings) == len(pooled_results) + len(detectors - {"regex"})
    assert all(one.agrees for one in findings)


def test_findings_are_json(pooled_results):
    """Of counts and of speeds."""
    findings = [one.to_json() for one in reproduced(pooled_results, pooled_results)]
    assert json.loads(json.dumps(findings)) == findings


def test_other_counts_and_other_records_do_not(pooled_results):
    """One count is enough, and so is another hash; what is missing is named."""
    first, *rest = pooled_results
    counts = first.counts + first.counts
    assert "counts" in _reason([replace(first, counts=counts), *rest], pooled_results)
    other = {**first.identity, "content_hash": "0"}
    assert "records" in _reason([replace(first, identity=other), *rest], pooled_results)
    assert "not run again" in _reason(pooled_results, rest)
    failed = replace(first, counts=None, failure="no memory")
    assert "no memory" in _reason(pooled_results, [failed, *rest])


def _reason(published, again):
    (differing,) = [one for one in reproduced(published, again) if not one.agrees]
    return differing.reason


def test_a_slow_machine_agrees_and_a_slow_detector_does_not(pooled_results):
    """Everything ten times slower is another machine; one detector alone is another result."""
    slow = [_timed(one, 10) for one in pooled_results]
    assert all(one.agrees for one in reproduced(pooled_results, slow))
    one = [_timed(x, 30) if x.detector == "structured" else x for x in pooled_results]
    (differing,) = [x for x in reproduced(pooled_results, one) if not x.agrees]
    assert differing.detector == "structured"
    assert "speed" in differing.reason


def test_one_disturbed_run_is_not_a_slow_detector(pooled_results):
    """Speed is judged by the median of a detector's runs."""
    runs = [one for one in pooled_results if one.detector == "structured"]
    assert len(runs) > 2
    disturbed = [_timed(one, 30) if one is runs[0] else one for one in pooled_results]
    assert all(one.agrees for one in reproduced(pooled_results, disturbed))
