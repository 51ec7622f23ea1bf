"""Tests of the truth of cases."""

import pytest

from leakbench.benchmarks.holdings.case_truth import (
    CaseError,
    CaseTruth,
    TrueFile,
    read_case_truth,
)


def test_what_is_no_truth_is_one_line(tmp_path):
    """With its path."""
    with pytest.raises(CaseError, match=f"{tmp_path}: no truth of a case") as caught:
        read_case_truth(tmp_path)
    assert len(str(caught.value).splitlines()) == 1
    assert caught.value.path == tmp_path


def test_what_is_packed_belongs_to_its_archive():
    """However deep it is."""
    one = TrueFile(0, "a/b.zip", is_list=True, people=3, tiers=(5000,), parents=(), change="source")
    known = CaseTruth([one], {}, {one.path: one})
    assert known.file_of("a/b.zip") == known.file_of("a/b.zip!c.tar!d.csv") == one
    assert known.file_of("a/c.zip") is None
