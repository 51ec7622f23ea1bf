"""Tests of what a document is before it is a result."""

import json

import pytest

from leakbench.benchmarks.store.document_check import problem_of


@pytest.fixture
def document(result):
    """A sound one."""
    return json.loads(result.text())


def test_what_is_written_is_sound(document, failed):
    """With scores, and without; nobody reads the summary."""
    assert problem_of(document) is None
    assert problem_of(json.loads(failed.text())) is None
    assert problem_of({**document, "summary": "none", "of_a_newer_one": []}) is None


@pytest.mark.parametrize(
    ("part", "change", "problem"),
    [
        ("timing", {"rows": [1], "bytes": [1, 2]}, "timing: rows, bytes, nanoseconds: not as many"),
        ("timing", {"outside": [1] * 99}, "timing: outside: not as many as calls"),
        ("timing", {"passes": [5_000]}, "timing: passes: not in order"),
        ("intervals", {"drawn": {"truth": [1], "found": [], "predicted": []}}, "intervals: drawn"),
        ("personal", {"drawn": {"truth": [1], "found": [], "predicted": []}}, "personal: drawn"),
        (
            "scores",
            {"apart": {"A": {"from": [0.5], "same": [], "family": [0], "wrong": [0]}}},
            "scores: apart: A: from, same, family, wrong: not as many",
        ),
        ("rows", -1, "rows: -1 is not between 0 and"),
        ("detector", {"name": None}, "detector: name: None is no string"),
    ],
)
def test_what_is_unsound_is_told_with_its_place(document, part, change, problem):
    """Of another type, or lists that do not go together."""
    other = {**document[part], **change} if isinstance(change, dict) else change
    assert problem_of({**document, part: other}).startswith(problem)
