"""Tests of ``leakbench export``."""

import json
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.store.directory import add_result
from leakbench.benchmarks.store.reading import read_result
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

from .command_line import invoke, output, refused


def test_the_command_prints_what_the_action_reads(ran, digits, tmp_path):
    """A list of objects with a name, a unit and a number, which is what the action demands."""
    path = ran(tmp_path / "run", digits, CorpusSource(Spec(corpus="legal_person")), rows=20)
    done = invoke("export", "github-action-benchmark", tmp_path / "run")
    assert done.exit_code == 0, done.output
    for one in json.loads(done.stdout):
        assert isinstance(one["name"], str)
        assert isinstance(one["unit"], str)
        assert isinstance(one["value"], int | float)
    failed = replace(read_result(path), failure="RuntimeError: no model")
    add_result(failed, tmp_path / "failed")
    said = refused(1, "export", "github-action-benchmark", tmp_path / "failed")
    assert "nothing to export" in said


@pytest.mark.slow
def test_stdout_has_the_file_alone():
    """What makes a corpus is asked for as elsewhere; what is told besides stands on stderr."""
    done = invoke("export", "doccano", "legal_person", "--out", "-",
                  *("--rows", 7, "--noise", "worn", "--split", "train", "--seed", 3))  # fmt: skip
    assert done.exit_code == 0, done.output
    (batch,) = batches(Spec("legal_person", noise="worn", split="train", seed=3), 7)
    texts = [json.loads(line)["text"] for line in done.stdout.splitlines()]
    assert texts == batch.column("text").to_pylist()
    assert "7 records" in done.stderr


@pytest.mark.slow
def test_a_file_is_exported_and_run(labelled, tmp_path):
    """All of its records by default, never more than there are; and what is written can be run."""
    out = tmp_path / "new" / "x.conll"
    done = invoke("export", "conll-bioes", labelled(), "--out", out, "--rows", 9)
    assert done.exit_code == 0, done.output
    assert f"{out}: 2 records, 2 labels" in done.stderr
    (ran,) = output("run", "--corpus", out, "--detector", "regex", "--in-process")
    assert (ran["rows"], list(ran["by_label"])) == (2, ["PERSON", "PHONE"])


def test_a_dataset_is_exported(dataset, tmp_path):
    """All of it, under the name of its split."""
    done = invoke("export", "huggingface", dataset, "--out", tmp_path / "hub")
    assert done.exit_code == 0, done.output
    assert pq.read_metadata(tmp_path / "hub/data/test.parquet").num_rows == 300


def test_what_is_there_is_kept_unless_told(labelled, tmp_path):
    """A file, or a directory of such an export."""
    for form, name in (("label-studio", "x.json"), ("brat", "folder")):
        words = ("export", form, labelled(), "--out", tmp_path / name)
        assert invoke(*words).exit_code == 0
        assert "--force replaces" in refused(2, *words)
        assert invoke(*words, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("code", "words", "message"),
    [
        (2, ("brat", "legal_person", "--out", "-"), "a directory of files, which stdout cannot"),
        (2, ("doccano", "nobody", "--out", "-"), "unknown corpus 'nobody'"),
        (2, ("doccano", "gone.jsonl", "--out", "-"), "no such file: gone.jsonl"),
        (2, ("doccano", "legal_person"), "Missing option '--out'"),
        (2, ("tokens", "legal_person", "--out", "-"), "no such command 'tokens'"),
    ],
)
def test_what_cannot_be_is_one_line(code, words, message):
    """And nothing is written."""
    assert message in refused(code, "export", *words)


def test_a_file_without_labels_is_refused(labelled, tmp_path):
    """It would teach that nothing is ever to be found."""
    path = labelled('{"text": "甲某", "spans": []}')
    said = refused(1, "export", "conll-bio", path, "--out", tmp_path / "x.conll")
    assert "nothing in it is labelled" in said
    assert not (tmp_path / "x.conll").exists()
