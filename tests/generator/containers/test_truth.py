"""Tests of truth files."""

import pyarrow as pa
import pytest

from leakbench.generator.containers.labelled_cells import SPANS
from leakbench.generator.containers.truth import (
    TruthError,
    hash_of,
    read_truth,
    truth_path,
    writing_truth,
)

SPAN = {
    "row": 1,
    "column": 2,
    "start": 3,
    "end": 5,
    "label": "MOBILE",
    "subject": None,
    "quality": "exact",
    "form": "plain",
}


def test_truth_is_read_as_it_was_written(tmp_path):
    """Rows counted from the first row of the grid; how the file was made stands beside."""
    path = tmp_path / "表.csv"
    with writing_truth(truth_path(path)) as file:
        file.add(0, 1, pa.RecordBatch.from_pylist([SPAN], schema=SPANS))
        file.add(4, 10, pa.RecordBatch.from_pylist([SPAN], schema=SPANS))
        file.about({"表": [1]})
    found = read_truth(path)
    assert found.spans.to_pylist() == [
        {"sheet": 0, **SPAN, "row": 2},
        {"sheet": 4, **SPAN, "row": 11},
    ]
    assert found.about == {"表": [1]}


def test_a_truth_that_fails_leaves_nothing(tmp_path):
    """It is there whole or not at all."""

    def failing():
        with writing_truth(tmp_path / "x") as file:
            file.add(0, 0, pa.RecordBatch.from_pylist([SPAN], schema=SPANS))
            raise KeyError

    with pytest.raises(KeyError):
        failing()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("content", "reason"), [(None, "no truth of"), (b"x", "is no truth")])
def test_what_is_no_truth_is_told(tmp_path, content, reason):
    """By its path."""
    path = tmp_path / "a.csv"
    if content:
        truth_path(path).write_bytes(content)
    with pytest.raises(TruthError, match=rf"a\.csv\.truth\.parquet: .*{reason}"):
        read_truth(path)


def test_the_hash_is_of_all_bytes(tmp_path):
    """As the standard tool counts it."""
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    assert hash_of(path).startswith("ba7816bf8f01cfea414140de5dae2223")
