"""Tests of the command line: names, keys, exit codes, and one line for every error."""

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.commands.run import MAIN_CORPORA
from leakbench.detectors.contract import SPANS
from leakbench.detectors.tagger.model import load_model
from leakbench.generator.corpus import corpus_names
from leakbench.generator.datasets.dataset import open_dataset
from leakbench.generator.entities import entities

RUN_KEYS = {
    "corpus", "detector", "track", "rows", "recall", "precision", "f1", "f2", "recall_any",
    "recall_declared", "recall_records", "recall_subjects", "false_alarms_per_1000",
    "decoys_touched", "free_records_flagged", "rows_per_s", "mb_per_s", "p50_ms", "p95_ms",
    "peak_memory_mb", "by_label", "failure", "not_comparable",
}  # fmt: skip


def invoke(*arguments):
    """Run a command line in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def output(*arguments):
    """What a command that goes well prints as JSON."""
    result = invoke(*arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def refused(code, *arguments):
    """The one line that a command says of its error."""
    result = invoke(*arguments)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    lines = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert result.stderr.splitlines()[-1:] == lines
    assert "Traceback" not in result.stderr
    return lines[0]


def test_help_is_quick():
    """None of the slow imports happens before a command runs."""
    script = (
        "import sys\n"
        "from leakbench.benchmarks.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "slow = {'faker', 'matplotlib', 'numba', 'numpy', 'pyarrow', 'rich'} & set(sys.modules)\n"
        "sys.exit(', '.join(slow) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: " in done.stdout


def test_a_record_needs_little():
    """Neither plots nor tables on the screen nor readers of whole datasets are imported."""
    script = (
        "import sys\n"
        "from leakbench.benchmarks.cli import main\n"
        "main(['peek', 'call_records', '--format', 'json'], standalone_mode=False)\n"
        "slow = {'faker', 'matplotlib', 'pandas', 'pyarrow.dataset', 'rich', 'scipy.linalg'}\n"
        "slow &= set(sys.modules)\n"
        "sys.exit(', '.join(slow) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["record_id"] == 0


def test_the_command_is_installed():
    """It stands beside the interpreter and says its version."""
    command = Path(sys.executable).parent / "leakbench"
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert version("leakbench") in done.stdout


def _commands():
    return sorted(main.commands)


def _inner(group=main, *names):
    """The names of every command within a group, groups themselves too."""
    found = []
    for name, command in sorted(group.commands.items()):
        found.append([*names, name])
        if isinstance(command, click.Group):
            found += _inner(command, *names, name)
    return found


def _command(names):
    command = main
    for name in names:
        command = command.commands[name]
    return command


LEAVES = [names for names in _inner() if not isinstance(_command(names), click.Group)]


@pytest.mark.parametrize("command", [[], *_inner()], ids=" ".join)
def test_every_help_has_an_example(command):
    """It says what is done, and shows a line to copy that names the command."""
    result = invoke(*command, "--help")
    assert result.exit_code == 0
    assert f"Example: leakbench {' '.join(command)}".strip() in " ".join(result.output.split())


@pytest.mark.parametrize("names", LEAVES, ids=" ".join)
def test_examples_parse(names):
    """What the help shows is what the command takes."""
    command, name = _command(names), names[-1]
    words = command.epilog.removeprefix("Example: leakbench ").split()
    assert words[: len(names)] == names
    checked = [
        parameter
        for parameter in command.params
        if not (isinstance(parameter.type, click.Path) and parameter.type.exists)
    ]
    parsed = click.Command(
        name,
        params=[
            *checked,
            *(
                type(parameter)(parameter.opts, nargs=parameter.nargs)
                for parameter in command.params
                if parameter not in checked
            ),
        ],
    )
    assert parsed.make_context(name, words[len(names) :])


def test_commands_are_those_promised():
    """Names stay."""
    assert _commands() == [
        "audit",
        "card",
        "columns",
        "compare",
        "errors",
        "export",
        "gate",
        "generate",
        "list",
        "peek",
        "report",
        "results",
        "run",
        "score",
        "sweep",
        "throughput",
        "train",
        "triage",
        "validity",
        "verify",
    ]


def test_corpora_are_listed():
    """With what a user chooses by."""
    listed = output("list", "corpora")
    assert [one["name"] for one in listed] == corpus_names()
    for one in listed:
        assert {"title", "labels", "tier", "rows_per_s"} <= set(one)
        assert set(one["labels"]) <= set(entities())


def test_entities_are_listed():
    """All of them, in the registry's order."""
    listed = output("list", "entities")
    assert [one["name"] for one in listed] == list(entities())
    assert {"title", "parent", "personal", "identifier", "tiers", "pipl_sensitive"} < set(listed[0])


