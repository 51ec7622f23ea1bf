"""Tests of result files."""

import json

import pytest

from leakbench.benchmarks.running.entrants import entrant
from leakbench.benchmarks.running.runner import Scoring, run
from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.store.directory import add_result
from leakbench.benchmarks.store.results import ResultError, read_result
from leakbench.generator.spec import Spec


@pytest.fixture
def result(stand_ins, labelled):
    """A result on two records."""
    stand_ins("digits", "broken")
    source = open_source(str(labelled()), Spec(corpus=""))
    return next(run([source], [entrant("digits")], Scoring()))


@pytest.fixture
def failed(stand_ins, labelled):
    """A result without scores."""
    stand_ins("broken")
    source = open_source(str(labelled()), Spec(corpus=""))
    return next(run([source], [entrant("broken")], Scoring()))


@pytest.fixture
def path(result, tmp_path):
    """The result's file."""
    return add_result(result, tmp_path / "out")


def test_what_is_read_is_what_was_written(result, path):
    """Counts, samples and everything that pins them."""
    assert read_result(path) == result


def test_a_failure_survives(failed, tmp_path):
    """It has a file too."""
    read = read_result(add_result(failed, tmp_path / "out"))
    assert read == failed
    assert read.failure.startswith("RuntimeError")


def test_the_file_holds_raw_samples_and_what_they_give(result, path):
    """Readable without leakbench: a schema version, a summary, and lists on one line."""
    content = json.loads(path.read_text("utf-8"))
    assert content["schema_version"] == 2
    assert content["summary"] == result.summary()
    assert content["timing"]["nanoseconds"] == result.timing.nanoseconds
    assert content["corpus"]["sha256"] == result.identity["sha256"]
    assert f'"rows": {result.timing.rows}' in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema_version": 3}, "update leakbench"),
        ({"schema_version": "1"}, "no schema_version"),
        ({"schema_version": True}, "no schema_version"),
        ({"counts": {"labels": []}}, "broken result"),
        ({"detector": None}, "broken result"),
    ],
)
def test_other_documents_are_refused(path, change, message):
    """Newer, foreign and incomplete ones are told apart, and the file is named."""
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), encoding="utf-8")
    with pytest.raises(ResultError, match=message) as error:
        read_result(path)
    assert error.value.path == path


def test_a_truncated_file_is_named(path):
    """Half a result is not read."""
    path.write_text(path.read_text("utf-8")[:-50], encoding="utf-8")
    with pytest.raises(ResultError, match="truncated") as error:
        read_result(path)
    assert error.value.path == path
