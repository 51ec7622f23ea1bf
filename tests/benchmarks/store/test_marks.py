"""Tests of marks out of results."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.store.marks import is_ours, marks_of

pytestmark = pytest.mark.slow


def test_a_result_says_what_its_detector_said(result):
    """The last that says something counts; who says that it has none has none."""
    ours = replace(result, marks=("of this house",))
    assert marks_of([result, ours]) == ("of this house",)
    assert is_ours([ours])
    assert marks_of([ours, replace(result, marks=())]) == ()


def test_older_results_are_known_by_name(result):
    """As the registry lists it; nothing of a name that it does not know."""
    older = replace(result, marks=None, detector="native")
    assert "trained on these corpora" in marks_of([older])
    assert is_ours([older])
    assert marks_of([replace(older, detector="gone")]) == ()
    union = replace(older, detector="union:lac+regex")
    assert set(marks_of([union])) == {"of this house", "trained on real text", "patterns"}
