"""Resuming: what earlier runs have written of a dataset, to go on from there.

A run keeps a note of the shards that it has written, under a hidden name while it goes on. Notes of
the same dataset add up, whichever run left them.
"""

from collections.abc import Iterable
from pathlib import Path

from leakbench.generator.datasets.card import CARD
from leakbench.generator.datasets.croissant import CROISSANT
from leakbench.generator.datasets.manifest import (
    MANIFEST,
    PARTIAL,
    PARTS,
    UNFINISHED,
    Manifest,
    Shard,
    read_manifest,
)
from leakbench.generator.datasets.outputs import (
    OutputExistsError,
    delete_unfinished,
    refuse_non_empty,
)
from leakbench.generator.datasets.parts import DatasetPart
from leakbench.generator.datasets.shards import Task, tasks

WrittenShards = dict[str, Shard]
"""The shards that are there, by their path inside the dataset."""


def note_of(out: Path, part: DatasetPart | None) -> Path:
    """Where a run notes what it has written so far."""
    return out / (PARTIAL if part is None else f".{part.file}")


def written_shards(plan: Manifest, out: Path) -> WrittenShards:
    """The shards of a dataset that are in its directory.

    Args:
        plan: The dataset.
        out: The directory.
    """
    known = {task.file for task in tasks(plan.spec, plan.rows)}
    notes = [note for note in map(_read, _notes(out)) if note is not None]
    return {
        shard.file: shard
        for note in notes
        if note.same_as(plan)
        for shard in note.shards
        if shard.file in known and (out / shard.file).is_file()
    }


def prepare_directory(
    plan: Manifest, out: Path, part: DatasetPart | None, mine: list[Task], *, force: bool
) -> None:
    """Make sure that a directory holds nothing but what belongs to a dataset.

    Args:
        plan: The dataset.
        out: The directory; made if it is missing.
        part: The part that is to be written, if not all of it.
        mine: The shards that are to be written.
        force: Delete the dataset that stands there; of the same one, only these shards.

    Raises:
        OutputExistsError: The directory holds something else, and ``force`` is not set.
    """
    notes = _notes(out)
    same = not (out / MANIFEST).exists() and all(
        note is None or note.same_as(plan) for note in map(_read, notes)
    )
    if notes and same:
        if force:
            own = [*notes] if part is None else [note_of(out, part), out / part.file]
            _drop(out, own, mine)
        return
    if not force:
        if notes and not (out / MANIFEST).exists():
            raise OutputExistsError(out, "holds the unfinished run of another dataset")
        refuse_non_empty(out)
    elif out.exists() and not out.is_dir():
        raise OutputExistsError(out, "is a file, not a directory")
    else:
        _remove(out, [out / MANIFEST, *notes])
    out.mkdir(parents=True, exist_ok=True)


def delete_notes(out: Path) -> None:
    """Delete all notes: the dataset is whole."""
    for note in _notes(out):
        note.unlink(missing_ok=True)


def _notes(out: Path) -> list[Path]:
    if not out.is_dir():
        return []
    return sorted(path for pattern in (*UNFINISHED, PARTS) for path in out.glob(pattern))


def _read(path: Path) -> Manifest | None:
    """A note; None if another run has just taken it away."""
    return read_manifest(path) if path.exists() else None


def _remove(out: Path, notes: list[Path]) -> None:
    """Delete the dataset that a manifest or notes name, and nothing else."""
    whole = (out / MANIFEST).exists()
    for note in notes:
        old = _read(note)
        if old is not None:
            # Not the files that it lists: they might be anything.
            _drop(out, [note], tasks(old.spec, old.rows))
    if whole:
        for name in (CARD, CROISSANT):
            (out / name).unlink(missing_ok=True)


def _drop(out: Path, notes: list[Path], shards: Iterable[Task]) -> None:
    for path in (*notes, *(out / shard.file for shard in shards)):
        path.unlink(missing_ok=True)
        delete_unfinished(path.parent, path.name)
