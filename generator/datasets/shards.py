"""One shard of a dataset: a group of its rows as a Parquet file, with hash and counts.

A shard depends on nothing but its spec and its place, so any process may write it.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from leakbench.generator.datasets.content import GROUP_ROWS, ContentHash
from leakbench.generator.datasets.manifest import DatasetError, Shard, shard_file
from leakbench.generator.datasets.outputs import replacing
from leakbench.generator.generate import BLOCK, batches, schema
from leakbench.generator.spec import Spec

Progress = Callable[[int], None]
"""Told how many more rows are done."""

_FULL = {errno.ENOSPC: "the disk is full", errno.EDQUOT: "the disk quota is used up"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A shard to be written.

    Attributes:
        spec: What to generate.
        start: Its first row.
        rows: How many rows it has.
        file: Its path inside the dataset.
    """

    spec: Spec
    start: int
    rows: int
    file: str


def tasks(spec: Spec, rows: int) -> list[Task]:
    """All shards of a dataset; each but the last has ``GROUP_ROWS`` rows."""
    size = GROUP_ROWS
    count = -(-rows // size)
    return [
        Task(
            spec=spec,
            start=place * size,
            rows=min(size, rows - place * size),
            file=shard_file(spec.split, place, count),
        )
        for place in range(count)
    ]


def write_shard(task: Task, out: Path, progress: Progress | None = None) -> Shard:
    """Generate a shard and write it whole, or leave nothing.

    A block of rows is a row group, so that memory does not grow with the rows.

    Args:
        task: The shard.
        out: The dataset's directory.
        progress: Told of every block of rows.

    Raises:
        DatasetError: The file cannot be written, such as on a disk that is full.
    """
    kind = schema(task.spec)
    content = ContentHash(kind)
    labels: dict[str, int] = {}
    cell_labels: dict[str, int] = {}
    path = out / task.file
    with _writing(path), replacing(path) as temporary, _parquet(temporary, kind) as write:
        for batch in batches(task.spec, task.rows, start=task.start, block=BLOCK):
            write(batch)
            content.update(batch)
            count_labels(batch.column("text_spans"), labels)
            count_labels(batch.column("cell_spans"), cell_labels)
            if progress is not None:
                progress(batch.num_rows)
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    return Shard(
        file=task.file,
        rows=content.rows,
        content_hash=content.hexdigest(),
        labels=dict(sorted(labels.items())),
        cell_labels=dict(sorted(cell_labels.items())),
        sha256=sha256,
    )


@contextmanager
def _parquet(path: Path, kind: pa.Schema) -> Iterator[Callable[[pa.RecordBatch], None]]:
    # Dictionaries only where Arrow has them already: looking for repetition in columns of names
    # and numbers costs a third of the time and saves nothing. Nobody filters by anything but rows.
    writer = pq.ParquetWriter(
        path,
        kind,
        compression="zstd",
        compression_level=1,
        use_dictionary=_dictionaries(kind),
        write_statistics=["record_id"],
        write_batch_size=2 * BLOCK,
        data_page_version="2.0",
    )
    try:
        yield writer.write_batch
    except BaseException:
        # What went wrong counts, not that the file cannot be closed after it.
        try:
            writer.close()
        except (OSError, pa.ArrowException):
            writer.is_open = False
        raise
    writer.close()


def _dictionaries(kind: pa.Schema) -> list[str]:
    """Paths of the dictionary-typed leaves of the list columns, as Parquet calls them."""
    return [
        f"{field.name}.list.element.{part.name}"
        for field in kind
        if pa.types.is_list(field.type)
        for part in field.type.value_type
        if pa.types.is_dictionary(part.type)
    ]


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = _FULL.get(error.errno or 0) or f"cannot be written: {_sentence(error)}"
        raise DatasetError(path, f"{reason}; the shard was dropped") from error


def _sentence(error: OSError) -> str:
    return (error.strerror or str(error)).strip().partition("\n")[0]


def count_labels(spans: pa.ListArray, into: dict[str, int]) -> None:
    """Add the labels of a column of spans to counts by label."""
    labels = spans.flatten().field("label")
    names = labels.dictionary.to_pylist()
    counts = np.bincount(labels.indices.to_numpy(), minlength=len(names))
    for name, count in zip(names, counts.tolist(), strict=True):
        if count:
            into[name] = into.get(name, 0) + count
