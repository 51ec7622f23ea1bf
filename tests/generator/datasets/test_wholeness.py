"""Tests of whether a directory holds what its manifest names."""

import os
import shutil
from dataclasses import replace

import pytest

from leakbench.generator.datasets.manifest import (
    MANIFEST,
    DatasetError,
    Manifest,
    Shard,
    shard_file,
)
from leakbench.generator.datasets.wholeness import check_whole
from leakbench.generator.packs import Pack
from leakbench.generator.spec import Spec

FILES = [shard_file("test", place, 3) for place in range(3)]
WHOLE = Manifest(
    spec=Spec(corpus="legal_person"),
    rows=30,
    tool_version="1",
    shards=tuple(
        Shard(file=file, rows=10, content_hash="0" * 32, labels={}, cell_labels={})
        for file in FILES
    ),
)


@pytest.fixture
def out(tmp_path):
    """The directory of the dataset; what its shards hold is not looked at."""
    (tmp_path / "data").mkdir()
    for file in FILES:
        (tmp_path / file).touch()
    return tmp_path


def test_a_whole_dataset_passes(out):
    """Other files beside the shards are nobody's business."""
    (out / "data" / "notes.txt").touch()
    check_whole(WHOLE, out)


def shards(*files, rows=10):
    """A manifest that names these files."""
    one = WHOLE.shards[0]
    return {"shards": tuple(replace(one, file=file, rows=rows) for file in files)}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (shards(), "names no shards"),
        (shards(FILES[0], FILES[1], FILES[1]), "test-00001-of-00003.parquet' twice"),
        (shards(FILES[1], FILES[0], FILES[2]), r"where data/test-00000-of-00003.parquet belongs"),
        (shards(FILES[0], FILES[1]), "where data/test-00000-of-00002.parquet belongs"),
        (shards("/etc/passwd"), "'/etc/passwd' where"),
        (shards("data/../../x.parquet"), "where data/test-00000-of-00001.parquet belongs"),
        (shards(*FILES, rows=0), "says that .* has no rows"),
        ({"rows": 31}, "says 31 rows, but its shards have 30"),
        ({"spec": Spec(corpus="legal_persons")}, "unknown corpus 'legal_persons'; did you mean"),
        ({"spec": Spec(corpus="../x")}, r"unknown corpus '\.\./x'"),
        ({"spec": Spec(corpus="legal_person", split="dev")}, "where data/dev-00000"),
    ],
)
def test_a_manifest_of_something_else_is_refused(out, change, message):
    """In one line that names what it says."""
    with pytest.raises(DatasetError, match=message) as error:
        check_whole(replace(WHOLE, **change), out)
    assert error.value.path == out / MANIFEST


def test_the_corpus_of_a_pack_that_is_not_at_hand_passes(out):
    """As long as its name is one; nothing else is known of it."""
    pack = Pack(name="mine", version="1", sha256="0" * 64)
    check_whole(replace(WHOLE, spec=Spec(corpus="my_corpus", pack=pack)), out)
    with pytest.raises(DatasetError, match="unknown corpus"):
        check_whole(replace(WHOLE, spec=Spec(corpus="../x", pack=pack)), out)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (None, "but it is missing"),
        (os.mkfifo, "no ordinary file"),
        (os.mkdir, "no ordinary file"),
        (lambda path: path.symlink_to(path.with_name("elsewhere")), "a link, not a file"),
        (lambda path: path.symlink_to("/dev/zero"), "a link, not a file"),
    ],
)
def test_a_shard_is_a_file_of_its_own(out, make, message):
    """Nothing is opened: a pipe would wait, a device never end."""
    path = out / FILES[1]
    path.rename(path.with_name("elsewhere"))
    if make is not None:
        make(path)
    with pytest.raises(DatasetError, match=message) as error:
        check_whole(WHOLE, out)
    assert error.value.path == path


def test_a_shard_that_is_not_named_is_refused(out):
    """Whoever reads the directory without the manifest would take it for a part."""
    stranger = out / "data" / "test-00003-of-00004.parquet"
    stranger.touch()
    with pytest.raises(DatasetError, match="does not name this file") as error:
        check_whole(WHOLE, out)
    assert error.value.path == stranger


def test_shards_behind_a_link_are_refused(out, tmp_path_factory):
    """They are no part of the directory."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "data"
    shutil.move(out / "data", elsewhere)
    (out / "data").symlink_to(elsewhere)
    with pytest.raises(DatasetError, match="a link, not a directory"):
        check_whole(WHOLE, out)
