"""One shard of a dataset: a group of its rows as a Parquet file, with hash and counts.

A shard depends on nothing but its spec and its place, so any process may write it.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.datasets.content import GROUP_ROWS, ContentHash
from leakbench.generator.datasets.manifest import DatasetError, Shard, shard_file
from leakbench.generator.datasets.outputs import replacing
from leakbench.generator.engine.buffers import values_of
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.generate import BLOCK, batches, schema
from leakbench.generator.parquet.parquet_file import ParquetFile
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


def write_shard(task: Task, out: Path) -> Shard:
    """Generate a shard and write it whole, or leave nothing.

    A block of rows is a row group, so that memory does not grow with the rows.

    Args:
        task: The shard.
        out: The dataset's directory.

    Raises:
        DatasetError: The file cannot be written, such as on a disk that is full.
    """
    kind = schema(task.spec)
    content = ContentHash(kind)
    labels: dict[str, int] = {}
    cell_labels: dict[str, int] = {}
    path = out / task.file
    with _writing(path), replacing(path) as temporary, temporary.open("wb") as file:
        parquet = ParquetFile(file, kind)
        for batch in batches(task.spec, task.rows, start=task.start, block=BLOCK):
            parquet.write(batch)
            content.update(batch)
            count_labels(batch.column("text_spans"), labels)
            count_labels(batch.column("cell_spans"), cell_labels)
        sha256 = parquet.finish()
    return Shard(
        file=task.file,
        rows=content.rows,
        content_hash=content.hexdigest(),
        labels=dict(sorted(labels.items())),
        cell_labels=dict(sorted(cell_labels.items())),
        sha256=sha256,
    )


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
    counts = np.zeros(len(names), np.int64)
    _tally(values_of(labels.indices), counts)
    for name, count in zip(names, counts.tolist(), strict=True):
        if count:
            into[name] = into.get(name, 0) + count


@compiled
def _tally(codes: NDArray[np.int8], counts: NDArray[np.int64]) -> None:
    for i in range(len(codes)):
        counts[codes[i]] += 1
