"""Rows a second of writing a dataset and of auditing it, on one core."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leakbench.generator.audit.auditor import audit
from leakbench.generator.datasets.content import GROUP_ROWS, ContentHash
from leakbench.generator.datasets.dataset import write_dataset
from leakbench.generator.datasets.shards import tasks, write_shard
from leakbench.generator.generate import batches, schema
from leakbench.generator.parquet.parquet_file import ParquetFile
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

SPEC = Spec(corpus="legal_person")
FEW = 2_000


@pytest.fixture
def rows(at_scale):
    """A whole shard where something is timed."""
    return GROUP_ROWS if at_scale else FEW


def test_shard(timed, rows, tmp_path):
    """Generated, hashed, counted, written as zstd Parquet."""
    (task,) = tasks(SPEC, rows)
    shard = timed(lambda: write_shard(task, tmp_path), "shard: legal_person", rows=rows)
    assert shard.rows == rows


def test_content_hash(timed, rows):
    """Of that shard, the rows being there."""
    made = list(batches(SPEC, rows))

    def hashed():
        content = ContentHash(schema(SPEC))
        for batch in made:
            content.update(batch)
        return content.rows

    size = sum(batch.nbytes for batch in made) / 1e6
    assert timed(hashed, "content hash: legal_person", rows=rows, MB=size) == rows


def test_parquet(timed, rows, tmp_path):
    """Of that shard, the rows being there: encoded, compressed, its bytes hashed."""
    made = list(batches(SPEC, rows))

    def write():
        with (tmp_path / "shard.parquet").open("wb") as file:
            parquet = ParquetFile(file, schema(SPEC))
            for batch in made:
                parquet.write(batch)
            return parquet.finish()

    size = sum(batch.nbytes for batch in made) / 1e6
    assert timed(write, "Parquet: legal_person", rows=rows, MB=size)


def test_parquet_of_arrow(timed, rows):
    """Arrow's encoder beside it, which neither compresses, nor looks for names, nor hashes."""
    made = list(batches(SPEC, rows))

    def write():
        sink = pa.BufferOutputStream()
        with pq.ParquetWriter(
            sink, schema(SPEC), compression="none", use_dictionary=False, write_statistics=False
        ) as writer:
            for batch in made:
                writer.write_batch(batch)
        return sink.getvalue().size

    size = sum(batch.nbytes for batch in made) / 1e6
    assert timed(write, "Parquet without compression: legal_person", rows=rows, MB=size)


def test_audit(timed, rows, tmp_path):
    """All checks, with samples of the other splits."""
    write_dataset(SPEC, rows, tmp_path / "out")
    findings = timed(
        lambda: list(audit([tmp_path / "out"])), "audit: legal_person", rounds=3, rows=rows
    )
    assert all(finding.ok for finding in findings)
