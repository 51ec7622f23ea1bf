"""Tests of one record as plain values."""

import json

import pytest

from leakbench.benchmarks.sources.record import record_at
from leakbench.generator.corpus import corpus_names
from leakbench.generator.spec import NOISES, Spec


@pytest.mark.parametrize("row", [0, 10**12])
@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize("corpus", corpus_names())
def test_every_span_has_its_value(corpus, noise, row):
    """Spans slice text and cells; all of it is JSON, of a far record too."""
    record = record_at(Spec(corpus=corpus, noise=noise), row)
    assert record["record_id"] == row
    assert json.loads(json.dumps(record)) == record
    for span in [*record["spans"], *record["decoys"]]:
        assert span["value"] == record["text"][span["start"] : span["end"]] != ""
    for span in record["cell_spans"]:
        assert span["value"] in record["fields"][span["column"]]