@pytest.mark.usefixtures("stand_ins")
def test_detectors_are_listed():
    """Absent ones with the command that brings them."""
    listed = {one["name"]: one for one in output("list", "detectors")}
    keys = {"version", "available", "install", "labels", "license", "homepage"}
    assert all(keys < set(one) for one in listed.values())
    assert listed["digits"]["available"] is True
    assert listed["absent"]["available"] is False
    assert listed["absent"]["install"] == "pip install leakbench-absent"
    assert "repeated:COUNT" in listed
    assert "repeated" not in listed


@pytest.mark.usefixtures("stand_ins")
def test_a_detector_with_an_argument_is_run_by_its_full_name(labelled, tmp_path):
    """Its results stand in a directory of their own; a template alone is a usage error."""
    path, out = labelled(), tmp_path / "out"
    (found,) = output("run", "--corpus", path, "--detector", "repeated:11", "--out", out)
    assert (found["detector"], found["failure"]) == ("repeated:11", None)
    assert len(list(out.glob("real/repeated_11-*/*.json"))) == 1
    result = invoke("run", "--corpus", path, "--detector", "repeated")
    assert result.exit_code == 2
    assert "detector 'repeated': its argument is missing: repeated:COUNT" in result.stderr


def test_tables_are_for_reading():
    """The default, on stdout."""
    result = invoke("list", "entities")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2 + len(entities())


def test_generate_writes_a_dataset(tmp_path):
    """Of the corpus, rows, seed, split and noise asked for; stdout stays free."""
    out = tmp_path / "out"
    result = invoke(
        "generate",
        "exam_roster",
        "--rows",
        20,
        "--seed",
        7,
        "--split",
        "dev",
        "--noise",
        "evasive",
        "--out",
        out,
    )
    assert (result.exit_code, result.stdout) == (0, "")
    manifest = open_dataset(out).manifest
    assert manifest.rows == 20
    spec = manifest.spec
    assert (spec.corpus, spec.seed, spec.split, spec.noise) == ("exam_roster", 7, "dev", "evasive")
    assert spec.columns == "own"


def test_generate_passes_on_everything_of_the_spec(tmp_path):
    """Day, identity, headers and columns stand in the manifest; workers and parts do not."""
    arguments = [
        *("--reference-date", "2031-02-03", "--identity", "unassignable"),
        *("--headers", "pinyin", "--columns", "mixed"),
    ]
    first = tmp_path / "first"
    result = invoke(
        "generate", "exam_roster", "--rows", 20, *arguments, "--workers", 2, "--out", first
    )
    assert result.exit_code == 0, result.stderr
    spec = open_dataset(first).manifest.spec
    assert (str(spec.reference_date), spec.identity) == ("2031-02-03", "unassignable")
    assert (spec.headers, spec.columns) == ("pinyin", "mixed")
    out = tmp_path / "out"
    said = [
        invoke("generate", "exam_roster", "--rows", 20, *arguments, "--part", part, "--out", out)
        for part in ("1/2", "2/2")
    ]
    assert [one.exit_code for one in said] == [0, 0]
    assert "0 of 1 shards are there; the other parts are missing" in said[0].stderr
    assert open_dataset(out).manifest == open_dataset(first).manifest


