"""Tests of grouping what a detector misses and invents."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.chunks import cut
from leakbench.benchmarks.scoring.scorer import score_batch
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.detectors.contract import spans_from
from leakbench.detectors.registry import load
from leakbench.generator.spec import Spec

from .conftest import SPACE, analysed

pytestmark = pytest.mark.slow


def truth_of(chunk):
    """Row, column, and the spans of the truth that count."""
    return [
        (row, 0, (span["start"], span["end"], span["label"]))
        for row, spans in enumerate(chunk.truth.to_pylist())
        for span in spans
        if span["quality"] == "exact"
    ]


def test_a_perfect_detector_has_none(chunk):
    """Every value that counts is found, and nothing else."""
    wanted = truth_of(chunk)
    found = analysed(chunk, spans_from(wanted))
    assert (found.values, found.missed, found.false_alarms) == (len(wanted), 0, 0)
    assert all(groups == () for _, _, groups in found.sections())


def test_a_silent_detector_misses_everything(chunk):
    """Each form by as many as there are."""
    found = analysed(chunk, spans_from([]))
    assert found.missed == found.values == len(truth_of(chunk))
    assert all(group.share == 1 for group in found.missed_by_form)
    assert all(set(group.found) == {"nothing"} for group in found.missed_by_form)
    assert len({group.trait for group in found.missed_by_form}) > 5


@pytest.mark.parametrize("name", ["regex", "phonenumbers"])
def test_errors_are_those_that_are_scored(chunk, name):
    """As many misses and false alarms as the scorer counts, however they are grouped."""
    answer = load(name).detect(chunk.strings)
    found = analysed(chunk, answer)
    counts = score_batch(chunk.truth, answer, SPACE)
    assert found.values == counts.support()
    assert found.missed == counts.support() - counts.count("exact_same")
    assert found.false_alarms == counts.count("spurious")
    for _, _, groups in found.sections():
        assert sum(group.count for group in groups) in {found.missed, found.false_alarms}
        assert list(groups) == sorted(groups, key=lambda group: -group.count)
        assert all(len(group.examples) == min(3, group.count) for group in groups)


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5), st.integers(1, 4)), max_size=12))
def test_any_answer_adds_up(chunk, spans):
    """Misses and false alarms equal the scorer's for whatever is claimed."""
    marks = {(row, 0, (start, start + size, "MOBILE")) for row, start, size in spans}
    answer = spans_from(sorted(marks))
    found = analysed(chunk, answer)
    counts = score_batch(chunk.truth, answer, SPACE)
    assert found.missed == counts.support() - counts.count("exact_same")
    assert found.false_alarms == counts.count("spurious")


def test_what_was_found_instead_is_told():
    """Other boundaries, another label, nothing, and a decoy taken for a value."""
    kind = CorpusSource(Spec(corpus="sales_leads")).chunks("text", 1, 1)
    truth_type, decoy_type = (
        next(kind).truth.type,
        next(CorpusSource(Spec(corpus="sales_leads")).chunks("text", 1, 1)).decoys.type,
    )
    value = {"subject": 1, "quality": "exact", "form": "plain"}
    spans = [
        {"start": 0, "end": 2, "label": "PERSON_NAME", **value},
        {"start": 3, "end": 7, "label": "MOBILE", **value},
        {"start": 8, "end": 9, "label": "QQ", **value},
    ]
    batch = pa.record_batch(
        {
            "text": ["甲某，1380；9，5566"],
            "text_spans": pa.array([spans], truth_type),
            "decoys": pa.array([[{"start": 10, "end": 14, "kind": "order_no"}]], decoy_type),
        }
    )
    (chunk,) = cut(iter([batch]), "text", 1, 1)
    claimed = [(0, 1, "PERSON_NAME"), (3, 7, "LANDLINE"), (10, 14, "MOBILE")]
    found = analysed(chunk, spans_from([(0, 0, one) for one in claimed]))
    assert {group.label: dict(group.found) for group in found.missed_by_form} == {
        "PERSON_NAME": {"other boundaries": 1},
        "MOBILE": {"as LANDLINE": 1},
        "QQ": {"nothing": 1},
    }
    (alarm,) = found.false_alarms_by_decoy
    assert (alarm.label, alarm.trait) == ("MOBILE", "order_no")
    (shown,) = alarm.examples
    assert (shown.before, shown.value, shown.found) == (
        "甲某，1380；9，",
        "5566",
        "taken for MOBILE",
    )
    only = analysed(chunk, spans_from([]), label="QQ")
    assert (only.values, only.missed) == (1, 1)


def test_cells_are_looked_at_one_by_one():
    """On the table track the column is a part of where an error stands; all are found and told."""
    source = CorpusSource(Spec(corpus="sales_leads", noise="worn", split="dev"))
    (chunk,) = source.chunks("table", 80, 80)
    answer = load("regex").detect(chunk.strings)
    found = analysed(chunk, answer, examples=10**6)
    counts = score_batch(chunk.truth, answer, SPACE)
    assert found.missed == counts.support() - counts.count("exact_same")
    assert found.false_alarms == counts.count("spurious")
    headers = set(chunk.strings.schema.names)
    for group in found.missed_by_context:
        header = group.trait.partition(": ")[0]
        assert header in headers
        cells = chunk.strings.column(header).to_pylist()
        for one in group.examples:
            bare = one.before.removeprefix("…") + one.value + one.after.removesuffix("…")
            assert bare in cells[one.row].replace("\r", "").replace("\n", "⏎")
