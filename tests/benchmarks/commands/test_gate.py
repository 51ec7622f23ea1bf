"""Tests of ``leakbench gate``, from files and revisions to exit codes."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.sources.labelled_formats import read_labelled
from leakbench.benchmarks.sources.source import CorpusSource, FileSource
from leakbench.benchmarks.store.packing import pack_results
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[3] / "examples/detector_plugin"
SOURCE = CorpusSource(Spec(corpus="legal_person", rows_per_file=1))


def invoke(*arguments):
    """Run ``leakbench gate`` in this process."""
    return CliRunner().invoke(main, ["gate", *(str(argument) for argument in arguments)])


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    """A directory whose ``pyproject.toml`` lets nothing pass, as it has none."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def results(ran, digits, forgetful, tmp_path_factory):
    """Directories of one detector: as it was, the same again, and with two points less recall."""
    out = tmp_path_factory.mktemp("runs")
    worse = forgetful(41)
    worse.name = "digits"
    for name, detector in (("base", digits), ("same", digits), ("worse", worse)):
        ran(out / name, detector, SOURCE, rows=2_000)
    return out


def test_the_same_answers_pass(results):
    """Twenty times: nothing differs, so that nothing can seem to."""
    for _ in range(20):
        result = invoke(results / "base", results / "same")
        assert result.exit_code == 0, result.output
        assert "worse" not in result.stdout
    assert result.stderr.splitlines()[-1] == "No regression in 1 comparison."


def test_packed_results_have_no_predictions_to_compare(results, tmp_path):
    """Which is said in one line, with the file."""
    for side in ("base", "same"):
        pack_results([results / side], tmp_path / side / "runs.jsonl.gz")
    result = invoke(tmp_path / "base", tmp_path / "same")
    assert result.exit_code == 1
    where = tmp_path / "base" / "runs.jsonl.gz"
    assert f"{where} is packed, without predictions" in result.stderr.splitlines()[-1]


def test_two_points_less_recall_are_stopped(results, tmp_path):
    """With exit code 3, a line for the label, and a summary that says so."""
    summary = tmp_path / "summary.md"
    result = invoke(
        results / "base", results / "worse", "--summary", summary, "--format", "json")  # fmt: skip
    assert result.exit_code == 3, result.output
    (case,) = json.loads(result.stdout)
    worse = {
        (one["metric"], one["label"]): one["difference"]
        for one in case["differences"]
        if one["regression"]
    }
    assert -0.035 < worse["recall", "MOBILE"] < -0.015
    assert all(metric == "recall" for metric, _ in worse)
    text = summary.read_text("utf-8")
    assert "**1 of 1 comparison is worse than base.**" in text
    assert "| recall | MOBILE |" in text
    assert "throughput is not compared" in text


def test_what_is_let_pass_is_set_in_a_table(results, tmp_path):
    """Five points are more than two."""
    config = tmp_path / "limits.toml"
    config.write_text("[tool.leakbench.gate]\nrecall = 0.05\n", "utf-8")
    assert invoke(results / "base", results / "worse", "--config", config).exit_code == 0
    config.write_text("[tool.leakbench.gate]\nrecal = 0.05\n", "utf-8")
    result = invoke(results / "base", results / "worse", "--config", config)
    assert result.exit_code == 2
    assert "'recal' is none of recall, precision" in result.stderr


def test_a_file_that_is_named_is_there(results):
    """A misspelt name is no reason to take what is usual."""
    result = invoke(results / "base", results / "worse", "--config", "nosuch.toml")
    assert result.exit_code == 2
    assert result.stderr == "Error: no such file: nosuch.toml\n"


def test_few_files_do_not_pass(ran, digits, forgetful, tmp_path):
    """Where no loss could be told, the answer is that there is none, and how to have one."""
    half = forgetful(2)
    half.name = "digits"
    for name, detector in (("base", digits), ("same", digits), ("half", half)):
        ran(tmp_path / name, detector, CorpusSource(Spec(corpus="legal_person")), rows=300)
    for head in ("same", "half"):
        summary = tmp_path / "summary.md"
        result = invoke(tmp_path / "base", tmp_path / head, "--summary", summary)
        assert result.exit_code == 1, result.output
        assert "unclear: too few files" in result.stdout
        *_, why, verdict = result.stderr.splitlines()
        assert re.search(
            r"cannot tell: digits on .*: \d files can show no difference, however large: .* "
            r"at least \d+ are needed, about \d[\d,]*0 records \(--rows\)$",
            why,
        )
        assert verdict == "No answer: 1 of 1 comparison cannot tell a loss."
        assert why.rpartition(": ")[2] in summary.read_text("utf-8")