def test_generate_overwrites_only_when_told(tmp_path):
    """A directory in use is a usage error; --force replaces the dataset."""
    (tmp_path / "kept.txt").touch()
    arguments = ("generate", "exam_roster", "--rows", 5, "--out", tmp_path)
    assert "exists and is not empty" in refused(2, *arguments)
    assert list(tmp_path.iterdir()) == [tmp_path / "kept.txt"]
    assert invoke(*arguments, "--force").exit_code == 0
    assert (tmp_path / "kept.txt").exists()


def test_peek_prints_a_record(dataset):
    """Row, fields, text, and spans with their values; the same as on disk."""
    record = output("peek", "legal_person", "--row", 17)
    assert record["record_id"] == 17
    (batch,) = open_dataset(dataset).batches()
    assert record["text"] == batch.column("text")[17].as_py()
    assert all(span["value"] in record["text"] for span in record["spans"])
    other = output(
        "peek", "legal_person", "--row", 17, "--seed", 1, "--noise", "worn", "--split", "train"
    )
    assert other["text"] != record["text"]
    table = invoke("peek", "legal_person", "--row", 17)
    assert record["text"] in table.stdout


def test_a_far_row_is_there_at_once():
    """Row 10**12 is a record like any other."""
    assert output("peek", "legal_person", "--row", 10**12)["record_id"] == 10**12


@pytest.mark.usefixtures("stand_ins")
def test_run_prints_one_object_for_each_corpus_and_detector(dataset, labelled, tmp_path):
    """The keys stay, and result files are written."""
    out = tmp_path / "out"
    found = output(
        "run",
        "--corpus",
        dataset,
        "--corpus",
        labelled(),
        "--detector",
        "digits",
        "--rows",
        50,
        "--out",
        out,
    )
    assert [(one["corpus"], one["rows"]) for one in found] == [("legal_person", 50), ("real", 2)]
    for one in found:
        assert set(one) == RUN_KEYS
        assert one["failure"] is None
        assert set(one["by_label"]["MOBILE" if one["corpus"] != "real" else "PHONE"]) == {
            "support",
            "recall",
            "precision",
            "f1",
            "f2",
        }
    assert len(list(out.glob("*/digits/*.json"))) == 2


def test_run_takes_everything_by_default(stand_ins):
    """Both corpora and every available detector; the others are left out with a line."""
    stand_ins("absent", "digits", "repeated")
    result = invoke("run", "--rows", 20, "--track", "table", "--format", "json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert [(one["corpus"], one["detector"]) for one in found] == [
        (name, "digits") for name in MAIN_CORPORA
    ]
    assert {one["track"] for one in found} == {"table"}
    assert "left out: absent is not installed (pip install leakbench-absent)" in result.stderr


@pytest.mark.usefixtures("stand_ins")
def test_labels_and_map_reach_the_scorer(labelled):
    """A foreign name is mapped, and scored alone."""
    path = labelled('{"text": "甲00000000000", "spans": [[0, 1, "NOM"], [1, 12, "TEL9"]]}')
    (found,) = output(
        "run",
        "--corpus",
        path,
        "--detector",
        "digits",
        "--labels",
        "TEL9",
        "--map",
        "NOM=PERSON",
        "--map",
        "TEL9=PHONE",
    )
    assert (found["recall"], found["precision"]) == (1.0, 1.0)


@pytest.mark.usefixtures("stand_ins")
def test_a_failing_detector_is_recorded_and_fails_the_run(labelled, tmp_path):
    """The others' results are printed and written, and the exit code is 1."""
    out = tmp_path / "out"
    result = invoke(
        "run",
        "--corpus",
        labelled(),
        "--detector",
        "broken",
        "--detector",
        "digits",
        "--format",
        "json",
        "--out",
        out,
    )
    assert result.exit_code == 1
    broken, digits = json.loads(result.stdout)
    assert broken["failure"] == "RuntimeError: cannot read 2 rows"
    assert digits["recall"] == 0.5
    assert result.stderr.splitlines()[-2:] == [
        "broken failed on real: RuntimeError: cannot read 2 rows",
        "Error: 1 of 2 runs failed",
    ]
    assert len(list(out.glob("real/*/*.json"))) == 2


