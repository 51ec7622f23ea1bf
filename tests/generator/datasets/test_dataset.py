"""Tests of datasets on disk."""

import json
import os
import shutil
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leakbench.generator.datasets import shards as module
from leakbench.generator.datasets.content import content_hash
from leakbench.generator.datasets.dataset import DatasetError, open_dataset, write_dataset
from leakbench.generator.datasets.outputs import OutputExistsError
from leakbench.generator.generate import batches, schema
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

SPEC = Spec(corpus="legal_person", noise="worn", split="dev", seed=3)
ROWS = 250


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A dataset of one shard with several row groups; not to be changed."""
    path = tmp_path_factory.mktemp("written") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", 64)
        write_dataset(SPEC, ROWS, path)
    assert pq.ParquetFile(path / "data" / "dev-00000-of-00001.parquet").num_row_groups == 4
    return path


@pytest.fixture
def copy(written, tmp_path):
    """A dataset to spoil."""
    return shutil.copytree(written, tmp_path / "copy")


@pytest.fixture
def small_shards(monkeypatch):
    """Shards of 100 rows."""
    monkeypatch.setattr(module, "GROUP_ROWS", 100)


def files(path):
    """Names of all files in a directory, hidden ones too."""
    return sorted(found.name for found in path.rglob("*") if found.is_file())


def test_what_is_read_is_what_was_generated(written):
    """All columns come back with their types, whatever the size of batches."""
    expected = pa.Table.from_batches(batches(SPEC, ROWS))
    dataset = open_dataset(written)
    for size in (1_000, 37):
        read = list(dataset.batches(size))
        assert all(batch.schema.equals(schema(SPEC)) for batch in read)
        assert pa.Table.from_batches(read).to_pylist() == expected.to_pylist()


def test_columns_keep_field_and_label(written):
    """The logical name and the label of a column survive on disk."""
    read = open_dataset(written).schema
    assert read.equals(schema(SPEC), check_metadata=False)
    assert [field.metadata for field in read] == [field.metadata for field in schema(SPEC)]


def test_the_manifest_says_what_the_dataset_is(written):
    """Spec, rows, counts and content hash stand in it."""
    manifest = open_dataset(written).manifest
    spans = [
        span
        for batch in batches(SPEC, ROWS)
        for spans in batch.column("text_spans").to_pylist()
        for span in spans
    ]
    names = sum(span["label"] == "PERSON_NAME" for span in spans)
    assert (manifest.spec, manifest.rows) == (SPEC, ROWS)
    assert manifest.counts()["PERSON_NAME"] == names
    assert sum(manifest.counts().values()) == len(spans)
    assert manifest.content_hash == content_hash(batches(SPEC, ROWS))
    stored = json.loads((written / "manifest.json").read_text("utf-8"))
    assert stored["schema_version"] == 1
    assert stored["content_hash"] == manifest.content_hash
    assert stored["labels"] == manifest.counts()


@pytest.mark.usefixtures("small_shards")
def test_rows_are_cut_into_shards(tmp_path):
    """Each shard is named by its place, and nothing but the dataset is left."""
    manifest = write_dataset(SPEC, ROWS, tmp_path / "out")
    assert files(tmp_path / "out") == [
        "README.md",
        "croissant.json",
        *(f"dev-0000{i}-of-00003.parquet" for i in range(3)),
        "manifest.json",
    ]
    assert [shard.rows for shard in manifest.shards] == [100, 100, 50]
    read = pa.Table.from_batches(open_dataset(tmp_path / "out").batches())
    assert read["record_id"].to_pylist() == list(range(ROWS))


@pytest.mark.usefixtures("small_shards")
def test_a_killed_run_goes_on_after_its_last_whole_shard(tmp_path, monkeypatch):
    """The shards that stand are not written again, and the result is that of one run."""
    out = tmp_path / "out"
    seen = []

    def killed(done):
        seen.append(done)
        if sum(seen) > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_dataset(SPEC, ROWS, out, progress=killed)
    assert not (out / "manifest.json").exists()
    with pytest.raises(DatasetError, match="not whole"):
        open_dataset(out)
    first = out / "data" / "dev-00000-of-00003.parquet"
    before = first.stat().st_mtime_ns
    starts = []

    def watched(spec, rows, *, start, block):
        starts.append(start)
        return batches(spec, rows, start=start, block=block)

    monkeypatch.setattr(module, "batches", watched)
    manifest = write_dataset(SPEC, ROWS, out)
    assert starts == [100, 200]
    assert first.stat().st_mtime_ns == before
    assert manifest == write_dataset(SPEC, ROWS, tmp_path / "other")
    assert not (out / ".partial.json").exists()


@pytest.mark.usefixtures("small_shards")
@pytest.mark.parametrize("change", [{"rows": 240}, {"spec": Spec(corpus="legal_person")}])
def test_an_unfinished_run_of_another_dataset_is_refused(tmp_path, change):
    """Only the same spec and rows go on; force starts anew and leaves no shard of the old."""
    out = tmp_path / "out"

    def killed(_done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_dataset(SPEC, ROWS, out, progress=killed)
    wanted = {"spec": SPEC, "rows": ROWS, **change}
    with pytest.raises(OutputExistsError, match="another dataset"):
        write_dataset(**wanted, out=out)
    left = out / "data" / ".dev-00000-of-00003.parquet.0123456789ab.tmp"  # as after a kill
    left.touch()
    write_dataset(**wanted, out=out, force=True)
    assert open_dataset(out).manifest.rows == wanted["rows"]
    assert not left.exists()


def test_a_directory_in_use_is_refused(copy):
    """Nothing is overwritten unasked, not even by the same dataset."""
    before = (copy / "manifest.json").stat().st_mtime_ns
    with pytest.raises(OutputExistsError):
        write_dataset(SPEC, ROWS, copy)
    assert (copy / "manifest.json").stat().st_mtime_ns == before


def test_force_replaces_the_dataset_and_nothing_else(copy):
    """The old shards go; a file that leakbench did not write stays."""
    (copy / "data" / "mine.txt").touch()
    (copy / "notes.txt").touch()
    write_dataset(Spec(corpus="exam_roster"), 10, copy, force=True)
    ours = ["README.md", "croissant.json", "manifest.json", "test-00000-of-00001.parquet"]
    assert files(copy) == sorted([*ours, "mine.txt", "notes.txt"])


def test_force_deletes_nothing_outside_the_dataset(copy):
    """A manifest that names files elsewhere does not reach them."""
    outside = copy.parent / "outside.txt"
    outside.touch()
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    manifest["shards"][0]["file"] = "../outside.txt"
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    write_dataset(SPEC, 10, copy, force=True)
    assert outside.exists()


@pytest.mark.parametrize("rows", [0, -1])
def test_no_rows_are_no_dataset(tmp_path, rows):
    """At least one row is asked for."""
    with pytest.raises(ValueError, match="at least 1 row"):
        write_dataset(SPEC, rows, tmp_path)


def test_a_directory_without_manifest_is_no_dataset(tmp_path):
    """The error names the directory."""
    with pytest.raises(DatasetError, match=r"no dataset: there is no manifest\.json") as error:
        open_dataset(tmp_path)
    assert error.value.path == tmp_path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema_version": 2}, "update leakbench"),
        ({"schema_version": None}, "no schema_version"),
        ({"spec": {}}, "broken manifest"),
        ({"shards": [{"file": "x"}]}, "broken manifest"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_an_error(copy, change, message):
    """Newer, foreign and incomplete manifests are told apart."""
    path = copy / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), encoding="utf-8")
    with pytest.raises(DatasetError, match=message) as error:
        open_dataset(copy)
    assert error.value.path == path


def test_a_truncated_manifest_is_an_error(copy):
    """Half a manifest is not taken for a whole one."""
    path = copy / "manifest.json"
    path.write_text(path.read_text("utf-8")[:100], encoding="utf-8")
    with pytest.raises(DatasetError, match="not a manifest"):
        open_dataset(copy)


def _shard(path):
    return path / "data" / "dev-00000-of-00001.parquet"


def _truncate(path):
    path.write_bytes(path.read_bytes()[:-100])


def _corrupt(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 4 : len(data) // 2] = bytes(len(data) // 2 - len(data) // 4)
    path.write_bytes(data)


def _other_rows(path):
    pq.write_table(pq.read_table(path).slice(0, 10), path)


def _other_columns(path):
    pq.write_table(pa.table({"a": [1] * ROWS}), path)


def _tell(path, **changes):
    """Let the manifest say something else of the one shard."""
    manifest = open_dataset(path).manifest
    told = replace(manifest.shards[0], **changes)
    manifest.with_shards([told]).write(path / "manifest.json")


@pytest.mark.parametrize("spoil", [_truncate, _corrupt, _other_rows, _other_columns])
def test_a_shard_that_was_changed_is_named_by_its_hash(copy, spoil):
    """Before any of its rows counts."""
    spoil(_shard(copy))
    with pytest.raises(DatasetError, match="its SHA-256 is not the one in the manifest") as error:
        next(open_dataset(copy).batches())
    assert error.value.path == _shard(copy)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_truncate, "truncated or corrupt Parquet"),
        (_corrupt, "truncated or corrupt Parquet"),
        (_other_rows, "10 rows, but the manifest says 250"),
        (_other_columns, "not a shard"),
    ],
)
def test_a_spoilt_shard_without_a_hash_is_an_error_that_names_it(copy, spoil, message):
    """As in datasets of older versions, or of somebody who wrote the manifest for it."""
    _tell(copy, sha256="")
    spoil(_shard(copy))
    with pytest.raises(DatasetError, match=message) as error:
        list(open_dataset(copy).batches())
    assert error.value.path == _shard(copy)
    assert "\n" not in str(error.value)


def test_rows_are_hashed_where_bytes_have_no_hash(copy):
    """Of an older dataset, which is read as before unless a row was changed."""
    _tell(copy, sha256="")
    expected = pa.Table.from_batches(batches(SPEC, ROWS))
    assert pa.Table.from_batches(open_dataset(copy).batches()).to_pylist() == expected.to_pylist()
    table = pq.read_table(_shard(copy))
    pq.write_table(table.take([1, 0, *range(2, ROWS)]), _shard(copy))
    with pytest.raises(DatasetError, match="its content hash is not the one"):
        list(open_dataset(copy).batches())


@pytest.mark.usefixtures("small_shards")
def test_shards_that_changed_places_are_named(tmp_path):
    """Each is sound, and stands where the other belongs."""
    out = tmp_path / "out"
    first, second, _ = (out / shard.file for shard in write_dataset(SPEC, ROWS, out).shards)
    first.rename(tmp_path / "kept")
    second.rename(first)
    (tmp_path / "kept").rename(second)
    with pytest.raises(DatasetError, match="SHA-256") as error:
        next(open_dataset(out).batches())
    assert error.value.path == first


@pytest.mark.usefixtures("small_shards")
@pytest.mark.parametrize("spoil", [_truncate, lambda path: path.write_bytes(b""), _other_rows])
def test_a_killed_run_goes_on_without_shards_that_were_changed(tmp_path, spoil):
    """They are written again, like what is missing."""
    out = tmp_path / "out"

    def killed(_done):
        if len(list(out.rglob("dev-*.parquet"))) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_dataset(SPEC, ROWS, out, progress=killed)
    spoil(out / "data" / "dev-00001-of-00003.parquet")
    assert write_dataset(SPEC, ROWS, out) == write_dataset(SPEC, ROWS, tmp_path / "other")
    assert pa.Table.from_batches(open_dataset(out).batches()).num_rows == ROWS


@pytest.mark.usefixtures("small_shards")
def test_planted_links_are_replaced_and_not_followed(tmp_path):
    """Under the name of a shard, a note, the manifest and what goes with it."""
    out, outside = tmp_path / "out", tmp_path / "outside"
    (out / "data").mkdir(parents=True)
    outside.write_text("kept")
    manifest = write_dataset(SPEC, ROWS, tmp_path / "other")
    manifest.with_shards([]).write(out / ".partial.json")
    for name in ("data/dev-00001-of-00003.parquet", "README.md", "croissant.json"):
        (out / name).symlink_to(outside)
    assert write_dataset(SPEC, ROWS, out) == manifest
    assert outside.read_text() == "kept"
    assert not [path for path in out.rglob("*") if path.is_symlink()]


@pytest.mark.parametrize("when", [0, 4_000_000_000])
def test_times_of_files_mean_nothing(copy, tmp_path, when):
    """A clock that was set changes neither what is read nor what is written again."""
    out = tmp_path / "out"
    shutil.copytree(copy, out)
    (out / "manifest.json").rename(out / ".partial.json")
    for path in (*out.rglob("*"), *copy.rglob("*")):
        os.utime(path, (when, when))
    before = _shard(out).stat().st_mtime_ns
    assert write_dataset(SPEC, ROWS, out) == open_dataset(copy).manifest
    assert _shard(out).stat().st_mtime_ns == before
    assert sum(batch.num_rows for batch in open_dataset(copy).batches()) == ROWS


def test_a_run_that_was_killed_at_its_last_step_goes_on(copy):
    """The manifest stands beside notes that were not taken away."""
    shutil.copy(copy / "manifest.json", copy / ".partial.json")
    before = open_dataset(copy).manifest
    assert write_dataset(SPEC, ROWS, copy) == before
    assert not (copy / ".partial.json").exists()


@pytest.fixture(scope="module")
def three_shards(tmp_path_factory):
    """A dataset of 25 rows in three shards; not to be changed."""
    path = tmp_path_factory.mktemp("three") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "GROUP_ROWS", 10)
        write_dataset(replace(SPEC, corpus="exam_roster"), 25, path)
    return open_dataset(path)


@pytest.mark.parametrize("first", [0, 1, 9, 10, 14, 24, 25])
@pytest.mark.parametrize("rows", [None, 1, 6, 10, 12, 30])
def test_some_rows_are_those_of_all(three_shards, first, rows):
    """Wherever they begin and end, in the middle of a shard or of a batch."""
    found = [batch.column("record_id") for batch in three_shards.batches(7, first, rows)]
    after = 25 if rows is None else first + rows
    ids = pa.chunked_array(found, pa.int64()).to_pylist()
    assert ids == list(range(25))[first:after]
