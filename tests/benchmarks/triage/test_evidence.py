"""Tests of records that show what a list is."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.triage.evidence import Evidence, masked
from leakbench.detectors.contract import spans_from


@pytest.mark.parametrize(
    ("value", "label", "shown"),
    [
        ("13800138000", "MOBILE", "138****8000"),
        ("甲乙丙", "PERSON_NAME", "甲**"),
        ("某省某市某区某路1号", "ADDRESS", "某省某市某区****"),
        ("100001", "QQ", "1*****"),
    ],
)
def test_nobody_is_known_by_what_is_left(value, label, shown):
    """As many characters, and too few of them to find anybody."""
    assert masked(value, label) == shown
    assert len(shown) == len(value)


def test_the_records_with_most_in_them_are_shown():
    """Two of the first batch in which anything was found, in their order."""
    batch = pa.RecordBatch.from_pydict(
        {"a": ["甲乙", "丙丁", "戊己"], "b": ["10000000001", "", "10000000003"]}
    )
    spans = [(row, 0, (0, 2, "PERSON_NAME")) for row in range(3)]
    spans += [(row, 1, (0, 11, "MOBILE")) for row in (0, 2)]
    shown = Evidence()
    shown.see(batch, spans_from([]))
    assert shown.records == []
    shown.see(batch, spans_from(sorted(spans)))
    assert shown.records == ["甲* | 100****0001", "戊* | 100****0003"]
    assert shown.plain == ["甲乙 | 10000000001", "戊己 | 10000000003"]


def test_digits_that_nobody_found_are_masked_too():
    """A number that a detector missed may be somebody's all the same."""
    batch = pa.RecordBatch.from_pydict({"a": ["甲乙"], "b": ["x1380013800090y\nz"]})
    shown = Evidence()
    shown.see(batch, spans_from([(0, 0, (0, 2, "PERSON_NAME"))]))
    assert shown.records == ["甲* | x138******0090y z"]
