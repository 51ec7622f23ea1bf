"""Tests of what JSON tells of a record, and of arrays of JSON."""

import json

import pyarrow as pa
import pytest

from leakbench.benchmarks.training_formats.record_columns import one_array, record_numbers

from .labelled_records import labelled_texts


@pytest.mark.parametrize("batches", [[], [["1"]], [["1", "2"], ["3"]]])
def test_batches_are_one_array(batches):
    """With a comma between any two items."""
    text = b"".join(one_array(pa.array(batch) for batch in batches))
    assert json.loads(text) == [int(item) for batch in batches for item in batch]


@pytest.mark.parametrize(
    ("files", "about"),
    [(None, ["", ""]), (["b", "a"], ['"file": 0, ', '"file": 1, '])],
)
def test_records_and_files_are_numbered(files, about):
    """Files only where the source has some."""
    (batch,) = labelled_texts([("甲", []), ("乙", [])], files).batches()
    found = record_numbers(batch)
    assert found["id"].to_pylist() == ["0", "1"]
    assert found["about"].to_pylist() == about
