"""Tests of going on where an earlier run stopped."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from leakbench.generator.datasets.content import GROUP_ROWS
from leakbench.generator.datasets.manifest import MANIFEST, DatasetError, Manifest, Shard
from leakbench.generator.datasets.outputs import OutputExistsError, OutputInUseError
from leakbench.generator.datasets.parts import DatasetPart, part_from
from leakbench.generator.datasets.resuming import (
    broken_notes,
    delete_notes,
    is_written,
    named_shards,
    note_of,
    prepare_directory,
    writing_in,
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
    assert set(named_shards(PLAN, out)) == {first, second}
    (out / first).unlink()
    assert set(named_shards(PLAN, out)) == {second}
    assert named_shards(PLAN, out / "nowhere") == {}


def test_a_dataset_goes_on_where_its_notes_are(out):
    """Nothing is deleted, unless asked: then what is to be written anew, and its notes."""
    files = [task.file for task in TASKS]
    leave(out, PLAN, files[:2])
    prepare_directory(PLAN, out, None, TASKS, force=False)
    assert set(named_shards(PLAN, out)) == set(files[:2])
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
    assert set(named_shards(PLAN, out)) == {second}


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


@pytest.mark.parametrize("part", [None, DatasetPart(1, 2)])
def test_a_directory_is_made(tmp_path, part):
    """A file in its place is refused."""
    with writing_in(tmp_path / "a" / "b", part):
        prepare_directory(PLAN, tmp_path / "a" / "b", part, TASKS, force=False)
    assert not list((tmp_path / "a" / "b").iterdir())
    (tmp_path / "file").touch()
    with pytest.raises(OutputExistsError, match="is a file"), writing_in(tmp_path / "file", part):
        pass


@pytest.mark.parametrize(
    ("first", "second"),
    [(None, None), (None, "1/2"), ("1/2", None), ("1/2", "1/2")],
)
def test_a_directory_has_one_writer(out, first, second):
    """Or one for each part; the second is refused."""
    first, second = (one and part_from(one) for one in (first, second))
    with writing_in(out, first):
        with pytest.raises(OutputInUseError, match="another leakbench"), writing_in(out, second):
            pass
        if first:
            with writing_in(out, DatasetPart(2, 2)):
                prepare_directory(PLAN, out, DatasetPart(2, 2), TASKS[1:], force=False)
    assert not list(out.iterdir())


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"schema_version": 1}'])
@pytest.mark.parametrize("force", [False, True])
def test_a_broken_note_counts_as_none(out, content, force):
    """It is told of, and blocks nothing."""
    note_of(out, None).write_bytes(content)
    (error,) = broken_notes(out)
    assert error.path == note_of(out, None)
    prepare_directory(PLAN, out, None, TASKS, force=force)
    assert named_shards(PLAN, out) == {}


def test_a_broken_manifest_goes_by_force(out):
    """With all that is called like a shard, and no other file."""
    (out / "data").mkdir()
    for name in (MANIFEST, "README.md", "data/test-00000-of-00007.parquet", "data/mine.txt"):
        (out / name).touch()
    with pytest.raises(OutputExistsError):
        prepare_directory(PLAN, out, None, TASKS, force=False)
    prepare_directory(PLAN, out, None, TASKS, force=True)
    assert [path.name for path in out.rglob("*") if path.is_file()] == ["mine.txt"]


@pytest.mark.parametrize("force", [False, True])
def test_nothing_is_written_or_deleted_through_a_link(out, tmp_path, force):
    """A directory of shards that is one is refused."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / Path(TASKS[0].file).name).touch()
    (out / "data").symlink_to(outside)
    PLAN.write(note_of(out, None))
    with pytest.raises(DatasetError, match="a link"):
        prepare_directory(PLAN, out, None, TASKS, force=force)
    assert len(list(outside.iterdir())) == 1


def test_what_would_be_taken_for_a_shard_is_refused(out):
    """For whoever reads the directory would find it among them."""
    stranger = out / "data" / "mine.parquet"
    leave(out, PLAN, [TASKS[0].file])
    stranger.touch()
    with pytest.raises(DatasetError, match="not of this dataset") as error:
        prepare_directory(PLAN, out, None, TASKS, force=True)
    assert error.value.path == stranger


@pytest.mark.parametrize("spoil", [None, "cut", "zeroed", "gone", "link", "folder", "pipe"])
def test_a_shard_is_known_by_its_bytes(out, spoil):
    """Whatever else has come to stand under its name is none, and is not waited for."""
    path = out / "shard"
    path.write_bytes(b"0123456789")
    sha256 = hashlib.sha256(b"0123456789").hexdigest()
    if spoil in {"gone", "link", "folder", "pipe"}:
        path.rename(out / "elsewhere")
    match spoil:
        case "cut":
            path.write_bytes(b"01234")
        case "zeroed":
            path.write_bytes(bytes(10))
        case "link":
            path.symlink_to("elsewhere")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
    assert is_written(replace(shard("shard"), sha256=sha256), out) is (spoil is None)
    assert not is_written(shard("shard"), out)


def test_notes_go_when_the_dataset_is_whole(out):
    """Those of all runs; shards and manifest stay."""
    first = TASKS[0].file
    leave(out, PLAN, [first])
    leave(out, PLAN, [first], DatasetPart(1, 2))
    leave(out, PLAN, [first], note=out / MANIFEST)
    delete_notes(out)
    assert {path.name for path in out.iterdir()} == {"data", MANIFEST}
    assert (out / first).exists()
