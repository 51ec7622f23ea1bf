"""Tests of records that are compared."""

from collections import Counter

import pyarrow as pa

from leakbench.benchmarks.realism.records import drawn
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.generator.entities import coarse
from leakbench.generator.spec import Spec
from leakbench.generator.value_forms import value_forms


def truth_of(spec, rows):
    """The values of a spec as (coarse label, value, quality, form), and all spans in order."""
    (chunk,) = CorpusSource(spec).chunks("text", rows, rows)
    for text, spans in zip(chunk.strings["text"].to_pylist(), chunk.truth.to_pylist(), strict=True):
        for one in spans:
            value = text[one["start"] : one["end"]]
            yield coarse(one["label"]), value, one["quality"], one["form"]


def test_values_are_those_of_the_truth(read):
    """Under coarse labels, each once, without what is masked or damaged."""
    spec = Spec(corpus="property_owners", noise="worn")
    records = read(CorpusSource(spec), "PHONE", "PERSON")
    truth = list(truth_of(spec, records.rows))
    for label in ("PHONE", "PERSON"):
        expected = {
            value for name, value, quality, _ in truth if (name, quality) == (label, "exact")
        }
        assert set(records.distinct(label).to_pylist()) == expected
        assert len(records.distinct(label)) == len(expected)
    assert len(records.values.row) == len(truth)


def test_plain_values_are_those_that_nothing_was_done_to(read):
    """Their places are fewer than those of all that are whole."""
    spec = Spec(corpus="property_owners", noise="worn")
    records = read(CorpusSource(spec), "PHONE")
    counts = Counter(
        form in ("plain", *value_forms())
        for name, _, quality, form in truth_of(spec, records.rows)
        if (name, quality) == ("PHONE", "exact")
    )
    assert len(records.places("PHONE", plain=True).row) == counts[True]
    assert len(records.places("PHONE").row) == counts.total() > counts[True] > 0


def test_spans_come_in_order_whatever_the_file_says(labelled, opened, read):
    """A file may list them as it likes, under names of its own; others are values all the same."""
    line = (
        '{"text": "0123456789", "spans": [[8, 9, "TEL"], [0, 3, "X"], [4, 6, "TEL"], [1, 2, "X"]]}'
    )
    records = read(opened(labelled(line)), "PHONE", meaning={"TEL": "PHONE"}.get)
    assert records.places("PHONE").start.tolist() == [4, 8]
    assert records.values.start.tolist() == [0, 4, 8]
    assert records.file.spans.flatten().field("label").to_pylist() == ["PHONE", "PHONE"]


def test_the_order_drawn_is_fixed_and_of_its_stream():
    """Nothing is lost, and the same values come in the same order."""
    values = pa.array([str(number) for number in range(100)])
    first = drawn(values, "one")
    assert first == drawn(values, "one")
    assert first != drawn(values, "other")
    assert sorted(first.to_pylist()) == sorted(values.to_pylist())
