"""Tests of the document on realism."""

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest

from leakbench.benchmarks.realism.document import to_json

SCHEMA = json.loads(
    files("leakbench.benchmarks.realism").joinpath("realism.schema.json").read_text("utf-8")
)


def properties(schema):
    """Every property that a schema declares, objects within objects too."""
    for one in schema.get("properties", {}).values():
        yield one
        yield from properties(one)
        yield from properties(one.get("items", {}))


def test_the_schema_is_one():
    """Every list and object at its top says what it is."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for name, one in SCHEMA["properties"].items():
        assert "description" in one or "const" in one, name or one
    assert sum(1 for _ in properties(SCHEMA)) > 80


@pytest.mark.slow
def test_the_document_is_as_described(document):
    """Nothing more and nothing less; it goes through JSON unchanged."""
    jsonschema.validate(document, SCHEMA)
    assert json.loads(json.dumps(document)) == document
    assert document["scores"]
    assert document["values"]


@pytest.mark.slow
def test_the_document_pins_what_was_measured(document):
    """The file by hash, the corpora by spec and content hash, detectors by version."""
    assert len(document["real"]["sha256"]) == 64
    (generated,) = document["generated"]
    assert generated["spec"]["corpus"] == "property_owners"
    assert len(generated["content_hash"]) >= 32
    assert set(document["detectors"]) == {"regex", "structured"}
    assert document["labels"] == {"ADDRESS": "ADDRESS", "PER": "PERSON", "TEL": "PHONE"}


@pytest.mark.slow
@pytest.mark.parametrize("show", [False, True])
def test_a_detectors_complaint_is_quoted_only_if_real_values_may_be(
    measured, panel, show, monkeypatch
):
    """It may hold what the detector was reading."""
    monkeypatch.setitem(panel.failures, "regex", "ValueError: cannot read 甲乙丙丁")
    failures = to_json(replace(measured, show=show))["failures"]
    assert failures == {"regex": "ValueError: cannot read 甲乙丙丁" if show else "ValueError"}
