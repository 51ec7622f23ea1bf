"""Tests of telling formats apart."""

import pytest

from leakbench.benchmarks.sources.labelled_file import LabelledFileError
from leakbench.benchmarks.sources.labelled_formats import (
    READERS,
    SUFFIXES,
    format_of,
    read_labelled,
)


def test_every_suffix_has_a_reader(tmp_path):
    """And a directory of annotations is brat's."""
    assert set(SUFFIXES.values()) | {"brat"} == set(READERS)
    assert format_of(tmp_path) is None
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.ann").touch()
    assert format_of(tmp_path) == "brat"


def test_the_format_can_be_named(tmp_path):
    """Many corpora are called .txt."""
    path = tmp_path / "x.txt"
    path.write_text("甲 S-PER\n", "utf-8")
    assert read_labelled(path, "conll").labels == {"PER"}
    with pytest.raises(LabelledFileError, match=r"a labelled file ends in \.jsonl, \.conll, "):
        read_labelled(path)
