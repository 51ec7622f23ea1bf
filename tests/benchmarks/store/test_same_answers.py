"""Tests of detectors with the same answers."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.store.same_answers import alike

pytestmark = pytest.mark.slow


@pytest.fixture
def by_name(pooled_results):
    """Results of each of two detectors, and of one that is the first under another name."""
    found = {}
    for result in pooled_results:
        found.setdefault(result.detector, []).append(result)
    found["copy"] = [
        replace(one, detector="copy", version="9", declared=("MOBILE",)) for one in found["regex"]
    ]
    return found


def test_a_copy_is_found_out_and_others_are_not(by_name):
    """Whatever it calls itself and declares."""
    assert alike(by_name) == [("copy", "regex"), ("structured",)]


def test_one_other_answer_is_enough(by_name):
    """Counts that differ somewhere, another number of spans, or other records."""
    first, *rest = by_name["copy"]
    other = next(one for one in by_name["structured"] if one.corpus == first.corpus)
    kept = {"sha256": "0", "spans": 3}
    for changed in (replace(first, counts=other.counts), replace(first, predictions=kept)):
        assert ("copy",) in alike({**by_name, "copy": [changed, *rest]})
    assert ("copy",) in alike({**by_name, "copy": rest})


def test_failures_are_not_the_same_answers(failed):
    """Two that never answered have nothing in common."""
    assert alike({"a": [failed], "b": [failed]}) == [("a",), ("b",)]
