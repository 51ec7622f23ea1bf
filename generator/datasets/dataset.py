"""Datasets on disk: written shard by shard, resumed where a killed run stopped, read in batches."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

import pyarrow as pa

from leakbench.generator.datasets.card import write_card
from leakbench.generator.datasets.croissant import write_croissant
from leakbench.generator.datasets.manifest import (
    MANIFEST,
    DatasetError,
    Manifest,
    Shard,
    read_manifest,
)
from leakbench.generator.datasets.parts import DatasetPart
from leakbench.generator.datasets.pool import write_shards
from leakbench.generator.datasets.resuming import (
    delete_notes,
    is_written,
    named_shards,
    note_of,
    prepare_directory,
    writing_in,
)
from leakbench.generator.datasets.shard_reading import read_shard, shard_schema
from leakbench.generator.datasets.shards import Progress, Task, tasks
from leakbench.generator.datasets.wholeness import check_whole
from leakbench.generator.jobs.contract import Jobs
from leakbench.generator.jobs.local import LocalJobs
from leakbench.generator.spec import Spec

__all__ = ["Dataset", "DatasetError", "Manifest", "open_dataset", "write_dataset"]

_ALONE: Final = LocalJobs(1)


def write_dataset(  # noqa: PLR0913 - one argument an option
    spec: Spec,
    rows: int,
    out: Path,
    *,
    jobs: Jobs = _ALONE,
    part: DatasetPart | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Manifest:
    """Write rows 0 to ``rows`` - 1 of a spec as a directory of Parquet shards and a manifest.

    A run that was killed is taken up again after its whole shards, which are known by their hashes.
    Nobody else may write there at the same time, but for other parts. A part leaves a note
    (``part-K-of-N.json``); the run that finds every shard in place, its own or another's, writes
    the manifest and what goes with it. So the last part to finish in a shared directory does, and
    after parts were copied together any part given again, or the same call without ``part``.

    Args:
        spec: What to generate.
        rows: How many rows, at least 1.
        out: The directory; made if it is missing.
        jobs: Who writes the shards.
        part: Write the shards of this part only.
        force: Replace the dataset that stands there (of the same one, what this run writes). Files
            of others are left alone.
        progress: Told of every shard's rows.

    Returns:
        The manifest; of a part while others are missing, with the shards that are there.

    Raises:
        OutputExistsError: The directory holds something that does not belong to the same
            unfinished dataset, and ``force`` is not set.
        OutputInUseError: Another process writes the same.
        DatasetError: A shard cannot be written.
        WorkerLostError: Processes die again and again.
        ValueError: Fewer than one row.
    """
    if rows < 1:
        raise ValueError(f"a dataset has at least 1 row, not {rows}")
    plan = Manifest(spec=spec, rows=rows, tool_version=version("leakbench"))
    every = tasks(spec, rows)
    mine = every if part is None else part.choose(every)
    with writing_in(out, part):
        prepare_directory(plan, out, part, mine, force=force)
        _write(plan, mine, out, part, jobs, progress)
        return _finished(plan, {task.file for task in mine}, out, part)


def _write(
    plan: Manifest,
    mine: list[Task],
    out: Path,
    part: DatasetPart | None,
    jobs: Jobs,
    progress: Progress | None,
) -> None:
    """Write what is missing of the shards asked for, keeping a note."""
    named = named_shards(plan, out)
    done: list[Shard] = []
    for shard in (named[task.file] for task in mine if task.file in named):
        if is_written(shard, out):
            done.append(shard)
            if progress is not None:
                progress(shard.rows)
    there = {shard.file for shard in done}
    left = [task for task in mine if task.file not in there]
    note = note_of(out, part)
    plan.with_shards(done).write(note)
    for shard in write_shards(left, out, jobs=jobs, progress=progress):
        done.append(shard)
        plan.with_shards(done).write(note)
    if part is not None:
        with suppress(FileNotFoundError):  # another part saw that all was there, and was quicker
            note.replace(out / part.file)


def _finished(plan: Manifest, mine: set[str], out: Path, part: DatasetPart | None) -> Manifest:
    """The manifest; it is written if all shards are there as they were written."""
    if part is not None and (out / MANIFEST).exists():  # by another part
        delete_notes(out)
        return read_manifest(out / MANIFEST)
    found = named_shards(plan, out)
    every = len(tasks(plan.spec, plan.rows))
    if len(found) == every:  # those of others may have been copied since
        found = {
            file: shard for file, shard in found.items() if file in mine or is_written(shard, out)
        }
    manifest = plan.with_shards(found.values())
    if len(found) == every:
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
        return shard_schema(self.path / self.manifest.shards[0].file)

    def batches(
        self, size: int = 65_536, first: int = 0, rows: int | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Rows in order, by default all; each shard of which some are asked for is checked.

        Args:
            size: Rows of a batch at most; the last of a row group may be shorter.
            first: The first row, from 0.
            rows: How many, if not all from there on.

        Raises:
            DatasetError: A shard is missing, or not the one that the manifest names, or a row of
                it holds what no dataset has; the message names the file.
        """
        kind = None
        begin = 0
        last = self.manifest.rows if rows is None else first + rows
        for shard in self.manifest.shards:
            end = begin + shard.rows
            if end > first and begin < last:
                for batch in read_shard(self.path, shard, size, kind):
                    kind = batch.schema
                    at, after = max(0, first - begin), min(batch.num_rows, last - begin)
                    if at < after:
                        yield batch.slice(at, after - at)
                    begin += batch.num_rows
                    if last <= begin < end:  # the rest of it is not asked for
                        return
            begin = end


def open_dataset(path: Path) -> Dataset:
    """Open a dataset that ``write_dataset`` wrote.

    Raises:
        DatasetError: There is no manifest, one that this version cannot read, or one that does not
            agree with the files beside it.
    """
    manifest = read_manifest(path / MANIFEST)
    check_whole(manifest, path)
    return Dataset(path, manifest)
