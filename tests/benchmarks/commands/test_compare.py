"""Tests of ``leakbench compare``, from files to lines."""

import json
import shutil

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.sources.opening import open_path
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.store.directory import predictions_of
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow


def invoke(*arguments):
    """Run ``leakbench compare`` in this process."""
    return CliRunner().invoke(main, ["compare", *(str(argument) for argument in arguments)])


@pytest.fixture(scope="module")
def runs(ran, digits, forgetful, tmp_path_factory):
    """Results of three detectors: all numbers, most of them, fewer."""
    out = tmp_path_factory.mktemp("runs")
    detectors = [digits, forgetful(50), forgetful(10)]
    for detector, name in zip(detectors[1:], ("most", "fewer"), strict=True):
        detector.name = name
    source = CorpusSource(Spec(corpus="legal_person"))
    return [ran(out, detector, source, rows=500) for detector in detectors]


def test_each_with_each(runs):
    """A line for every pair and label, with all together first; p is adjusted over all lines."""
    result = invoke(*runs, "--metric", "recall", "--units", "records", "--format", "json")
    assert result.exit_code == 0, result.output
    lines = json.loads(result.stdout)
    assert list(dict.fromkeys(line["detectors"] for line in lines)) == [
        "digits → most", "digits → fewer", "most → fewer",
    ]  # fmt: skip
    assert lines[0]["label"] == "all"
    mobile = [line for line in lines if line["label"] == "MOBILE"]
    assert mobile[1]["b"] < mobile[0]["b"] < mobile[0]["a"]
    assert all(line["low"] <= line["difference"] <= line["high"] < 0 for line in mobile)
    assert all(line["p"] <= line["p_adjusted"] <= 1 for line in lines if line["p"] is not None)
    assert mobile[1]["p_adjusted"] > mobile[1]["p"]


def test_so_few_files_that_nothing_can_be_told(runs):
    """Said in one line for each kind of records, and not where records are drawn one by one."""
    few, enough = (invoke(*runs, "--units", units).stderr for units in ("files", "records"))
    assert few.count("cannot tell on legal_person: 6 files can show no difference, however ") == 1
    assert "cannot tell" not in enough


def test_the_table_is_read_by_people(runs):
    """The same lines as a table; what was planned sets what is detectable."""
    result = invoke(*runs[:2], "--planned", 50_000, "--units", "subjects")
    assert result.exit_code == 0, result.output
    assert "digits → most" in result.stdout
    few = json.loads(invoke(*runs[:2], "--format", "json").stdout)
    many = json.loads(invoke(*runs[:2], "--planned", 50_000, "--format", "json").stdout)
    for line, more in zip(few, many, strict=True):
        assert more["p"] == line["p"]
        if line["detectable"] is not None:
            assert more["detectable"] == pytest.approx(line["detectable"] / 10)


def test_predictions_with_their_truth(ran, digits, forgetful, dataset, tmp_path):
    """Files of predictions are compared as well as results are."""
    source = open_path(dataset)
    results = [ran(tmp_path, detector, source, rows=300) for detector in (digits, forgetful(20))]
    files = [predictions_of(path) for path in results]
    by_result = json.loads(invoke(*results, "--format", "json").stdout)
    by_file = json.loads(invoke(*files, "--truth", dataset, "--format", "json").stdout)
    for one, other in zip(by_result, by_file, strict=True):
        assert one | {"detectors": ""} == other | {"detectors": ""}


def test_directories_are_compared_as_their_results_are(runs, ran, digits, forgetful, tmp_path):
    """Of a detector, or of a corpus with each of its detectors; of several corpora each is told."""
    folders = [path.parent for path in runs]
    by_file = json.loads(invoke(*runs, "--format", "json").stdout)
    assert json.loads(invoke(*folders, "--format", "json").stdout) == by_file
    (corpus,) = {folder.parent for folder in folders}
    by_corpus = json.loads(invoke(corpus, "--format", "json").stdout)
    assert {one["detectors"] for one in by_corpus} == {
        "digits → fewer", "digits → most", "fewer → most",
    }  # fmt: skip
    for detector in (digits, forgetful(50)):
        for corpus in ("legal_person", "exam_roster"):
            ran(tmp_path, detector, CorpusSource(Spec(corpus)), rows=100)
    result = invoke(tmp_path)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0].split()[:2] == ["corpus", "detectors"]
    assert "corpus" not in invoke(*runs[:2]).stdout.splitlines()[0]


def test_a_result_whose_predictions_were_cut_is_refused(runs, tmp_path):
    """A hundred spans of them would be a worse detector, with a p of 0."""
    for path in runs[:2]:
        for file in (path, predictions_of(path)):
            shutil.copy(file, tmp_path)
    path = tmp_path / runs[0].name
    pq.write_table(pq.read_table(predictions_of(path)).slice(0, 100), predictions_of(path))
    result = invoke(path, tmp_path / runs[1].name)
    assert result.exit_code == 1
    assert result.stdout == ""
    said = result.stderr.splitlines()[-1]
    assert said.startswith(f"Error: {predictions_of(path)} is not what {path} was made of")


def test_predictions_may_be_json_lines(ran, digits, dataset, tmp_path):
    """Of one detector in both formats nothing differs."""
    parquet = predictions_of(ran(tmp_path, digits, open_path(dataset), rows=300))
    lines = tmp_path / "lines.jsonl"
    spans = pq.read_table(parquet).to_pylist()
    lines.write_text("".join(json.dumps(span) + "\n" for span in spans), "utf-8")
    found = json.loads(invoke(parquet, lines, "--truth", dataset, "--format", "json").stdout)
    assert found
    assert {line["difference"] for line in found} == {0.0}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["{a}"], 2, "one file is nothing to compare"),
        (["{a_predictions}", "{b_predictions}"], 2, "predictions need the records"),
        (["{a_folder}"], 1, "is one result: name another"),
        (["{a}", "nowhere.json"], 2, "'nowhere.json' does not exist"),
        (["{a}", "{a_predictions}"], 1, "truncated or not JSON"),
    ],
)
def test_what_cannot_be_compared(runs, arguments, code, message):
    """One line says why."""
    files = {"a": runs[0], "b": runs[1]}
    files |= {"a_folder": runs[0].parent}
    files |= {f"{key}_predictions": predictions_of(path) for key, path in files.items()}
    result = invoke(*(argument.format(**files) for argument in arguments))
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.stderr
