"""Tests of showing errors on the command line."""

import csv
import io
import json

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.console.sheets import harmless

from .command_line import output


@pytest.fixture
def invoke():
    """Run the command."""
    return lambda *words: CliRunner().invoke(main, ["errors", *map(str, words)])


def test_groups_and_examples_are_printed(invoke, stand_ins, labelled):
    """The value in brackets, in its context; labelled files have no forms."""
    stand_ins("digits")
    result = invoke("--corpus", labelled(), "--detector", "digits", "--map", "PHONE=MOBILE")
    assert result.exit_code == 0, result.output
    assert "1 of 2 values missed (50.0%), 0 false alarms" in result.stdout
    assert "PERSON, no form known  100% of 1  found: nothing 1" in result.stdout
    assert "【甲某】电话00000000000。   nothing" in result.stdout


def test_json_and_page(invoke, stand_ins, labelled, tmp_path):
    """The same figures in both."""
    stand_ins("digits")
    path = tmp_path / "deep" / "errors.html"
    words = ("--corpus", labelled(), "--detector", "digits", "--html", path, "--format", "json")
    result = invoke(*words)
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert (document["values"], document["missed"]) == (2, 1)
    assert document["missed_by_form"][0]["examples"][0]["value"] == "甲某"
    assert "1 of 2 values missed" in path.read_text("utf-8")


def test_generated_text_has_forms(invoke):
    """A label alone, with the forms that its values take."""
    words = ("--corpus", "legal_person", "--detector", "regex", "--noise", "worn", "--rows", "200")
    result = invoke(*words, "--label", "MOBILE", "--top", "2", "--examples", "0")
    assert result.exit_code == 0, result.output
    assert "MOBILE, " in result.stdout
    assert "PERSON_NAME, " not in result.stdout
    assert "groups more" in result.stdout


@pytest.mark.slow
def test_a_misspelt_label_is_a_usage_error(invoke):
    """It is told which one was meant, not all that there are."""
    result = invoke("--corpus", "legal_person", "--label", "MOBIL")
    assert result.exit_code == 2
    assert result.stderr == "Error: unknown label 'MOBIL'; did you mean MOBILE?\n"


def test_one_file_is_shown(invoke):
    """The worst of a run: as many values and misses as the run told."""
    words = ("--corpus", "exam_roster", "--noise", "evasive", "--rows-per-file", "20")
    words = (*words, "--detector", "regex", "--rows", "300", "--format", "json")
    run = CliRunner().invoke(main, ["run", *words])
    (told,) = json.loads(run.stdout)
    for worst in told["files"]["worst"][:2]:
        result = invoke(*words, "--file", worst["file"])
        assert result.exit_code == 0, result.output
        document = json.loads(result.stdout)
        assert (document["values"], document["missed"]) == (worst["values"], worst["missed"])
        assert document["file"] == worst["file"]
        assert document["title"].endswith(f"file {worst['file']}, {worst['rows']} records")


def test_a_file_that_is_not_there_is_a_usage_error(invoke, stand_ins, labelled):
    """And one of a source without files."""
    stand_ins("digits")
    result = invoke("--corpus", labelled(), "--detector", "digits", "--file", "0")
    assert result.exit_code == 2
    assert "real has no file 0 in its first 2 records" in result.output


@pytest.mark.parametrize(
    ("detector", "code", "message"),
    [
        ("broken", 1, "broken failed on nobody: RuntimeError: cannot read 1 rows"),
        ("unbuilt", 1, "unbuilt failed on nobody: OSError: no model"),
        ("nobody", 2, "nobody"),
        ("digits", 2, "digits declares none of the labels of nobody: PERSON"),
    ],
)
def test_what_cannot_be_shown_is_one_line(stand_ins, labelled, detector, code, message):
    """Who fails, who is unknown, and who shares no label with the corpus."""
    stand_ins("digits", "broken", "unbuilt")
    label = "PERSON" if detector == "digits" else "PHONE"
    path = labelled(json.dumps({"text": "甲", "spans": [[0, 1, label]]}), name="nobody.jsonl")
    words = ["errors", "--corpus", str(path), "--detector", detector]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == code
    assert message in result.output


