"""Truth spans scored per second, beside nervaluate on a small sample of the same data."""

import numpy as np
import pyarrow as pa
import pytest
from nervaluate import Evaluator

from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.scorer import Scorer, score_batch
from leakbench.detectors.contract import SPANS
from leakbench.generator.entities import entities
from leakbench.generator.schema import DECOYS, TEXT_SPANS

SPANS_PER_RECORD = 5
SPAN_STRIDE = 14
LABELS = list(entities())[:12]
FORMS = [f"form{number}" for number in range(40)]
DECOY_KINDS = ["order", "invoice", "hotline"]
SPACE = LabelSpace.of_registry()


def columns(spans):
    """Truth of about five spans a record, and predictions that miss, shift and mislabel some.

    Returns:
        (row, start, end, label) of truth, and the same of predictions, ordered by row.
    """
    random = np.random.default_rng(7)
    row = np.arange(spans) // SPANS_PER_RECORD
    start = np.arange(spans) % SPANS_PER_RECORD * SPAN_STRIDE + random.integers(0, 4, spans)
    end = start + random.integers(2, 9, spans)
    label = random.integers(0, len(LABELS), spans)
    found = np.flatnonzero(random.random(spans) > 0.05)
    shifted = (random.random(spans) < 0.05).astype(np.int64)
    longer = (random.random(spans) < 0.05).astype(np.int64)
    other = np.where(random.random(spans) < 0.05, (label + 1) % len(LABELS), label)
    moved = (row[found], (start + shifted)[found], (end + longer)[found], other[found])
    extra = np.sort(random.integers(0, row[-1] + 1, spans // 20))
    false = (extra, np.full_like(extra, 80), np.full_like(extra, 85), extra % len(LABELS))
    predicted = [np.concatenate(pair) for pair in zip(moved, false, strict=True)]
    order = np.lexsort((predicted[1], predicted[0]))
    return (row, start, end, label), tuple(column[order] for column in predicted)


def named(codes, names):
    """A dictionary column."""
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int8()), names)


def as_truth(row, start, end, label):
    """The ``text_spans`` of spans that all survived."""
    count = len(row)
    fields = [
        pa.array(start, pa.int32()),
        pa.array(end, pa.int32()),
        named(label, LABELS),
        pa.array(row, pa.int64()),
        named(np.zeros(count), ["exact"]),
        pa.DictionaryArray.from_arrays(pa.array(start % len(FORMS), pa.int16()), FORMS),
    ]
    spans = pa.StructArray.from_arrays(fields, fields=list(TEXT_SPANS.value_type))
    offsets = np.searchsorted(row, np.arange(row[-1] + 2))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), spans)


def as_answer(row, start, end, label):
    """A detector's answer."""
    count = len(row)
    fields = [
        pa.array(row, pa.int32()),
        pa.array(np.zeros(count), pa.int16()),
        pa.array(start, pa.int32()),
        pa.array(end, pa.int32()),
        named(label, LABELS),
        pa.array(np.ones(count), pa.float32()),
    ]
    return pa.RecordBatch.from_arrays(fields, schema=SPANS)


def as_chunk(truth):
    """Texts of 90 Chinese characters, and a decoy in most of them, mostly where nothing else is."""
    rows = len(truth)
    texts = pa.array(["甲" * 90]).take(pa.array(np.zeros(rows, np.int64)))
    row = np.flatnonzero(np.arange(rows) % 4)
    fields = [
        pa.array(np.full(len(row), 78), pa.int32()),
        pa.array(np.full(len(row), 84), pa.int32()),
        named(row % len(DECOY_KINDS), DECOY_KINDS),
    ]
    decoys = pa.StructArray.from_arrays(fields, fields=list(DECOYS.value_type))
    offsets = pa.array(np.searchsorted(row, np.arange(rows + 1)), pa.int32())
    strings = pa.RecordBatch.from_pydict({"text": texts})
    return Chunk(strings, truth, pa.ListArray.from_arrays(offsets, decoys))


def expected(truth, predicted):
    """Spans right at fine depth, by comparing packed spans as a set."""
    packed = [
        ((row << 10 | start) << 10 | end) << 8 | label
        for row, start, end, label in (truth, predicted)
    ]
    return len(np.intersect1d(*packed))


@pytest.mark.slow
@pytest.mark.parametrize("order", ["by position", "by label"])
def test_score_a_million_spans(timed, order):
    """From Arrow columns to counts: every depth, mode and breakdown, on one core."""
    spans = 1_000_000
    truth, predicted = columns(spans)
    arrow = as_truth(*truth)
    answer = as_answer(*predicted)
    if order == "by label":
        answer = answer.take(pa.array(np.argsort(predicted[3], kind="stable")))
    chunk = as_chunk(arrow)

    def score():
        scorer = Scorer(SPACE, LABELS)
        scorer.add(arrow, answer, chunk)
        return scorer.counts()

    counts = timed(score, f"scorer: predictions {order}", spans=spans)
    assert counts.support() == spans
    assert counts.count("predicted") == len(predicted[0])
    assert counts.count("exact_same") == expected(truth, predicted)
    breakdowns = counts.breakdowns
    for name in ("forms", "lengths"):
        assert breakdowns.total(name, "counted") == spans
        assert breakdowns.total(name, "found") == counts.count("exact_same")
    assert breakdowns.total("decoys", "spurious") == counts.count("spurious", "any")
    assert breakdowns.total("declared", "counted", "fine") == spans
    assert 0 < breakdowns.total("subjects", "found", "fine") < counts.records


def test_nervaluate_on_a_sample(timed):
    """The yardstick: nervaluate from its own lists of dictionaries, with equal counts."""
    spans = 2_000
    truth, predicted = columns(spans)
    documents = [
        [
            [
                {"start": start, "end": end - 1, "label": LABELS[label]}
                for at, start, end, label in zip(*(c.tolist() for c in side), strict=True)
                if at == row
            ]
            for row in range(spans // SPANS_PER_RECORD)
        ]
        for side in (truth, predicted)
    ]
    theirs = timed(
        lambda: Evaluator(*documents, tags=LABELS, loader="dict").evaluate(),
        "nervaluate",
        spans=spans,
    )
    ours = score_batch(as_truth(*truth), as_answer(*predicted), SPACE).modes()
    assert theirs["overall"]["strict"].correct == ours["strict"]["correct"]
    assert theirs["overall"]["partial"].partial == ours["partial"]["partial"]
