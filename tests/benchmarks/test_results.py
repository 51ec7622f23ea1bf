"""Tests of result files."""

import json
import shutil

import pytest

from leakbench.benchmarks.contenders import contender
from leakbench.benchmarks.results import ResultError, find_results, read_result
from leakbench.benchmarks.runner import Scoring, run
from leakbench.benchmarks.sources import open_source
from leakbench.generator.spec import Spec


@pytest.fixture
def result(stand_ins, labelled):
    """A result on two records."""
    stand_ins("digits", "broken")
    source = open_source(str(labelled()), Spec(corpus=""))
    return next(run([source], [contender("digits")], Scoring()))


@pytest.fixture
def failed(stand_ins, labelled):
    """A result without scores."""
    stand_ins("broken")
    source = open_source(str(labelled()), Spec(corpus=""))
    return next(run([source], [contender("broken")], Scoring()))


@pytest.fixture
def path(result, tmp_path):
    """The result's file."""
    return result.write(tmp_path / "out")


def test_what_is_read_is_what_was_written(result, path):
    """Counts, samples and everything that pins them."""
    assert read_result(path) == result


def test_a_failure_survives(failed, tmp_path):
    """It has a file too."""
    read = read_result(failed.write(tmp_path / "out"))
    assert read == failed
    assert read.failure.startswith("RuntimeError")


def test_the_file_holds_raw_samples_and_what_they_give(result, path):
    """Readable without leakbench: a schema version, a summary, and lists on one line."""
    content = json.loads(path.read_text("utf-8"))
    assert content["schema_version"] == 1
    assert content["summary"] == result.summary()
    assert content["timing"]["nanoseconds"] == result.timing.nanoseconds
    assert content["corpus"]["sha256"] == result.identity["sha256"]
    assert f'"rows": {result.timing.rows}' in path.read_text("utf-8")


def test_the_place_tells_corpus_detector_version_track_and_noise(result):
    """Runs that differ in any of them do not overwrite each other; a name stays a file name."""
    version = result.version
    assert result.file_name() == f"real/digits/{version}-text.json"
    names = set()
    for change in ({}, {"track": "table"}, {"noise": "worn"}, {"detector": "x"}, {"corpus": "y"}):
        names.add(_changed(result, **change).file_name())
    assert len(names) == 5
    assert _changed(result, corpus="../../a b").file_name().startswith("_.._a_b-")
    assert _changed(result, corpus="..").file_name().startswith("_-")


def test_a_name_of_any_characters_is_a_place_of_its_own(result, tmp_path):
    """Names that differ have different places, whatever in them no path can hold."""
    names = [
        "union:a+b", "union_a+b", "union:a+c", "x:/m/n", "x:/m_n", "x:m/n", "x:" + "名" * 300,
        "x:" + "名" * 301, "", ".", "..", "/", "a\nb",
    ]  # fmt: skip
    paths = [_changed(result, detector=name).write(tmp_path) for name in names]
    assert len({path.parent for path in paths}) == len(names)
    assert {path.parent.parent for path in paths} == {tmp_path / "real"}
    assert sorted(one.detector for one in find_results([tmp_path])) == sorted(names)
    assert _changed(result, detector="union_a+b").file_name().startswith("real/union_a+b/")


def _changed(result, **change):
    fields = {name: getattr(result, name) for name in result.__dataclass_fields__}
    return type(result)(**(fields | change))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema_version": 2}, "update leakbench"),
        ({"schema_version": "1"}, "no schema_version"),
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


def test_results_are_found_where_run_puts_them(path, result, tmp_path):
    """In a directory, or by themselves, once each; other JSON beside them is none of them."""
    out = tmp_path / "out"
    (out / "perf.json").write_text("{}", encoding="utf-8")
    assert find_results([out, path]) == [result]
    shutil.copytree(out, tmp_path / "more")
    assert find_results([out, tmp_path / "more"]) == [result, result]


def test_no_results_are_an_error(tmp_path):
    """An empty directory is no input for a report."""
    with pytest.raises(ResultError, match="no results"):
        find_results([tmp_path])
    with pytest.raises(ResultError, match="No such file"):
        find_results([tmp_path / "none.json"])
