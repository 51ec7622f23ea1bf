"""Results and their files, for the tests of the store."""

import json

import pytest

from leakbench.benchmarks.running.entrants import LocalEntrant
from leakbench.benchmarks.running.runner import Scoring, run
from leakbench.benchmarks.sources.opening import open_path
from leakbench.benchmarks.store.directory import add_result


@pytest.fixture(scope="session")
def two_results(digits, tmp_path_factory):
    """Of a detector that answers and one that cannot be built, on two labelled records."""
    records = [
        {"id": "a", "text": "甲某电话00000000000。", "spans": [[0, 2, "PERSON"], [4, 15, "PHONE"]]},
        {"text": "没有", "spans": []},
    ]
    path = tmp_path_factory.mktemp("labelled") / "real.jsonl"
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
    path.write_text("".join(lines), encoding="utf-8")
    both = [
        LocalEntrant("digits", "1.0", "leakbench", digits),
        LocalEntrant("broken", "1.0", "leakbench", None, "RuntimeError: no model"),
    ]
    found = run([open_path(path)], both, Scoring(), min_seconds=0.0, memory=lambda *_: None)
    return {result.detector: result for result in found}


@pytest.fixture
def result(two_results):
    """A result with scores, whose predictions were not kept."""
    return two_results["digits"]


@pytest.fixture
def failed(two_results):
    """A result without scores."""
    return two_results["broken"]


@pytest.fixture
def path(result, tmp_path):
    """The result's file."""
    return add_result(result, tmp_path / "out")
