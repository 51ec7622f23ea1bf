"""Datasets on disk: written shard by shard, resumed where a killed run stopped, read in batches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from leakbench.generator.content import GROUP_ROWS, ContentHash, grouped
from leakbench.generator.generate import batches, schema
from leakbench.generator.manifest import (
    MANIFEST,
    PARTIAL,
    DatasetError,
    Manifest,
    Shard,
    read_manifest,
)
from leakbench.generator.outputs import OutputExistsError, refuse_non_empty, replacing, unfinished
from leakbench.generator.schema import dataset_schema
from leakbench.generator.spec import Spec

__all__ = ["Dataset", "DatasetError", "Manifest", "open_dataset", "write_dataset"]

Progress = Callable[[int], None]
"""Told how many more rows are done."""


def write_dataset(
    spec: Spec,
    rows: int,
    out: Path,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> Manifest:
    """Write rows 0 to ``rows`` - 1 of a spec as a directory of Parquet shards and a manifest.

    A run that was killed is taken up again after its last whole shard.

    Args:
        spec: What to generate.
        rows: How many rows, at least 1.
        out: The directory; made if it is missing.
        force: Replace the dataset that stands there. Files of others are left alone.
        progress: Told of every block of rows.

    Returns:
        The manifest, as it was written.

    Raises:
        OutputExistsError: The directory holds something that is no unfinished run of the same
            dataset, and ``force`` is not set.
        ValueError: Fewer than one row.
    """
    if rows < 1:
        raise ValueError(f"a dataset has at least 1 row, not {rows}")
    plan = Manifest(spec=spec, rows=rows, tool_version=version("leakbench"))
    manifest = _started(plan, out, force=force)
    names = _shard_names(spec, rows)
    done = len(manifest.shards) * GROUP_ROWS
    if progress is not None and done:
        progress(min(done, rows))
    if done < rows:
        left = batches(spec, rows - done, start=done)
        for _, group in groupby(grouped(left), key=lambda part: part[0]):
            name = names[len(manifest.shards)]
            parts = (batch for _, batch in group)
            manifest = manifest.extended(_write_shard(spec, out, name, parts, progress))
            manifest.write(out / PARTIAL)
    manifest.write(out / MANIFEST)
    (out / PARTIAL).unlink(missing_ok=True)
    return manifest


def _shard_names(spec: Spec, rows: int) -> list[str]:
    count = -(-rows // GROUP_ROWS)
    return [f"data/{spec.split}-{index:05d}-of-{count:05d}.parquet" for index in range(count)]


def _started(plan: Manifest, out: Path, *, force: bool) -> Manifest:
    """What of the plan stands there already; the ground is cleared for the rest."""
    if (out / PARTIAL).exists() and not (out / MANIFEST).exists():
        partial = read_manifest(out / PARTIAL)
        same = (partial.spec, partial.rows, partial.tool_version)
        if same == (plan.spec, plan.rows, plan.tool_version):
            whole = all((out / shard.file).is_file() for shard in partial.shards)
            return partial if whole else plan
        if not force:
            raise OutputExistsError(out, "holds the unfinished run of another dataset")
    if not force:
        refuse_non_empty(out)
    elif out.exists() and not out.is_dir():
        raise OutputExistsError(out, "is a file, not a directory")
    for note in (MANIFEST, PARTIAL):
        _remove(out, note)
    out.mkdir(parents=True, exist_ok=True)
    plan.write(out / PARTIAL)
    return plan


def _remove(out: Path, note: str) -> None:
    """Delete the dataset that a manifest names, and nothing else."""
    if not (out / note).exists():
        return
    old = read_manifest(out / note)
    (out / note).unlink()
    for name in _shard_names(old.spec, old.rows):  # not those it lists: they might be anything
        for path in (out / name, unfinished(out / name)):
            path.unlink(missing_ok=True)


def _write_shard(
    spec: Spec, out: Path, name: str, parts: Iterator[pa.RecordBatch], progress: Progress | None
) -> Shard:
    kind = schema(spec)
    content = ContentHash(kind)
    labels: dict[str, int] = {}
    cell_labels: dict[str, int] = {}
    with (
        replacing(out / name) as temporary,
        pq.ParquetWriter(temporary, kind, compression="zstd") as writer,
    ):
        for batch in parts:
            writer.write_batch(batch)
            content.update(batch)
            _count(batch.column("text_spans"), labels)
            _count(batch.column("cell_spans"), cell_labels)
            if progress is not None:
                progress(batch.num_rows)
    return Shard(
        file=name,
        rows=content.rows,
        content_hash=content.hexdigest(),
        labels=dict(sorted(labels.items())),
        cell_labels=dict(sorted(cell_labels.items())),
    )


def _count(spans: pa.ListArray, into: dict[str, int]) -> None:
    labels = spans.flatten().field("label")
    names = labels.dictionary.to_pylist()
    counts = np.bincount(labels.indices.to_numpy(), minlength=len(names))
    for name, count in zip(names, counts.tolist(), strict=True):
        if count:
            into[name] = into.get(name, 0) + count


@dataclass(frozen=True, slots=True)
class Dataset:
    """A whole dataset on disk; its shards are opened when they are read."""

    path: Path
    manifest: Manifest

    @property
    def schema(self) -> pa.Schema:
        """The columns, as the first shard has them."""
        first = self.path / self.manifest.shards[0].file
        with _reading(first):
            return _conformed(pq.read_schema(first), first)

    def batches(self, size: int = 65_536) -> Iterator[pa.RecordBatch]:
        """All rows in order.

        Args:
            size: Rows of a batch at most; the last of a row group may be shorter.

        Raises:
            DatasetError: A shard is missing, truncated or corrupt, or has other rows than the
                manifest says; the message names the file.
        """
        for shard in self.manifest.shards:
            path = self.path / shard.file
            with _reading(path), pq.ParquetFile(path) as file:
                if file.metadata.num_rows != shard.rows:
                    reason = f"{file.metadata.num_rows} rows, but the manifest says {shard.rows}"
                    raise DatasetError(path, reason)
                kind = _conformed(file.schema_arrow, path)
                # One row group at a time: Arrow cannot join the dictionaries of nested columns.
                for group in range(file.num_row_groups):
                    for batch in file.iter_batches(size, row_groups=[group]):
                        columns = [
                            column.cast(field.type)
                            for column, field in zip(batch.columns, kind, strict=True)
                        ]
                        yield pa.RecordBatch.from_arrays(columns, schema=kind)


def open_dataset(path: Path) -> Dataset:
    """Open a dataset that ``write_dataset`` wrote.

    Raises:
        DatasetError: There is no manifest, or one that this version cannot read.
    """
    return Dataset(path, read_manifest(path / MANIFEST))


def _conformed(found: pa.Schema, path: Path) -> pa.Schema:
    """The dataset schema with this file's columns; Parquet renames the items of lists."""
    names = found.names
    if names[:1] != ["record_id"] or names[-4:] != ["text", "text_spans", "cell_spans", "decoys"]:
        raise DatasetError(path, f"not a shard of a dataset: its columns are {names}")
    return dataset_schema([found.field(index) for index in range(1, len(names) - 4)])


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise DatasetError(path, "the manifest names this file, but it is missing") from None
    except (pa.ArrowException, OSError) as error:
        first = str(error).strip().partition("\n")[0]
        raise DatasetError(path, f"truncated or corrupt Parquet: {first}") from None
