"""Tests of doccano's lines."""

import json

from leakbench.benchmarks.training_formats.doccano import FORM

from .labelled_records import labelled_texts, written


def test_lines_are_what_doccano_imports():
    """A text with a list of triples; overlapping ones too, and the file of the record."""
    made = [("甲某\n", [(0, 1, "A"), (0, 2, "甲")]), ("", [])]
    lines = written(FORM, labelled_texts(made, ["x", "y"])).decode().splitlines()
    assert [json.loads(line) for line in lines] == [
        {"id": 0, "file": 0, "text": "甲某\n", "label": [[0, 1, "A"], [0, 2, "甲"]]},
        {"id": 1, "file": 1, "text": "", "label": []},
    ]
    assert list(json.loads(written(FORM, labelled_texts(made)).splitlines()[0])) == [
        "id", "text", "label"
    ]  # fmt: skip
