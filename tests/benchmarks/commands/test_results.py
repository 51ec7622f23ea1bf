"""Tests of ``leakbench results``."""

import gzip
import json
import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.commands.results import FACTS
from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.sources.opening import open_path
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.store.reading import read_result
from leakbench.benchmarks.store.tables import FACTS as KNOWN
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow


def invoke(*arguments):
    """Run ``leakbench results`` in this process."""
    return CliRunner().invoke(main, ["results", *(str(argument) for argument in arguments)])


def output(*arguments):
    """What it prints as JSON."""
    result = invoke(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def store(ran, digits, tmp_path_factory):
    """A store of three corpora-and-noises by one detector, one of them run twice."""
    out = tmp_path_factory.mktemp("store")
    specs = [("legal_person", "clean"), ("legal_person", "worn"), ("exam_roster", "worn")]
    for corpus, noise in [*specs, specs[0]]:
        ran(out, digits, CorpusSource(Spec(corpus=corpus, noise=noise)), rows=100)
    return out


def test_the_facts_are_those_that_there_are():
    """The command says them without importing what they are made of."""
    assert FACTS == KNOWN


def test_every_result_has_a_line(store):
    """With its facts, scores and file; two runs of one thing are two."""
    found = output("list", store)
    assert len(found) == 4
    for one in found:
        assert (one["headers"], one["identity"], one["seed"]) == ("variant", "realistic", 0)
        assert read_result(store.joinpath(*one["file"].split("/")[-3:])).corpus == one["corpus"]
    table = invoke("list", store).stdout.splitlines()
    assert sum(line.split()[0] in {"legal_person", "exam_roster"} for line in table) == 4
    assert {"corpus", "recall", "f1", "file"} <= set(table[0].split())


def test_the_figure_of_the_first_table_is_named(store):
    """Beside the others, of one result and of several together; a line tells which is which."""
    for words in (["list", store], ["list", store, "--by", "noise"]):
        result = invoke(*words)
        assert "personal_f1" in result.stdout.split()
        assert "personal_f1: personal values" in result.stderr
    (row,) = (one for one in output("list", store, "--by", "noise") if one["noise"] == "clean")
    path = max(store.rglob("*.json"), key=lambda one: read_result(one).started or "")
    (shown,) = headline([read_result(path)]).ranked
    assert row["personal_f1"] == shown.f1("generated")


def test_counts_are_added_up_by_facts(store):
    """Sums over corpora of one noise; of two runs of one thing the last one counts."""
    found = {one["noise"]: one for one in output("list", store, "--by", "noise")}
    assert (found["clean"]["results"], found["worn"]["results"]) == (1, 2)
    assert (found["clean"]["rows"], found["worn"]["rows"]) == (100, 200)
    parts = [one for one in output("list", store) if one["noise"] == "worn"]
    support = [one["by_label"]["MOBILE"]["support"] for one in parts]
    assert found["worn"]["by_label"]["MOBILE"]["support"] == sum(support)
    by_corpus = output("list", store, "--by", "corpus", "--by", "noise")
    assert len(by_corpus) == 3


def test_labels_that_differ_do_not_add_up(store, ran, digits, labelled, tmp_path):
    """Two labelled files have different label spaces, which is said."""
    ran(tmp_path, digits, open_path(labelled()), rows=None)
    result = invoke("list", store, tmp_path, "--by", "split")
    assert result.exit_code == 0  # the file is of no split
    other = labelled('{"text": "00000000000", "spans": [[0, 11, "MOBILE"]]}')
    ran(tmp_path, digits, open_path(other), rows=None)
    result = invoke("list", tmp_path, "--by", "noise")
    assert result.exit_code == 2
    assert "different labels and do not add up; group by corpus too" in result.stderr


def test_what_was_installed_is_shown(store, tmp_path):
    """Beside the version that a detector claims; it is part of the schema, and is read again."""
    told = {"name": "plugin", "version": "2.5", "sha256": "0f" * 32}
    found = read_result(next(store.glob("legal_person/*/*.json")))
    path = tmp_path / "result.json"
    path.write_text(replace(found, distribution=told).text(), "utf-8")
    assert read_result(path).distribution == output("show", path)["distribution"] == told
    assert {*told.values()} <= set(invoke("show", path).stdout.split())
    assert found.distribution is None


def test_one_result_is_shown_whole(store):
    """Every table of the JSON, and a table for each of them to read."""
    path = next(store.glob("legal_person/*/*.json"))
    shown = output("show", path)
    result = read_result(path)
    breakdowns = result.counts.breakdowns
    assert set(shown["tables"]) == {
        *("modes", "labels", "forms", "lengths", "qualities", "subjects", "declared"),
        *("decoys", "text", "novelty", "files", "worst_files", "levels"),
    }
    (files,) = shown["tables"]["files"]
    assert files["files"] == shown["files"]["counted"] == result.files["counted"] > 1
    assert shown["tables"]["worst_files"] == result.files["worst"]
    found = sum(row["found"] for row in shown["tables"]["forms"])
    assert found == breakdowns.total("forms", "found") > 0
    depths = [row["depth"] for row in shown["tables"]["modes"] if row["mode"] == "strict"]
    assert depths == ["fine", "coarse", "any"]
    for row in shown["tables"]["lengths"]:
        assert row["recall"] == row["found"] / row["counted"]
    mobile = next(row for row in shown["tables"]["labels"] if row["label"] == "MOBILE")
    assert mobile["recall_low"] <= mobile["recall"] <= mobile["recall_high"]
    table = invoke("show", path)
    assert table.exit_code == 0
    for heading in ("mode", "form", "length", "touched_share", "flagged_share", "first_row"):
        assert heading in table.stdout.split()


def test_scores_are_shown_by_threshold(store, tmp_path):
    """Of a detector that gives its spans scores: the sweep, and what the scores are worth."""
    found = read_result(next(store.glob("legal_person/*/*.json")))
    columns = {"from": [0.4, 0.9], "same": [5, 20], "family": [0, 0], "wrong": [15, 0]}
    scores = {"personal": {"MOBILE": columns}, "apart": {}}
    path = tmp_path / "result.json"
    path.write_text(replace(found, scores=scores).text(), "utf-8")
    shown = output("show", path)
    tables = shown["tables"]
    assert tables["thresholds"] == shown["operating_points"]["sweep"]
    assert [row["precision"] for row in tables["thresholds"] if row["threshold"] in {0.4, 0.5}] == [
        25 / 40,
        1.0,
    ]
    assert [(row["spans"], row["right"]) for row in tables["reliability"]] == [(20, 0.25), (20, 1)]
    assert "threshold" in invoke("show", path).stdout.split()


def test_what_has_no_scores_says_why(ran, labelled, tmp_path, digits):
    """The reason stands on stderr, and the headline has no numbers."""
    path = ran(
        tmp_path,
        digits,
        open_path(labelled('{"text": "甲", "spans": [[0, 1, "PERSON"]]}')),
        rows=None,
    )
    result = invoke("show", path)
    assert result.exit_code == 0
    assert "not comparable: shares no label with real" in result.stderr
    assert output("show", path)["tables"] == {}


def test_stores_are_merged(store, tmp_path):
    """All results and predictions, once each."""
    copy, out = tmp_path / "copy", tmp_path / "all"
    shutil.copytree(store, copy)
    result = invoke("merge", store, copy, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"4 results added to {out}\n"
    files = sorted(path.relative_to(store) for path in store.glob("*/*/*"))
    assert sorted(path.relative_to(out) for path in out.glob("*/*/*")) == files


def test_results_are_packed_and_read_from_there(store, tmp_path):
    """Lists and sums are the same; a line of the list is what shows one of them."""
    packed = tmp_path / "all.jsonl.gz"
    result = invoke("pack", store, "--out", packed)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"4 results added to {packed}\n"
    assert invoke("pack", store, packed, "--out", packed).stderr.startswith("0 results added")
    lines, files = output("list", packed), output("list", store)
    assert [one.pop("line") for one in lines] == [1, 2, 3, 4]
    assert {one.pop("file") for one in lines} == {str(packed)}
    for one in files:
        path, line = one.pop("file"), one.pop("line")
        assert line is None
        found = lines.index(one) + 1
        assert output("show", packed, found) == output("show", path)
    assert output("list", packed, "--by", "noise") == output("list", store, "--by", "noise")


def test_packed_results_become_files_again(store, tmp_path):
    """The same ones, without their predictions."""
    invoke("pack", store, "--out", tmp_path / "all.jsonl.gz")
    invoke("merge", tmp_path / "all.jsonl.gz", "--out", tmp_path / "out")
    for path in store.glob("*/*/*.json"):
        assert (tmp_path / "out" / path.relative_to(store)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("line", "message"),
    [([], "holds 4 results: name the line of one"), ([5], "4 results: none of them is line 5")],
)
def test_one_of_packed_results_is_named_by_its_line(store, tmp_path, line, message):
    """One of several must be named, and be there."""
    packed = tmp_path / "all.jsonl.gz"
    invoke("pack", store, "--out", packed)
    result = invoke("show", packed, *line)
    assert result.exit_code == 2
    assert message in result.stderr


def test_packed_results_have_their_own_name(store, tmp_path):
    """Whatever reads a file tells by its name what is in it."""
    result = invoke("pack", store, "--out", tmp_path / "all.json")
    assert result.exit_code == 2
    assert "*.jsonl.gz" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["list", "show", "merge", "pack"])
def test_a_bad_line_is_one_line_and_exit_code_1(store, tmp_path, command):
    """The file is named, and which of its lines cannot be read."""
    packed = tmp_path / "all.jsonl.gz"
    invoke("pack", store, "--out", packed)
    content = gzip.decompress(packed.read_bytes())
    packed.write_bytes(gzip.compress(content + b'{"schema_version": 99}\n'))
    out = {"merge": ["--out", tmp_path / "out"], "pack": ["--out", tmp_path / "new.jsonl.gz"]}
    result = invoke(command, packed, *out.get(command, ()))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert f"{packed}: line 5: schema version 99 is newer than 3: update" in result.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"schema_version": 99}', "schema version 99 is newer than 3: update leakbench"),
        ('{"schema_version": 2, "to', "truncated"),
    ],
)
@pytest.mark.parametrize("command", ["list", "show", "merge", "pack"])
def test_an_unreadable_file_is_one_line_and_exit_code_1(tmp_path, command, text, message):
    """It is named, whether it comes from the future or was cut off."""
    path = tmp_path / "result.json"
    path.write_text(text, encoding="utf-8")
    out = {"merge": ["--out", tmp_path / "out"], "pack": ["--out", tmp_path / "new.jsonl.gz"]}
    result = invoke(command, path, *out.get(command, ()))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert str(path) in result.stderr
    assert message in result.stderr
