"""A dataset on an S3 server: generated, run, scored, audited and scanned as one on a disk."""

import json
import shutil
from pathlib import Path

import pytest

from leakbench.generator.datasets.dataset import open_dataset
from leakbench.generator.storage import uploading
from leakbench.generator.storage.file_systems import file_system
from leakbench.generator.storage.stored_path import StoredPath

from .command_line import invoke, output, refused

pytestmark = pytest.mark.slow

ROWS = 400
FILES = {"worn", "found.jsonl", "lists"}
WHAT = ("generate", "legal_person", "--noise", "worn", "--seed", 3)
TIMES = {"rows_per_s", "mb_per_s", "p50_ms", "p95_ms", "joules_per_mb", "peak_memory_mb"}


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory):
    """A dataset on a disk, predictions on it, and lists in files."""
    folder = tmp_path_factory.mktemp("datasets")
    assert invoke(*WHAT, "--rows", ROWS, "--out", folder / "worn").exit_code == 0
    spans = [{"row": row, "start": 0, "end": 2, "label": "COMPANY"} for row in range(ROWS)]
    lines = "".join(f"{json.dumps(span)}\n" for span in spans)
    (folder / "found.jsonl").write_text(lines, "utf-8")
    lists = folder / "lists"
    of = ("generate", "exam_roster", "--rows", 30, "--format", "csv", "--out", lists / "a.csv")
    assert invoke(*of).exit_code == 0
    shutil.make_archive(str(lists / "b"), "zip", lists, "a.csv")
    return folder


@pytest.fixture(scope="module")
def stored(on_disk, reach_s3):
    """The same dataset, generated on the server, and the same files."""
    reach_s3().mkdir("stored")
    folder = StoredPath("s3://stored")
    made = invoke(*WHAT, "--rows", ROWS, "--out", folder / "worn")
    assert made.exit_code == 0, made.stderr
    for one in (on_disk / "found.jsonl", *(on_disk / "lists").iterdir()):
        (folder / one.relative_to(on_disk)).upload(one)
    return folder


@pytest.fixture(autouse=True)
def _nothing_is_written_here(monkeypatch, tmp_path):
    """No folder is called like a scheme."""
    monkeypatch.chdir(tmp_path)
    yield
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(("s3", "xyz"))]


def told(value):
    """What a command says, but for times and for where the dataset stands."""
    if isinstance(value, dict):
        kept = {key: told(one) for key, one in value.items() if key not in TIMES}
        return {key: one for key, one in kept.items() if key not in {"dataset", "mtime_ns"}}
    return [told(one) for one in value] if isinstance(value, list) else value


def test_what_is_written_is_the_same(on_disk, stored):
    """File by file, byte by byte."""
    there = {str(one.relative_to(stored / "worn")): one for one in (stored / "worn").rglob("*")}
    here = {str(one.relative_to(on_disk / "worn")): one for one in (on_disk / "worn").rglob("*")}
    files = {name for name, one in here.items() if one.is_file()}
    assert set(there) == files
    assert all(there[name].read_bytes() == here[name].read_bytes() for name in files)


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "--detector", "regex", "--in-process", "--corpus", "worn"),
        ("score", "--truth", "worn", "--predictions", "found.jsonl"),
        ("show", "--row", 7, "worn"),
        ("provenance", "worn"),
    ],
    ids=lambda arguments: " ".join(map(str, arguments[:1])),
)
def test_what_is_told_of_it_is_the_same(arguments, on_disk, stored):
    """By every command that reads a dataset."""

    def of(folder):
        return told(output(*(folder / one if one in FILES else one for one in arguments)))

    here, there = of(on_disk), of(stored)
    if arguments[0] == "provenance":
        assert [one.pop("path") for one in there] == [str(stored / "worn")]
        assert [one.pop("path") for one in here] == [str(on_disk / "worn")]
    assert there == here


def test_a_dataset_on_the_server_is_audited(stored):
    """It has what it must have, by its hashes too."""
    result = invoke("audit", stored / "worn")
    assert result.exit_code == 0, result.stderr


def test_files_are_scanned_as_on_a_disk(on_disk, stored, tmp_path):
    """A dataset as what it is, and whatever holds lists, a zip among them; and people counted."""

    def of(folder, out):
        paths = (folder / "worn", folder / "lists")
        words = ("triage", *paths, "--detector", "regex", "--workers", 1)
        counted = output(*words, "--out", tmp_path / out)
        lines = (tmp_path / out / "inventory.jsonl").read_text("utf-8").splitlines()
        found = [json.loads(line)["contents"] for line in lines[1:]]
        return counted["people"], counted["lists"], found

    here, there = of(on_disk, "here"), of(stored, "there")
    assert sum(map(len, here[2])) == 4  # a dataset, a list, its truth, and the list in a zip
    assert there == here


def test_findings_and_copies_go_to_the_server(on_disk, stored, tmp_path):
    """What a detector finds there, and files without it."""
    out = tmp_path.with_name(f"{tmp_path.name}-out")
    for folder, target in ((on_disk, out), (stored, stored)):
        find = ("detect", folder / "lists", "--detector", "regex", "--in-process")
        assert invoke(*find, "--format", "json", "--out", target / "told.jsonl").exit_code == 0
        assert invoke(*find, "--redact", "mask", "--out", target / "copies").exit_code == 0
    found = (stored / "told.jsonl").read_text("utf-8").replace(str(stored), str(on_disk))
    assert found
    assert found == (out / "told.jsonl").read_text("utf-8")
    copies = {one.name for one in (out / "copies").iterdir()}
    assert {one.name for one in (stored / "copies").iterdir()} == copies
    assert (stored / "copies" / "a.csv").read_bytes() == (out / "copies" / "a.csv").read_bytes()


