"""Tests of lists as a detector sees them."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.benchmarks.triage import list_parts
from leakbench.benchmarks.triage.list_reading import read_list
from leakbench.benchmarks.triage.people import people

ROWS = 40


def batches(columns, size=5):
    """A list in batches."""
    strings = {name: pa.array(cells, pa.string()) for name, cells in columns.items()}
    whole = pa.RecordBatch.from_pydict(strings)
    return [whole.slice(first, size) for first in range(0, whole.num_rows, size)]


@pytest.fixture
def calls():
    """A list in which each second person stands in two rows, far from each other."""
    return {
        "PERSON_NAME": [f"甲{chr(0x4E00 + row % 30)}" for row in range(ROWS)],
        "MOBILE": [f"1{row % 30:010}" for row in range(ROWS)],
        "通话时间": [f"1999-01-{1 + row % 28:02} 10:{row:02}" for row in range(ROWS)],
    }


def test_a_list_in_parts_is_the_same_list(by_header, calls, monkeypatch):
    """Kinds, people, records and what it is compared by."""
    whole = read_list(tuple(calls), batches(calls), by_header)
    monkeypatch.setattr(list_parts, "PART_ROWS", 7)
    parts = read_list(tuple(calls), batches(calls), by_header)
    assert (parts.kinds, parts.rows, parts.rule) == (whole.kinds, whole.rows, whole.rule)
    assert (parts.found, parts.filled, parts.findings) == (
        whole.found,
        whole.filled,
        whole.findings,
    )
    assert people([parts.people]).number == people([whole.people]).number == 30
    assert len(parts.people.records) == len(whole.people.records) == ROWS
    assert parts.people.times.shape == whole.people.times.shape == (ROWS, 1)
    for mine, yours in zip(parts.cells, whole.cells, strict=True):
        assert np.array_equal(mine, yours)


def test_what_a_column_is_follows_from_all_of_it(by_header, monkeypatch):
    """Not from its beginning: numbers may come late."""
    monkeypatch.setattr(list_parts, "PART_ROWS", 5)
    columns = {"MOBILE": ["", *[""] * 19, *[f"1{row:010}" for row in range(20)]]}
    read = read_list(("MOBILE",), batches(columns), by_header)
    assert read.kinds == ["MOBILE"]
    assert read.filled == [20]
    assert people([read.people]).number == 20


def test_lines_of_a_text_name_several_people(header_detector):
    """Each is a record of their own; and a name in another line is nobody's here."""
    lines = ["1" + "0" * 10 + "，1" + "0" * 9 + "1"] + ["无"] * 9

    def split(batch, _found):
        from leakbench.detectors.contract import spans_from  # noqa: PLC0415 - for this test alone

        cells = batch.column(0).to_pylist()
        return spans_from(
            (row, 0, (first, first + 11, "MOBILE"))
            for row, cell in enumerate(cells)
            for first in ((0, 12) if len(cell) > 1 else ())
        )

    read = read_list(("1",), batches({"1": lines}), header_detector(change=split), text=True)
    assert people([read.people]).number == 2
    assert len(read.people.records) == 2
