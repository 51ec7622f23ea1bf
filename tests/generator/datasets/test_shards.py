"""Tests of single shards."""

import errno
import subprocess
import sys
from collections import Counter
from hashlib import sha256

import pyarrow.parquet as pq
import pytest

from leakbench.generator.datasets import shards
from leakbench.generator.datasets.content import GROUP_ROWS, content_hash
from leakbench.generator.datasets.dataset import DatasetError, write_dataset
from leakbench.generator.datasets.shards import tasks, write_shard
from leakbench.generator.generate import batches
from leakbench.generator.parquet.parquet_file import ParquetFile
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person")


def names(path):
    """Names of all files in a directory, hidden ones too."""
    return sorted(found.name for found in path.rglob("*") if found.is_file())


def test_shards_part_the_rows():
    """They follow one another without a gap, and their names count them."""
    found = tasks(SPEC, 2 * GROUP_ROWS + 1)
    assert [(task.start, task.rows) for task in found] == [
        (0, GROUP_ROWS),
        (GROUP_ROWS, GROUP_ROWS),
        (2 * GROUP_ROWS, 1),
    ]
    assert [task.file for task in found] == [
        f"data/test-{place:05d}-of-00003.parquet" for place in range(3)
    ]


def test_row_groups_are_blocks(tmp_path, monkeypatch):
    """So that memory does not grow with the rows; all columns are compressed."""
    monkeypatch.setattr(shards, "BLOCK", 64)
    (task,) = tasks(SPEC, 150)
    write_shard(task, tmp_path)
    found = pq.read_metadata(tmp_path / task.file)
    groups = [found.row_group(place) for place in range(found.num_row_groups)]
    assert [group.num_rows for group in groups] == [64, 64, 22]
    columns = [groups[0].column(place) for place in range(groups[0].num_columns)]
    assert {column.compression for column in columns} == {"ZSTD"}


def full(*_):
    """What a write to a full disk does."""
    raise OSError(errno.ENOSPC, "Error writing bytes to file")


@pytest.mark.parametrize("call", ["write", "finish"])
def test_a_full_disk_is_one_line(tmp_path, monkeypatch, call):
    """Whether it is full while rows are written or at the end; nothing is left but the note."""
    monkeypatch.setattr(ParquetFile, call, full)
    with pytest.raises(DatasetError, match="the disk is full; the shard was dropped") as error:
        write_dataset(SPEC, 100, tmp_path / "out")
    assert error.value.path.name == "test-00000-of-00001.parquet"
    assert names(tmp_path / "out") == [".partial.json"]


LIMITED = """
import resource, sys
from leakbench.benchmarks.cli import main
from leakbench.generator import generate
generate._writer  # compiled kernels are read before files may no longer grow
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
main(["generate", "legal_person", "--rows", "20000", "--out", sys.argv[1]])
"""


@pytest.mark.slow
def test_a_file_that_cannot_grow_is_one_line(tmp_path):
    """The operating system itself refuses to write on."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, tmp_path / "out"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("Error: ")
    assert "cannot be written" in last
    assert "Traceback" not in done.stderr
    assert names(tmp_path / "out") == [".partial.json"]


def test_the_hash_of_a_shard_is_that_of_its_rows(tmp_path):
    """As of the batches themselves."""
    (task,) = tasks(SPEC, 150)
    shard = write_shard(task, tmp_path)
    manifest = write_dataset(SPEC, 150, tmp_path / "out")
    assert manifest.shards == (shard,)
    assert manifest.content_hash == content_hash(batches(SPEC, 150))


def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path):
    """It is taken while the file is written."""
    (task,) = tasks(SPEC, 150)
    shard = write_shard(task, tmp_path)
    assert shard.sha256 == sha256((tmp_path / task.file).read_bytes()).hexdigest()


def test_labels_are_counted(tmp_path):
    """As often as they stand in the rows."""
    (task,) = tasks(SPEC, 150)
    shard = write_shard(task, tmp_path)
    (batch,) = batches(SPEC, 150)
    for column, counts in (("text_spans", shard.labels), ("cell_spans", shard.cell_labels)):
        found = batch.column(column).flatten().field("label").to_pylist()
        assert counts == dict(sorted(Counter(found).items()))
