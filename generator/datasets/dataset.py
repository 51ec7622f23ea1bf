"""Datasets on disk: written shard by shard, resumed where a killed run stopped, read in batches."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from leakbench.generator.datasets.card import write_card
from leakbench.generator.datasets.croissant import write_croissant
from leakbench.generator.datasets.manifest import MANIFEST, DatasetError, Manifest, read_manifest
from leakbench.generator.datasets.parts import DatasetPart
from leakbench.generator.datasets.pool import write_shards
from leakbench.generator.datasets.resuming import (
    delete_notes,
    note_of,
    prepare_directory,
    written_shards,
)
from leakbench.generator.datasets.shards import Progress, Task, tasks
from leakbench.generator.schema import FIRST_COLUMNS, LAST_COLUMNS, dataset_schema
from leakbench.generator.spec import Spec

__all__ = ["Dataset", "DatasetError", "Manifest", "open_dataset", "write_dataset"]


def write_dataset(  # noqa: PLR0913 - one argument an option
    spec: Spec,
    rows: int,
    out: Path,
    *,
    workers: int = 1,
    part: DatasetPart | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Manifest:
    """Write rows 0 to ``rows`` - 1 of a spec as a directory of Parquet shards and a manifest.

    A run that was killed is taken up again after its whole shards. A part leaves a note
    (``part-K-of-N.json``); the run that finds every shard in place, its own or another's, writes
    the manifest and what goes with it. So the last part to finish in a shared directory does, and
    after parts were copied together any part given again, or the same call without ``part``.

    Args:
        spec: What to generate.
        rows: How many rows, at least 1.
        out: The directory; made if it is missing.
        workers: How many processes write shards.
        part: Write the shards of this part only.
        force: Replace the dataset that stands there (of the same one, what this run writes). Files
            of others are left alone.
        progress: Told of every block of rows.

    Returns:
        The manifest; of a part while others are missing, with the shards that are there.

    Raises:
        OutputExistsError: The directory holds something that does not belong to the same
            unfinished dataset, and ``force`` is not set.
        DatasetError: A shard cannot be written.
        ValueError: Fewer than one row, or fewer than one worker.
    """
    if rows < 1:
        raise ValueError(f"a dataset has at least 1 row, not {rows}")
    if workers < 1:
        raise ValueError(f"a dataset is written by at least 1 worker, not {workers}")
    plan = Manifest(spec=spec, rows=rows, tool_version=version("leakbench"))
    every = tasks(spec, rows)
    mine = every if part is None else part.choose(every)
    prepare_directory(plan, out, part, mine, force=force)
    _write(plan, mine, out, part, workers, progress)
    return _finished(plan, every, out)


def _write(
    plan: Manifest,
    mine: list[Task],
    out: Path,
    part: DatasetPart | None,
    workers: int,
    progress: Progress | None,
) -> None:
    """Write what is missing of the shards asked for, keeping a note."""
    there = written_shards(plan, out)
    files = {task.file for task in mine}
    done = [shard for file, shard in there.items() if file in files]
    left = [task for task in mine if task.file not in there]
    note = note_of(out, part)
    plan.with_shards(done).write(note)
    if progress is not None and done:
        progress(sum(shard.rows for shard in done))
    for shard in write_shards(left, out, workers=workers, progress=progress):
        done.append(shard)
        plan.with_shards(done).write(note)
    if part is not None:
        with suppress(FileNotFoundError):  # another part saw that all was there, and was quicker
            note.replace(out / part.file)


def _finished(plan: Manifest, every: list[Task], out: Path) -> Manifest:
    """The manifest; it is written if all shards are there."""
    if (out / MANIFEST).exists():
        delete_notes(out)
        return read_manifest(out / MANIFEST)
    manifest = plan.with_shards(written_shards(plan, out).values())
    if len(manifest.shards) == len(every):
        write_card(manifest, out)
        write_croissant(manifest, out)
        manifest.write(out / MANIFEST)
        delete_notes(out)
    return manifest


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
    first, last = len(FIRST_COLUMNS), len(names) - len(LAST_COLUMNS)
    if names[:first] != [*FIRST_COLUMNS] or names[last:] != [*LAST_COLUMNS]:
        raise DatasetError(path, f"not a shard of a dataset: its columns are {names}")
    return dataset_schema([found.field(index) for index in range(first, last)])


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise DatasetError(path, "the manifest names this file, but it is missing") from None
    except (pa.ArrowException, OSError) as error:
        first = str(error).strip().partition("\n")[0]
        raise DatasetError(path, f"truncated or corrupt Parquet: {first}") from None