def test_better_is_no_regression(results):
    """The other way round."""
    assert invoke(results / "worse", results / "base").exit_code == 0


def test_a_failure_is_stopped(results, tmp_path):
    """A detector that raises in head and did not in base."""
    (path,) = (results / "same").rglob("*.json")
    content = json.loads(path.read_text("utf-8"))
    content |= {"failure": "RuntimeError: no model", "counts": None, "timing": None}
    failed = tmp_path / path.relative_to(results / "same")
    failed.parent.mkdir(parents=True)
    failed.write_text(json.dumps(content), "utf-8")
    result = invoke(results / "base", tmp_path)
    assert result.exit_code == 3
    assert "worse: RuntimeError: no model" in result.stdout


def test_real_text_is_named(ran, digits, labelled, tmp_path):
    """Results of a labelled file are compared with it at hand."""
    file = labelled()
    for name in ("base", "head"):
        ran(tmp_path / name, digits, FileSource(read_labelled(file)), rows=2)
    result = invoke(tmp_path / "base", tmp_path / "head")
    assert result.exit_code == 1
    assert "name its file with --corpus" in result.stderr
    result = invoke(tmp_path / "base", tmp_path / "head", "--corpus", file)
    assert "1 record can show no difference, however large" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "name BASE and HEAD"),
        (["{base}"], 2, "name BASE and HEAD"),
        (["{base}", "{same}", "--run-base", "main"], 2, "--run-base runs both"),
        (["--run-base", "main"], 2, "at least one --corpus and one --detector"),
        (["{base}", "{empty}"], 1, "no results in it"),
        (["{base}", "{same}", "--detector", "other"], 1, "have no result of one detector"),
    ],
)
def test_what_cannot_be_compared(results, tmp_path, arguments, code, message):
    """One line says why."""
    folders = {"base": results / "base", "same": results / "same", "empty": tmp_path}
    result = invoke(*(argument.format(**folders) for argument in arguments))
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_of_several_runs_the_last_counts(results, tmp_path):
    """A store keeps all of them; the one begun last is meant."""
    for name in ("base", "worse"):
        shutil.copytree(results / name, tmp_path / "both", dirs_exist_ok=True)
    assert invoke(results / "base", tmp_path / "both").exit_code == 3
    assert invoke(results / "worse", tmp_path / "both").exit_code == 0


@pytest.fixture
def project(tmp_path, monkeypatch, commit):
    """The example's package as a repository, in which the command is run; short rounds."""
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "project"))
    commit(folder)
    monkeypatch.chdir(folder)
    monkeypatch.setattr("leakbench.benchmarks.gating.side_by_side.SECONDS", 0.05)
    monkeypatch.setattr("leakbench.benchmarks.gating.side_by_side.MIN_STARTS", 1)
    return folder / "eleven_digits.py"


RUN_BOTH = ("--run-base", "main", "--detector", "eleven_digits", "--corpus", "legal_person")


def run_both(*arguments):
    """Run base and head of the project, and give the exit code and the only case."""
    result = invoke(*RUN_BOTH, "--rows", "1500", "--format", "json", *arguments)
    assert result.exit_code in {0, 3}, result.output
    (case,) = json.loads(result.stdout)
    return result.exit_code, case


@pytest.mark.long
def test_planted_losses_are_stopped(project):
    """Numbers that a change lets slip, and work that it does twice."""
    text = project.read_text("utf-8")
    for written, instead in (
        ("        return lb", "        lb.per_text(self.find, batch)\n        return lb"),
        (r"1\d{10}", r"1[3-8]\d{9}"),
    ):
        assert text.count(written) == 1
        text = text.replace(written, instead)
    project.write_text(text, "utf-8")
    code, case = run_both()  # files as the corpus has them
    assert code == 3
    worse = [(one["metric"], one["label"]) for one in case["differences"] if one["regression"]]
    assert ("recall", "MOBILE") in worse
    assert case["throughput"]["regression"]
    assert 0.4 < case["throughput"]["ratio"] < 0.65
