"""Tests of datasets on disk."""

import json
import shutil

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


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_truncate, "truncated or corrupt Parquet"),
        (_corrupt, "truncated or corrupt Parquet"),
        (_other_rows, "10 rows, but the manifest says 250"),
        (_other_columns, "not a shard"),
        (lambda path: path.unlink(), "missing"),
    ],
)
def test_a_spoilt_shard_is_an_error_that_names_it(copy, spoil, message):
    """Truncated, corrupt, foreign and missing files are one clear line."""
    spoil(_shard(copy))
    with pytest.raises(DatasetError, match=message) as error:
        list(open_dataset(copy).batches())
    assert error.value.path == _shard(copy)
    assert "\n" not in str(error.value)
