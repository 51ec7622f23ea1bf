"""Tests of the document on external validity."""

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest

from leakbench.benchmarks.sources.opening import open_sources
from leakbench.benchmarks.validity.document import SCHEMA_VERSION, Measured, to_json
from leakbench.benchmarks.validity.plan import plan
from leakbench.benchmarks.validity.tables import swap_rows

from .conftest import ROWS, SPEC

SCHEMA = json.loads(
    files("leakbench.benchmarks.validity").joinpath("validity.schema.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def document(measured, real, panel):
    """Of the detectors of phone numbers."""
    sources = open_sources([str(real / "phones.jsonl")], SPEC)
    return to_json(Measured(measured, sources, panel, plan(), SPEC, ROWS))


def test_the_schema_is_one():
    """Every list and object at its top says what it is; the version is that of the documents."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for name, one in SCHEMA["properties"].items():
        assert "description" in one or "const" in one, name or one
    assert SCHEMA["properties"]["schema_version"]["const"] == SCHEMA_VERSION


@pytest.mark.slow
def test_the_document_is_as_described(document, made_up):
    """Nothing more and nothing less; it goes through JSON unchanged."""
    jsonschema.validate(document, SCHEMA)
    assert json.loads(json.dumps(document)) == document
    assert document["overstatement"]
    changed = swap_rows(made_up("f1"), plan())
    assert changed
    jsonschema.validate({**document, "swaps": changed}, SCHEMA)


@pytest.mark.slow
def test_the_document_pins_what_was_measured(document):
    """Corpora by hash, generated text by spec, detectors by version; rows agree with each other."""
    assert len(document["real"][0]["sha256"]) == 64
    assert document["generated"]["rows"] == ROWS
    assert document["generated"]["spec"]["split"] == "dev"
    assert set(document["detectors"]) == {"regex", "structured", "phonenumbers", "stdnum"}
    real = {row["detector"]: row["f1"] for row in document["scores"] if row["text"] == "real"}
    for point in document["points"]:
        assert point["real"] == real[point["detector"]]
    for row in document["scores"]:
        assert row["f1"] is None or row["f1_low"] <= row["f1"] <= row["f1_high"]


@pytest.mark.slow
def test_what_stood_for_a_label_is_told(measured, document, real, panel):
    """Not what would have, had no other text been chosen."""
    assert set(document["stand_ins"]) == {"PHONE"}
    assert document["stand_ins"]["PHONE"]["sources"] == [["enquiries", "clean"]]
    chosen = replace(measured.stand_ins["PHONE"], sources=(("chat_messages", "worn"),))
    other = replace(measured, stand_ins={"PHONE": chosen})
    sources = open_sources([str(real / "phones.jsonl")], SPEC)
    found = to_json(Measured(other, sources, panel, plan(), SPEC, ROWS))
    assert found["stand_ins"]["PHONE"]["sources"] == [["chat_messages", "worn"]]