def test_overlapping_truth_is_one_line(stand_ins, labelled):
    """Also where two names of a file mean one label; other labels may nest."""
    stand_ins("digits")
    spans = [[0, 3, "TEL"], [0, 2, "PHONE"]]
    path = labelled(json.dumps({"text": "甲乙丙", "spans": spans}))
    result = CliRunner().invoke(main, ["errors", "--corpus", str(path), "--detector", "digits"])
    assert result.exit_code == 1
    assert "corpus 'real', record 1: two spans of" in result.output


@pytest.mark.slow
@pytest.mark.parametrize("track", ["text", "table"])
def test_every_error_is_a_row_that_can_be_looked_at(invoke, tmp_path, track):
    """The same rows in all formats; ``show`` shows the record, with its file, by the number."""
    words = ("--corpus", "exam_roster", "--noise", "worn", "--detector", "regex", "--rows", 60)
    words = (*words, "--track", track, "--file", 1, "--rows-per-file", 20)
    printed = invoke(*words, "--format", "csv")
    assert printed.exit_code == 0, printed.output
    rows = list(csv.DictReader(io.StringIO(printed.stdout)))
    path = tmp_path / "errors.parquet"
    assert invoke(*words, "--out", path).stdout == ""
    table = pq.read_table(path).to_pylist()
    document = json.loads(invoke(*words, "--format", "json").stdout)
    assert document["errors"] == table
    assert [row["text"] for row in rows] == [harmless(row["text"]) for row in table]
    assert document["missed"] == sum(
        row["error"] == "missed" and row["quality"] == "exact" for row in table
    )
    for row in (table[0], table[-1]):
        shown = output(
            "show", "exam_roster", "--noise", "worn", "--rows-per-file", 20, "--row", row["row"]
        )
        assert shown["file"] == row["file"] == 1
        text = shown["text"] if track == "text" else shown["fields"][row["column"]]
        assert text == row["text"]
        assert row["value"] in text


@pytest.mark.slow
@pytest.mark.usefixtures("stand_ins")
def test_predictions_are_read_instead(invoke, tmp_path):
    """Their corpus is made again; the errors are those of the detector."""
    out = tmp_path / "out"
    words = ("--corpus", "legal_person", "--detector", "digits", "--rows", "50")
    assert CliRunner().invoke(main, ["run", *words, "--out", str(out)]).exit_code == 0
    (raw,) = out.glob("*/digits/*.predictions.parquet")
    asked = json.loads(invoke(*words, "--format", "json").stdout)
    assert asked["errors"]
    assert json.loads(invoke("--predictions", raw, "--format", "json").stdout) == asked
    lines = tmp_path / "digits.jsonl"
    spans = pq.read_table(raw).to_pylist()
    lines.write_text("".join(json.dumps(span) + "\n" for span in spans), "utf-8")
    words = ("--predictions", lines, "--corpus", "legal_person", "--rows", 50, "--format", "json")
    assert json.loads(invoke(*words).stdout) == asked
    pq.write_table(pq.read_table(raw).slice(0, 5), raw)
    cut = invoke("--predictions", raw)
    assert cut.exit_code == 1
    assert "is not what" in cut.stderr


def test_labels_that_are_not_scored_need_no_meaning(invoke, stand_ins, labelled):
    """A file may have others."""
    stand_ins("digits")
    spans = [[0, 2, "WEAPON"], [2, 13, "PHONE"]]
    path = labelled(json.dumps({"text": "甲某00000000000", "spans": spans}))
    words = ("--corpus", path, "--detector", "digits")
    assert "label 'WEAPON' is not in the registry" in invoke(*words).stderr
    result = invoke(*words, "--labels", "PHONE")
    assert result.exit_code == 0, result.output
    assert "0 of 1 values missed (0.0%), 0 false alarms" in result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--corpus", "legal_person"], "name one of --detector and --predictions"),
        (["--detector", "regex"], "name the records: --corpus"),
        (["--corpus", "x", "--detector", "x", "--format", "parquet"], "name its file with --out"),
        (["--corpus", "x", "--detector", "x", "--out", "errors.txt"], "--out takes rows"),
    ],
)
def test_what_is_missing_is_named(invoke, words, said):
    """Before anything is read."""
    result = invoke(*words)
    assert result.exit_code == 2
    assert said in result.output