@pytest.mark.usefixtures("stand_ins")
def test_run_overwrites_nothing(labelled, tmp_path):
    """A second run lies beside the first; --force is for directories with other things in them."""
    out = tmp_path / "out"
    arguments = ("run", "--corpus", labelled(), "--detector", "digits", "--out", out)
    assert invoke(*arguments).exit_code == 0
    before = {path: path.read_bytes() for path in out.glob("*/*/*")}
    assert {"".join(path.suffixes[-2:]) for path in before} >= {".predictions.parquet"}
    assert invoke(*arguments).exit_code == 0
    (out / "kept.txt").touch()
    assert "exists and is not empty" in refused(2, *arguments)
    assert invoke(*arguments, "--force").exit_code == 0
    assert (out / "kept.txt").exists()
    assert len(list(out.glob("*/*/*.json"))) == len(list(out.glob("*/*/*.parquet"))) == 3
    assert all(path.read_bytes() == content for path, content in before.items())


@pytest.mark.usefixtures("stand_ins")
def test_a_detector_that_shares_no_label_is_told_and_fails_nothing(labelled, tmp_path):
    """A line on stderr, null instead of a zero, and exit code 0; scoring again says the same."""
    result = invoke("run", "--corpus", labelled(), "--detector", "strangers", "--format", "json")
    assert result.exit_code == 0
    (found,) = json.loads(result.stdout)
    assert found["recall"] is found["failure"] is None
    assert found["not_comparable"] == "not comparable: shares no label with real"
    assert "strangers is not comparable: shares no label with real" in result.stderr
    invoke("run", "--corpus", labelled(), "--detector", "strangers", "--out", tmp_path / "out")
    (raw,) = (tmp_path / "out").glob("*/*/*.parquet")
    again = invoke("score", "--truth", labelled(), "--predictions", raw)
    assert again.exit_code == 0
    assert "strangers is not comparable: shares no label with real" in again.stderr


def test_score_prints_the_keys_of_run_and_modes(dataset, tmp_path):
    """Timing is null; each mode has its counts."""
    path = tmp_path / "none.parquet"
    pq.write_table(SPANS.empty_table(), path)
    (found,) = output("score", "--truth", dataset, "--predictions", path)
    assert set(found) == RUN_KEYS | {"modes", "counts"}
    assert found["rows_per_s"] is None
    assert set(found["modes"]) == {"strict", "exact", "partial", "type", "character"}
    table = invoke("score", "--truth", dataset, "--predictions", path)
    assert "strict" in table.stdout


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize("kind", ["corpus", "dataset", "file"])
def test_run_and_score_agree(labelled, dataset, tmp_path, kind):
    """Scores computed again from the raw predictions are the very counts of the run."""
    corpus = {"corpus": "legal_person", "dataset": dataset, "file": labelled()}[kind]
    out = tmp_path / "out"
    arguments = ("--corpus", corpus, "--detector", "digits", "--rows", 70, "--out", out)
    (run,) = output("run", *arguments)
    (path,) = out.glob("*/digits/*.json")
    (raw,) = out.glob("*/digits/*.predictions.parquet")
    truth = () if kind == "corpus" else ("--truth", corpus)
    (score,) = output("score", *truth, "--predictions", raw)
    assert score["counts"] == json.loads(path.read_text("utf-8"))["counts"]
    timed = {"rows_per_s", "mb_per_s", "p50_ms", "p95_ms", "peak_memory_mb"}
    assert {key: score[key] for key in RUN_KEYS - timed} == {
        key: run[key] for key in RUN_KEYS - timed
    }


