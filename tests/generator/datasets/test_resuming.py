"""Tests of going on where an earlier run stopped."""

from dataclasses import replace
from pathlib import Path

import pytest

from leakbench.generator.datasets.content import GROUP_ROWS
from leakbench.generator.datasets.manifest import MANIFEST, Manifest, Shard
from leakbench.generator.datasets.outputs import OutputExistsError
from leakbench.generator.datasets.parts import DatasetPart
from leakbench.generator.datasets.resuming import (
    delete_notes,
    note_of,
    prepare_directory,
    written_shards,
)
from leakbench.generator.datasets.shards import tasks
from leakbench.generator.spec import Spec

PLAN = Manifest(spec=Spec(corpus="legal_person", seed=3), rows=3 * GROUP_ROWS, tool_version="1")
OTHER = replace(PLAN, spec=Spec(corpus="legal_person", seed=4))
TASKS = tasks(PLAN.spec, PLAN.rows)


def shard(file):
    """A shard of this name."""
    return Shard(file=file, rows=GROUP_ROWS, content_hash="0" * 64, labels={}, cell_labels={})


def leave(out, plan, files, part=None, note=None):
    """What a run leaves that wrote these files: they themselves, and a note of them."""
    for file in files:
        (out / file).parent.mkdir(parents=True, exist_ok=True)
        (out / file).touch()
    plan.with_shards(map(shard, files)).write(note or note_of(out, part))


@pytest.fixture
def out(tmp_path):
    """An output directory."""
    path = tmp_path / "out"
    path.mkdir()
    return path


def test_notes_of_parts_have_names_of_their_own(out):
    """Hidden while the run goes on."""
    notes = [note_of(out, part) for part in (None, DatasetPart(1, 2), DatasetPart(2, 2))]
    assert len(set(notes)) == 3
    assert all(note.name.startswith(".") for note in notes)


def test_notes_of_one_dataset_add_up(out):
    """Whichever run left them; what is not there, not named or another's does not count."""
    first, second, third = (task.file for task in TASKS)
    leave(out, PLAN, [first], DatasetPart(1, 2))
    leave(out, PLAN, [second, "data/strange.parquet"], DatasetPart(2, 2))
    leave(out, OTHER, [third], None)
    assert set(written_shards(PLAN, out)) == {first, second}
    (out / first).unlink()
    assert set(written_shards(PLAN, out)) == {second}
    assert written_shards(PLAN, out / "nowhere") == {}


def test_a_dataset_goes_on_where_its_notes_are(out):
    """Nothing is deleted, unless asked: then what is to be written anew, and its notes."""
    files = [task.file for task in TASKS]
    leave(out, PLAN, files[:2])
    prepare_directory(PLAN, out, None, TASKS, force=False)
    assert set(written_shards(PLAN, out)) == set(files[:2])
    left = out / f"data/.{Path(files[0]).name}.0123456789ab.tmp"  # as after a kill
    left.touch()
    prepare_directory(PLAN, out, None, TASKS[:1], force=True)
    assert [(out / file).exists() for file in files] == [False, True, False]
    assert not left.exists()
    assert not note_of(out, None).exists()


def test_a_part_written_anew_leaves_the_others_alone(out):
    """Their notes and shards stay."""
    first, second, _ = (task.file for task in TASKS)
    one, two = DatasetPart(1, 2), DatasetPart(2, 2)
    leave(out, PLAN, [first], one)
    leave(out, PLAN, [second], two)
    prepare_directory(PLAN, out, one, TASKS[:1], force=True)
    assert set(written_shards(PLAN, out)) == {second}


@pytest.mark.parametrize("note", [MANIFEST, ".partial.json", None])
def test_what_holds_something_else_is_refused(out, note):
    """Another dataset, whole or not, and files that nobody knows; only the first two by force."""
    if note is None:
        (out / "mine.txt").touch()
    else:
        leave(out, OTHER, [TASKS[0].file], note=out / note)
    with pytest.raises(OutputExistsError):
        prepare_directory(PLAN, out, None, TASKS, force=False)
    prepare_directory(PLAN, out, None, TASKS, force=True)
    left = {path.name for path in out.rglob("*") if path.is_file()}
    assert left == (set() if note else {"mine.txt"})


def test_a_directory_is_made(tmp_path):
    """A file in its place is refused, by force too."""
    prepare_directory(PLAN, tmp_path / "a" / "b", None, TASKS, force=False)
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").touch()
    for force in (False, True):
        with pytest.raises(OutputExistsError, match="is a file"):
            prepare_directory(PLAN, tmp_path / "file", None, TASKS, force=force)


def test_notes_go_when_the_dataset_is_whole(out):
    """Those of all runs; shards and manifest stay."""
    first = TASKS[0].file
    leave(out, PLAN, [first])
    leave(out, PLAN, [first], DatasetPart(1, 2))
    leave(out, PLAN, [first], note=out / MANIFEST)
    delete_notes(out)
    assert {path.name for path in out.iterdir()} == {"data", MANIFEST}
    assert (out / first).exists()