def test_a_file_and_its_truth_go_to_the_server(on_disk, stored):
    """As they are on a disk."""
    what = ("generate", "exam_roster", "--rows", 30, "--format", "csv", "--out")
    assert invoke(*what, stored / "one" / "a.csv").exit_code == 0
    for name in ("a.csv", "a.csv.truth.parquet"):
        assert (stored / "one" / name).read_bytes() == (on_disk / "lists" / name).read_bytes()
    assert "is there already" in refused(2, *what, stored / "one" / "a.csv")
    assert invoke(*what, stored / "one" / "a.csv", "--force").exit_code == 0


def test_parts_become_a_whole(bucket, monkeypatch):
    """Written one after the other, by whoever."""
    monkeypatch.setattr("leakbench.generator.datasets.shards.GROUP_ROWS", 200)
    for part in ("2/2", "1/2"):
        made = invoke(*WHAT, "--rows", ROWS, "--part", part, "--out", bucket / "parts")
        assert made.exit_code == 0, made.stderr
    dataset = open_dataset(bucket / "parts")
    assert len(dataset.manifest.shards) == 2
    assert sum(batch.num_rows for batch in dataset.batches()) == ROWS
    notes = [one.name for one in (bucket / "parts").iterdir() if "part" in one.name]
    assert notes == []


def test_what_stands_there_is_kept_unless_it_is_forced(bucket):
    """And files of others then too."""
    write = (*WHAT, "--out", bucket / "worn", "--rows")
    assert invoke(*write, 10).exit_code == 0
    (bucket / "worn" / "mine.txt").upload(Path(__file__))
    assert "exists and is not empty" in refused(2, *write, 20)
    assert open_dataset(bucket / "worn").manifest.rows == 10
    assert invoke(*write, 20, "--force").exit_code == 0
    assert open_dataset(bucket / "worn").manifest.rows == 20
    assert (bucket / "worn" / "mine.txt").is_file()


def test_a_line_that_is_cut_leaves_a_dataset_that_is_finished_later(
    bucket, s3_line, reach_s3, monkeypatch, tmp_path
):
    """With the hash that it has on a disk, and nothing of the upload that failed."""
    monkeypatch.setattr(uploading, "_PART", 5 << 20)
    write = (*WHAT, "--rows", 30_000, "--out")
    s3_line(5_500_000)  # in the middle of the second part
    told_so = refused(1, *write, bucket / "worn")
    assert told_so.startswith(f"Error: {bucket}/worn/data/test-00000-of-00001.parquet: ")
    system = reach_s3()

    def uploads():
        found = system.call_s3("list_multipart_uploads", Bucket=bucket.name)
        return len(found.get("Uploads", []))

    assert uploads() == 1
    assert list((bucket / "worn").rglob("*.parquet")) == []
    assert "the dataset is not whole" in refused(1, "audit", bucket / "worn")
    made = invoke(*write, bucket / "worn")
    assert made.exit_code == 0, made.stderr
    assert uploads() == 0
    assert invoke(*write, tmp_path / "worn").exit_code == 0
    here, there = (open_dataset(folder / "worn").manifest for folder in (tmp_path, bucket))
    assert there == here
    found = sum(batch.num_rows for batch in open_dataset(bucket / "worn").batches())
    assert found == 30_000


def test_a_shard_that_was_cut_is_named(bucket):
    """As on a disk."""
    assert invoke(*WHAT, "--rows", 20, "--out", bucket / "worn").exit_code == 0
    (shard,) = (bucket / "worn").rglob("*.parquet")
    system, place = file_system(str(shard))
    system.pipe_file(place, shard.read_bytes()[:-1000])
    assert str(shard) in refused(1, "audit", bucket / "worn")


def test_what_is_not_there_is_one_line(bucket):
    """A bucket, a dataset, a scheme."""
    missing = StoredPath(f"{bucket}-not/worn")
    write = (*WHAT, "--rows", 10, "--out")
    assert str(missing) in refused(1, *write, missing)
    assert f"no such file: {missing}" in refused(2, "run", "--corpus", missing)
    for command in ("audit", "scan", "detect", "provenance"):
        result = invoke(command, bucket / "worn")
        assert result.exit_code in {1, 2}
        assert result.stderr.splitlines()[-1].startswith("Error: ")
        assert f"{bucket}/worn" in result.stderr
    assert "xyz://a/b" in refused(2, *write, "xyz://a/b")


def test_what_cannot_be_reached_is_one_line(bucket, reach_s3, monkeypatch, tmp_path):
    """A server, and credentials."""
    write = (*WHAT, "--rows", 10, "--out", bucket / "worn")
    reach_s3("http://127.0.0.1:9")
    assert "connect" in refused(1, *write)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    reach_s3()
    assert "credentials" in refused(1, *write)
    reach_s3()


def test_what_needs_a_disk_says_so(bucket):
    """In one line, before anything is done."""
    for command in (
        ("run", "--corpus", "legal_person", "--out", bucket / "run"),
        ("scan", ".", "--out", bucket / "scan"),
        ("report", bucket / "run", "--out", "page"),
    ):
        assert "is a URL; this is read and written on a disk only" in refused(2, *command)
    assert "a case is written on a disk" in refused(2, "generate", "case", "--out", bucket / "a")
    of = ("generate", "exam_roster", "--rows", 5, "--format", "spacy", "--out", bucket / "b")
    assert f"{bucket}/b: " in refused(1, *of)