@pytest.mark.usefixtures("stand_ins")
def test_predictions_on_other_records_are_refused(labelled, dataset, tmp_path):
    """Another corpus, another file of the name, another track, or a file that names no corpus."""
    out = tmp_path / "out"
    invoke("run", "--corpus", labelled(), "--detector", "digits", "--out", out)
    (raw,) = out.glob("*/digits/*.predictions.parquet")
    said = refused(1, "score", "--truth", dataset, "--predictions", raw)
    assert "the predictions are on real, not legal_person" in said
    said = refused(1, "score", "--track", "table", "--truth", dataset, "--predictions", raw)
    assert "the predictions are of the text track" in said
    assert "give its --truth" in refused(1, "score", "--predictions", raw)
    other = labelled('{"text": "甲", "spans": [[0, 1, "PHONE"]]}')
    said = refused(1, "score", "--truth", other, "--predictions", raw)
    assert "the predictions are on another real" in said


@pytest.mark.usefixtures("stand_ins")
def test_report_draws_what_run_wrote(labelled, tmp_path):
    """Figures and tables, and no overwriting unasked."""
    out, drawn = tmp_path / "out", tmp_path / "drawn"
    invoke("run", "--corpus", labelled(), "--detector", "digits", "--out", out)
    assert invoke("report", out, "--out", drawn).exit_code == 0
    assert {path.suffix for path in drawn.iterdir()} == {
        ".csv", ".html", ".md", ".pdf", ".png", ".svg",
    }  # fmt: skip
    assert "exists and is not empty" in refused(2, "report", out, "--out", drawn)
    assert invoke("report", out, "--out", drawn, "--force").exit_code == 0


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["generate", "nobody", "--rows", "5", "--out", "x"], "unknown corpus 'nobody'; known: "),
        (["peek", "nobody"], "unknown corpus 'nobody'"),
        (["run", "--corpus", "nobody"], "unknown corpus 'nobody'"),
        (["run", "--corpus", "none.jsonl"], "no such file: none.jsonl"),
        (["run", "--detector", "nobody"], "unknown detector 'nobody'; known: "),
        (["generate", "exam_roster", "--rows", "0", "--out", "x"], "0 is not in the range x>=1"),
        (["generate", "exam_roster", "--rows", "-5", "--out", "x"], "-5 is not in the range x>=1"),
        (["run", "--rows", "0"], "0 is not in the range x>=1"),
        (["peek", "exam_roster", "--row", "-1"], "-1 is not in the range"),
        (["peek", "exam_roster", "--seed", "-1"], "-1 is not in the range"),
        (["peek", "exam_roster", "--noise", "loud"], "'loud' is not one of"),
        (["run", "--split", "all"], "'all' is not one of"),
        (["run", "--track", "columns"], "'columns' is not one of"),
        (["run", "--corpus", "exam_roster", "--corpus", "exam_roster"], "called 'exam_roster'"),
        (["run", "--labels", " , "], "no label named"),
        (["run", "--labels", "NOBODY"], "unknown label 'NOBODY'"),
        (["run", "--map", "PHONE"], "'PHONE' is not NAME=LABEL"),
        (["report", "none", "--out", "x"], "'none' does not exist"),
        (["list", "people"], "'people' is not one of"),
        (["results", "list", "none"], "'none' does not exist"),
        (["results", "drop"], "No such command 'drop'"),
        (["generate", "exam_roster"], "Missing option"),
        (["generate", "exam_roster", "--rows", "5", "--out", "x", "--part", "4/3"], "part '4/3'"),
        (["generate", "exam_roster", "--rows", "5", "--out", "x", "--workers", "0"], "x>=1"),
        (["peek", "exam_roster", "--reference-date", "2026-02-30"], "is no date YYYY-MM-DD"),
        (["run", "--reference-date", "soon"], "'soon' is no date YYYY-MM-DD"),
        (["peek", "exam_roster", "--reference-date", "1900-01-01"], "is not between 2015-01-01"),
        (["peek", "exam_roster", "--identity", "real"], "'real' is not one of"),
        (["run", "--headers", "none"], "'none' is not one of"),
        (["peek", "exam_roster", "--columns", "bent"], "'bent' is not one of"),
        (["nothing"], "No such command 'nothing'"),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(tmp_path, monkeypatch, arguments, message):
    """What and where, no traceback, nothing on stdout, nothing written."""
    monkeypatch.chdir(tmp_path)
    assert message in refused(2, *arguments)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": "x", "spans": [[0, 2, "PHONE"]]}', "line 2: span 0 [0, 2] leaves its text"),
        ('{"text": "x", "spans": [[1, 0, "PHONE"]]}', "line 2: span 0 [1, 0] is inverted"),
        ('{"text": "x", "spans": [', "line 2: broken JSON"),
        ('{"text": "x", "spans": [[0, 1, "SECRET"]]}', "label 'SECRET' is not in the registry"),
        ('{"text": "x", "spans": [[0, 1, "QQ"], [0, 1, "QQ"]]}', "record 2: two spans of 'QQ'"),
    ],
)
def test_a_bad_labelled_file_is_one_line_and_exit_code_1(labelled, line, message):
    """Spans outside or inverted, broken JSON, and labels without a mapping."""
    path = labelled('{"text": "y", "spans": []}', line)
    assert message in refused(1, "run", "--corpus", path, "--detector", "digits")


