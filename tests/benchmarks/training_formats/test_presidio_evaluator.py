"""Tests of presidio-evaluator's samples."""

import json

import pytest

from leakbench.benchmarks.training_formats.presidio_evaluator import FORM

from .labelled_records import labelled_texts, written

MADE = [('甲"某', [(0, 3, "PERSON")]), ("", [])]


def test_samples_have_the_keys_of_input_sample():
    """Those that its ``to_dict`` writes and its ``from_json`` takes, and no others."""
    assert json.loads(written(FORM, labelled_texts(MADE, ["a", "b"]))) == [
        {
            "full_text": '甲"某',
            "masked": None,
            "spans": [
                {
                    "entity_type": "PERSON",
                    "entity_value": '甲"某',
                    "start_position": 0,
                    "end_position": 3,
                }
            ],
            "template_id": None,
            "metadata": {"file": 0, "record": 0},
        },
        {
            "full_text": "",
            "masked": None,
            "spans": [],
            "template_id": None,
            "metadata": {"file": 1, "record": 1},
        },
    ]


def test_presidio_evaluator_reads_samples():
    """Where it is installed, which is large."""
    objects = pytest.importorskip("presidio_evaluator.data_objects")
    sample = json.loads(written(FORM, labelled_texts(MADE)))[0]
    spans = [objects.Span.from_json(span) for span in sample.pop("spans")]
    read = objects.InputSample(**sample, spans=spans)
    assert (read.full_text, read.spans[0].entity_type) == ('甲"某', "PERSON")
