"""Tests of records at a path."""

import pytest

from leakbench.benchmarks.provenance.reading import record_batches
from leakbench.generator.datasets.dataset import write_dataset
from leakbench.generator.spec import Spec


def cells(path, unread):
    """All cells."""
    return [
        cell
        for batch in record_batches(path, unread)
        for column in batch.columns
        for cell in column.to_pylist()
    ]


@pytest.mark.slow
def test_a_dataset_gives_its_columns(tmp_path):
    """Not its spans, whose numbers are no numbers of people."""
    write_dataset(Spec("exam_roster"), 20, tmp_path / "lists")
    batches = list(record_batches(tmp_path / "lists", []))
    assert sum(batch.num_rows for batch in batches) == 20
    assert "text" not in batches[0].schema.names


def test_a_folder_gives_its_files_and_what_was_not_read(tmp_path):
    """Other files go on; what holds no text by its kind is no loss."""
    (tmp_path / "a.csv").write_text("姓名,电话\n甲,13800000000\n", "utf-8")
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(9))
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04 cut")
    unread = []
    assert cells(tmp_path, unread) == ["甲", "13800000000"]
    assert len(unread) == 1
    assert "c.xlsx" in unread[0]
