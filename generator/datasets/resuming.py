"""Resuming: what earlier runs have written of a dataset, to go on from there.

A run keeps a note of the shards that it has written, under a hidden name while it goes on. Notes of
the same dataset add up, whichever run left them.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from leakbench.generator.datasets.card import CARD
from leakbench.generator.datasets.croissant import CROISSANT
from leakbench.generator.datasets.manifest import (
    DATA,
    MANIFEST,
    PARTIAL,
    PARTS,
    UNFINISHED,
    DatasetError,
    Manifest,
    Shard,
    read_manifest,
)
from leakbench.generator.datasets.outputs import (
    OutputExistsError,
    one_of_writers,
    only_writer,
    only_writer_of,
)
from leakbench.generator.datasets.parts import DatasetPart
from leakbench.generator.datasets.shard_reading import opened_shard, sha256_of
from leakbench.generator.datasets.shards import Task, tasks
from leakbench.generator.datasets.unfinished import delete_unfinished, is_unfinished

_SHARD = re.compile(r"(?:train|dev|test)-\d{5,}-of-\d{5,}\.parquet")

WrittenShards = dict[str, Shard]
"""The shards that are there, by their path inside the dataset."""


def note_of(out: Path, part: DatasetPart | None) -> Path:
    """Where a run notes what it has written so far."""
    return out / (PARTIAL if part is None else f".{part.file}")


def named_shards(plan: Manifest, out: Path) -> WrittenShards:
    """The shards of a dataset that are in its directory, as notes there name them.

    What their files hold is another question; see ``is_written``.

    Args:
        plan: The dataset.
        out: The directory.
    """
    rows = {task.file: task.rows for task in tasks(plan.spec, plan.rows)}
    notes = [note for note in map(_read, _notes(out)) if note is not None]
    return {
        shard.file: shard
        for note in notes
        if note.same_as(plan)
        for shard in note.shards
        if rows.get(shard.file) == shard.rows and (out / shard.file).is_file()
    }


def is_written(shard: Shard, out: Path) -> bool:
    """Whether a shard stands in a directory byte for byte as it was written."""
    try:
        with opened_shard(out / shard.file) as file:
            return sha256_of(file) == shard.sha256
    except (DatasetError, OSError):
        return False


def broken_notes(out: Path) -> list[DatasetError]:
    """What is wrong with notes that cannot be read; what they named is written again."""
    found = []
    for note in _notes(out):
        try:
            read_manifest(note)
        except DatasetError as error:
            if note.exists():
                found.append(error)
    return found


@contextmanager
def writing_in(out: Path, part: DatasetPart | None) -> Iterator[None]:
    """Keep what a run writes to this process: a directory, or in a shared one its part.

    Raises:
        OutputExistsError: There is a file in the directory's place.
        OutputInUseError: Another process writes the same.
    """
    if out.exists() and not out.is_dir():
        raise OutputExistsError(out, "is a file, not a directory")
    if part is None:
        with only_writer(out):
            yield
    else:
        with one_of_writers(out), only_writer_of(out / part.file):
            yield


def prepare_directory(
    plan: Manifest, out: Path, part: DatasetPart | None, mine: list[Task], *, force: bool
) -> None:
    """Make sure that a directory holds nothing but what belongs to a dataset.

    Args:
        plan: The dataset.
        out: The directory.
        part: The part that is to be written, if not all of it.
        mine: The shards that are to be written.
        force: Delete the dataset that stands there; of the same one, only these shards.

    Raises:
        OutputExistsError: The directory holds something else, and ``force`` is not set.
        DatasetError: Shards would be written through a link, or stand beside a file that would be
            taken for one; the message names it.
    """
    if (out / DATA).is_symlink():
        raise DatasetError(out / DATA, "a link: shards would be written where it points")
    if part is None:
        delete_unfinished(out)
        delete_unfinished(out / DATA)
    notes, whole = _notes(out), out / MANIFEST
    # A manifest beside notes: whoever wrote it was stopped before it took them away.
    known = [one for one in map(_read, [*notes, whole]) if one is not None]
    if notes and all(one.same_as(plan) for one in known):
        if force:
            own = [*notes, whole] if part is None else [note_of(out, part), out / part.file]
            _drop(out, own, mine)
    elif force:
        if notes or whole.exists():
            _remove(out, [*notes, whole])
    elif notes and not whole.exists():
        raise OutputExistsError(out, "holds the unfinished run of another dataset")
    elif any(not is_unfinished(path) for path in out.iterdir()):
        raise OutputExistsError(out)
    own_files = {out / task.file for task in tasks(plan.spec, plan.rows)}
    for stranger in sorted(set((out / DATA).glob("*.parquet")) - own_files):
        raise DatasetError(stranger, "not of this dataset, but would stand in it; move it away")


def delete_notes(out: Path) -> None:
    """Delete all notes: the dataset is whole."""
    for note in _notes(out):
        note.unlink(missing_ok=True)


def _notes(out: Path) -> list[Path]:
    if not out.is_dir():
        return []
    return sorted(path for pattern in (*UNFINISHED, PARTS) for path in out.glob(pattern))


def _read(path: Path) -> Manifest | None:
    """A note; None if it is broken, or another run has just taken it away."""
    try:
        return read_manifest(path)
    except DatasetError:
        return None


def _remove(out: Path, notes: list[Path]) -> None:
    """Delete a dataset with its notes: all that is called like a shard, and nothing else.

    Not the files that a manifest names: they might be anything.
    """
    found = sorted((out / DATA).glob("*.parquet"))
    _unlink([path for path in found if _SHARD.fullmatch(path.name)])
    _unlink([*notes, out / CARD, out / CROISSANT])


def _drop(out: Path, notes: list[Path], shards: Iterable[Task]) -> None:
    _unlink([*notes, *(out / shard.file for shard in shards)])


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
