"""Tests of the kinds of columns."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.columns.column_kinds import column_kinds
from leakbench.detectors.contract import spans_from


def test_most_filled_cells_decide():
    """Empty cells do not vote, and a label in fewer cells than the share is none."""
    batch = pa.RecordBatch.from_pydict({"a": ["x", "x", "", None], "b": ["x", "x", "x", "x"]})
    answer = spans_from([(0, 0, (0, 1, "QQ")), (1, 1, (0, 1, "QQ")), (2, 1, (0, 1, "WECHAT"))])
    assert column_kinds([batch], [answer]) == ["QQ", None]
    assert column_kinds([batch], [answer], 0.51) == [None, None]
    assert column_kinds([batch], [answer], 0.25) == ["QQ", "QQ"]


def test_two_spans_in_a_cell_are_one_vote():
    """A cell of two numbers is one cell of numbers."""
    batch = pa.RecordBatch.from_pydict({"a": ["xy", "xy", "xy"]})
    answer = spans_from([(0, 0, (0, 1, "MOBILE")), (0, 0, (1, 2, "MOBILE"))])
    assert column_kinds([batch], [answer]) == [None]


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_batches_add_up(cut):
    """The kinds of a list do not depend on its batches."""
    batch = pa.RecordBatch.from_pydict({"a": ["x"] * 4})
    found = [(0, 0, (0, 1, "QQ")), (1, 0, (0, 1, "QQ")), (3, 0, (0, 1, "WECHAT"))]
    parts = [batch.slice(0, cut), batch.slice(cut)]
    answers = [
        spans_from(one for one in found if one[0] < cut),
        spans_from((row - cut, *rest) for row, *rest in found if row >= cut),
    ]
    assert column_kinds(parts, answers) == column_kinds([batch], [spans_from(found)]) == ["QQ"]


def test_a_column_without_a_filled_cell_has_no_kind():
    """Nothing is not a share of nothing."""
    assert column_kinds([pa.RecordBatch.from_pydict({"a": ["", ""]})], [spans_from([])]) == [None]


def test_what_stands_for_no_value_fills_no_cell():
    """A column of a few passports and 无 elsewhere is one of passports."""
    batch = pa.RecordBatch.from_pydict({"a": ["无", "x", "NULL", "-"]})
    assert column_kinds([batch], [spans_from([(1, 0, (0, 1, "PASSPORT"))])]) == ["PASSPORT"]
