"""Tests of ``leakbench detect``."""

import csv
import json

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main

from .command_line import invoke, refused

MOBILE = "13800000000"


@pytest.fixture
def lists(tmp_path):
    """A folder with a list, a note, and a picture."""
    folder = tmp_path / "lists"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.csv").write_text(f"名单\n姓名,电话\n甲,{MOBILE}\n乙,无\n", "gb18030")
    (folder / "inner" / "note.txt").write_text(f"请打电话{MOBILE}。\n谢谢\n", "utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(30))
    return folder


def found(lists, *options):
    """What is found as JSON."""
    done = invoke("detect", lists, "--detector", "digits", *options, "--format", "json")
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.usefixtures("stand_ins")
def test_findings_say_file_row_and_header(lists):
    """Rows are those of the file, title and header counted."""
    places = [(one["file"], one["row"], one["header"], one["text"]) for one in found(lists)]
    assert places == [
        (str(lists / "a.csv"), 2, "电话", MOBILE),
        (str(lists / "inner" / "note.txt"), 0, "text", MOBILE),
    ]
    marked = invoke("detect", lists, "--detector", "digits")
    assert f"{lists / 'a.csv'}:3: 甲 │ ⟦MOBILE {MOBILE}⟧" in marked.stdout
    assert "2 files, 6 rows: MOBILE 2" in marked.stderr
    assert "photo.png" in marked.stderr


@pytest.mark.usefixtures("stand_ins")
def test_findings_are_the_same_in_every_form(lists, tmp_path):
    """JSON lines, CSV and Parquet, on stdout and in files that are not overwritten."""
    wanted = found(lists)
    table = tmp_path / "found.parquet"
    invoke("detect", lists, "--detector", "digits", "--format", "parquet", "--out", table)
    assert pq.read_table(table).to_pylist() == wanted
    lines = tmp_path / "found.jsonl"
    invoke("detect", lists, "--detector", "digits", "--format", "json", "--out", lines)
    assert [json.loads(line) for line in lines.read_text("utf-8").splitlines()] == wanted
    said = refused(2, "detect", lists, "--detector", "digits", "--out", lines)
    assert "exists" in said
    rows = invoke("detect", lists, "--detector", "digits", "--format", "csv").stdout
    assert len(rows.splitlines()) == 1 + len(wanted)


@pytest.mark.usefixtures("stand_ins")
def test_a_spreadsheet_calculates_nothing_of_a_file(tmp_path):
    """Though a header is a formula; JSON has them as they stand there."""
    path = tmp_path / "a.csv"
    path.write_text(f"姓名,=电话\n甲,{MOBILE}\n", "utf-8")
    words = ("detect", path, "--detector", "digits", "--format")
    (line,) = csv.DictReader(invoke(*words, "csv").stdout.splitlines())
    told = json.loads(invoke(*words, "json").stdout)
    assert told["header"] == "=电话"
    assert line["header"] == "'" + told["header"]
    assert (line["text"], line["start"]) == (MOBILE, "0")


@pytest.mark.usefixtures("stand_ins")
def test_a_stream_is_answered_line_by_line():
    """From stdin, and back to stdout when it is redacted."""
    text = f"第一行\r\n电话{MOBILE}\n".encode()
    arguments = ["detect", "-", "--detector", "digits"]
    done = CliRunner().invoke(main, [*arguments, "--format", "json"], input=text)
    (one,) = map(json.loads, done.stdout.splitlines())
    assert (one["file"], one["row"], one["start"]) == ("-", 1, 2)
    done = CliRunner().invoke(main, [*arguments, "--redact", "label"], input=text)
    assert done.stdout == "第一行\n电话<PHONE>\n"


@pytest.mark.usefixtures("stand_ins")
def test_copies_are_made_beside_nothing(lists, tmp_path):
    """In the folder named, as they stand in theirs; the files themselves stay."""
    out = tmp_path / "copies"
    before = {path: path.read_bytes() for path in lists.rglob("*") if path.is_file()}
    invoke("detect", lists, "--detector", "digits", "--redact", "mask", "--out", out)
    assert {path: path.read_bytes() for path in lists.rglob("*") if path.is_file()} == before
    copied = {path.relative_to(out) for path in out.rglob("*") if path.is_file()}
    assert {str(path) for path in copied} == {"a.csv", "inner/note.txt"}
    assert "*" * 11 in (out / "a.csv").read_text("gb18030")
    said = refused(2, "detect", lists, "--detector", "digits", "--redact", "mask", "--out", out)
    assert "exists" in said
    source = lists / "a.csv"
    said = refused(
        2, "detect", source, "--detector", "digits", "--redact", "mask", "--out", source, "--force"
    )
    assert "never replaces" in said


@pytest.mark.usefixtures("stand_ins")
def test_what_cannot_be_read_is_named_and_fails(lists):
    """The other files are answered all the same."""
    (lists / "broken.xlsx").write_bytes(b"PK\x03\x04 and nothing that follows")
    done = invoke("detect", lists, "--detector", "digits")
    assert done.exit_code == 1
    assert "MOBILE 2" in done.stderr
    (line,) = (line for line in done.stderr.splitlines() if line.startswith("not read:"))
    assert "broken.xlsx" in line


def test_contradictions_are_refused(lists):
    """Each in one line that says what to do."""
    assert "needs a key" in refused(2, "detect", lists, "--redact", "surrogate", "--out", lists)
    assert "--out" in refused(2, "detect", lists, "--redact", "mask")
    assert "--out" in refused(2, "detect", lists, "--format", "parquet")
    assert "alone" in refused(2, "detect", "-", lists)
    for inside in (lists, lists / "copies"):
        assert "lies in" in refused(2, "detect", lists, "--redact", "mask", "--out", inside)
    assert "nothing here" in refused(2, "detect", lists / "missing")


@pytest.mark.slow
def test_any_number_of_workers_finds_the_same_in_the_same_order(lists, tmp_path):
    """Of several files, one of which is of many batches and one not whole."""
    rows = "".join(f"甲{row},1380000{row:04}\n" for row in range(9_000))
    (lists / "b.csv").write_text(f"姓名,电话\n{rows}", "utf-8")
    (lists / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    said = []
    for number, options in enumerate(([], ["--workers", 2], ["--workers", 3, "--in-process"])):
        out = tmp_path / f"{number}.jsonl"
        stderr = complaints(
            lists, "--detector", "regex", "--format", "json", "--out", out, *options
        )
        said.append((out.read_text("utf-8"), stderr))
    assert said[0] == said[1] == said[2]
    assert said[0][0].count("\n") > 9_000


def complaints(*arguments):
    """What is said of files of which one cannot be read."""
    done = CliRunner().invoke(main, ["detect", *map(str, arguments)])
    assert done.exit_code == 1, done.output
    return [line for line in done.stderr.splitlines() if "%, about" not in line]


def test_workers_are_for_findings_in_files(lists, tmp_path):
    """Copies and streams are of one process."""
    for words in (("-",), (lists, "--redact", "mask", "--out", tmp_path / "copies")):
        assert "are for findings in files" in refused(2, "detect", *words, "--workers", 2)
