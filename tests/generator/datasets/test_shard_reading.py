"""Tests of reading one shard."""

import hashlib
import os
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leakbench.generator.datasets.manifest import DatasetError
from leakbench.generator.datasets.shard_reading import (
    opened_shard,
    read_shard,
    sha256_of,
    shard_schema,
)
from leakbench.generator.datasets.shards import tasks, write_shard
from leakbench.generator.generate import schema
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person")
ROWS = 50


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A directory with one shard, and what is known of it; not to be changed."""
    out = tmp_path_factory.mktemp("written")
    (task,) = tasks(SPEC, ROWS)
    return out, write_shard(task, out)


def test_a_shard_is_read_with_its_columns(written):
    """In batches of any size."""
    out, shard = written
    assert shard_schema(out / shard.file).equals(schema(SPEC))
    read = list(read_shard(out, shard, 20))
    assert [batch.num_rows for batch in read] == [20, 20, 10]
    assert all(batch.schema.equals(schema(SPEC)) for batch in read)


def test_what_is_hashed_is_what_is_read(written, tmp_path):
    """Another file that takes the name in between changes nothing."""
    out, shard = written
    path = tmp_path / shard.file
    path.parent.mkdir()
    path.write_bytes((out / shard.file).read_bytes())
    reading = read_shard(tmp_path, shard, 20)
    next(reading)
    path.with_name("other").write_bytes(b"other")
    path.with_name("other").replace(path)
    assert sum(batch.num_rows for batch in reading) == 30


def test_an_open_file_is_hashed_and_read_from_its_beginning(tmp_path):
    """Whatever its size."""
    path = tmp_path / "file"
    path.write_bytes(b"x" * 3_000_000)
    with opened_shard(path) as file:
        assert sha256_of(file) == hashlib.sha256(path.read_bytes()).hexdigest()
        assert file.read(1) == b"x"


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_nothing_but_a_file_is_opened(tmp_path, make):
    """A pipe would wait for somebody to write, a device never end."""
    make(tmp_path / "shard")
    with pytest.raises(DatasetError), opened_shard(tmp_path / "shard"):
        pass


def forged(written, tmp_path, change):
    """A shard that somebody made of a sound one, and a manifest's entry that agrees with it."""
    out, shard = written
    path = tmp_path / shard.file
    path.parent.mkdir()
    pq.write_table(change(pq.read_table(out / shard.file)), path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return tmp_path, replace(shard, sha256=sha256)


BAD_LABEL = pa.field("a", pa.string(), metadata={"label": b"\xff"})


def twice(table):
    """Names of a table's columns, of which one is called like another."""
    return [*table.column_names[:2], "text", *table.column_names[3:]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda table: table.slice(1), "49 rows, but the manifest says 50"),
        (lambda table: table.drop_columns(["decoys"]), "not a shard of a dataset"),
        (lambda table: table.set_column(2, "a", pa.array([1] * ROWS)), "column 'a' is int64"),
        (lambda table: table.rename_columns(twice(table)), "two of its columns are called 'text'"),
        (lambda table: table.set_column(2, BAD_LABEL, table["text"]), "truncated or corrupt"),
        (
            lambda table: table.set_column(
                table.num_columns - 3, "text_spans", pa.array([[1]] * ROWS)
            ),
            "truncated or corrupt",
        ),
        (
            lambda table: table.set_column(
                table.num_columns - 4, "text", pa.array([b"\xff"] * ROWS)
            ),
            "UTF8",
        ),
    ],
)
def test_a_shard_that_somebody_made_is_one_line(written, tmp_path, change, message):
    """Though its hash is that of the manifest."""
    out, shard = forged(written, tmp_path, change)
    with pytest.raises(DatasetError, match=message) as error:
        list(read_shard(out, shard, 20))
    assert error.value.path == out / shard.file
    assert "\n" not in str(error.value)


def test_all_shards_have_the_columns_of_the_first(written, tmp_path):
    """Else no batches could be joined."""
    out, shard = forged(
        written, tmp_path, lambda table: table.drop_columns([table.schema.names[2]])
    )
    with pytest.raises(DatasetError, match="its columns are not those of the first shard"):
        list(read_shard(out, shard, 20, schema(SPEC)))