def test_a_truncated_parquet_file_is_one_line_and_exit_code_1(tmp_path):
    """As truth and as predictions; the file is named."""
    out = tmp_path / "out"
    invoke("generate", "exam_roster", "--rows", 50, "--out", out)
    predictions = tmp_path / "mine.parquet"
    pq.write_table(SPANS.empty_table(), predictions)
    shard = next((out / "data").iterdir())
    shard.write_bytes(shard.read_bytes()[:-60])
    said = refused(1, "score", "--truth", out, "--predictions", predictions)
    assert f"{shard}: truncated or corrupt Parquet" in said
    predictions.write_bytes(predictions.read_bytes()[:-10])
    said = refused(1, "score", "--truth", out, "--predictions", predictions)
    assert f"{predictions}: truncated or corrupt Parquet" in said


def test_a_prediction_outside_its_text_is_one_line_and_exit_code_1(dataset, tmp_path):
    """File, span and row are named."""
    path = tmp_path / "mine.parquet"
    bad = {"row": 3, "column": 0, "start": 0, "end": 9_999, "label": "MOBILE", "score": 1.0}
    pq.write_table(pa.Table.from_pylist([bad], schema=SPANS), path)
    said = refused(1, "score", "--truth", dataset, "--predictions", path)
    assert said == f"Error: {path}, span 0, row 3: the span leaves its cell"


@pytest.mark.usefixtures("stand_ins")
def test_an_absent_detector_asked_for_is_exit_code_1(labelled):
    """With the command that brings it."""
    said = refused(1, "run", "--corpus", labelled(), "--detector", "absent")
    assert "pip install leakbench-absent" in said


def test_a_directory_without_results_is_exit_code_1(tmp_path):
    """There is nothing to draw."""
    assert "no results" in refused(1, "report", tmp_path, "--out", tmp_path / "x")


def test_without_arguments_the_help_is_shown():
    """On stderr, as a usage error."""
    result = invoke()
    assert result.exit_code == 2
    assert "Commands:" in result.output


def test_training_writes_a_model(tmp_path):
    """The command writes a model that the tagger reads, and says how its rounds went."""
    out = tmp_path / "new" / "model.zip"
    result = invoke("train", "--rows", 2, "--seed", 3, "--out", out)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "round 1 of" in result.stderr
    about = load_model(out).about
    assert about["course"]["rows"] == 2
    assert about["course"]["seed"] == 3
