"""Tests of results as documents."""

import json

import pytest

from leakbench.benchmarks.store.results import result_of


@pytest.mark.parametrize("name", ["digits", "broken"])
def test_what_is_read_is_what_was_written(two_results, name):
    """Counts, samples and everything that pins them, of a failure too."""
    result = two_results[name]
    assert result_of(json.loads(result.text())) == result
    assert (result.failure is None) == (name == "digits")


def test_the_file_holds_raw_samples_and_what_they_give(result, path):
    """Readable without leakbench: a schema version, a summary, and lists on one line."""
    content = json.loads(path.read_text("utf-8"))
    assert content["schema_version"] == 3
    assert content["summary"] == result.summary()
    assert content["timing"]["nanoseconds"] == result.timing.nanoseconds
    assert content["corpus"]["sha256"] == result.identity["sha256"]
    assert f'"rows": {result.timing.rows}' in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema_version": 4}, "update leakbench"),
        ({"schema_version": "1"}, "no schema_version"),
        ({"schema_version": True}, "no schema_version"),
        ({"counts": {"labels": []}}, "broken result"),
        ({"detector": None}, "broken result"),
    ],
)
def test_other_documents_are_refused(result, change, message):
    """Newer, foreign and incomplete ones are told apart."""
    with pytest.raises(ValueError, match=message):
        result_of(result.to_json() | change)


@pytest.mark.parametrize("content", [None, [], "result", {}])
def test_what_is_no_object_is_no_result(content):
    """Whatever JSON it is."""
    with pytest.raises(ValueError, match="not a result"):
        result_of(content)
