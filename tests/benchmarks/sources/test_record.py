"""Tests of one record as plain values."""

import json
from itertools import cycle

import pytest

from leakbench.benchmarks.sources.record import record_at
from leakbench.generator.corpus import corpus_names
from leakbench.generator.spec import NOISES, Spec


@pytest.mark.slow
@pytest.mark.parametrize(("corpus", "noise"), list(zip(corpus_names(), cycle(NOISES))))
def test_every_span_has_its_value(corpus, noise):
    """Spans slice text and cells; all of it is JSON, of a far record too."""
    for row in (0, 10**12):
        look_at(corpus, noise, row)


def look_at(corpus, noise, row):
    """Fail where a record's spans are not what they say."""
    record = record_at(Spec(corpus=corpus, noise=noise), row)
    assert record["record_id"] == row
    assert json.loads(json.dumps(record)) == record
    for span in [*record["spans"], *record["decoys"]]:
        assert span["value"] == record["text"][span["start"] : span["end"]] != ""
    for span in record["cell_spans"]:
        assert span["value"] in record["fields"][span["column"]]
