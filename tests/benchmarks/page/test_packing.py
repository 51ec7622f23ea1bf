"""Tests of rows as columns."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.page.packing import columns, packed_runs

from .samples import run_of

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(0, 3), st.text(max_size=2), st.floats(0, 1)
)


def rows_of(packed):
    """As ``unpacking.js`` reads columns."""
    lists = {
        key: column if isinstance(column, list) else [column["of"][at] for at in column["at"]]
        for key, column in packed.items()
    }
    return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]


@given(st.lists(st.fixed_dictionaries({"a": VALUES, "b": VALUES}), max_size=12))
def test_rows_come_back(rows):
    """Whatever repeats, and what only looks alike stays apart, such as 1 and true."""
    told = rows_of(json.loads(json.dumps(columns(rows))))
    assert len(told) == len(rows)
    for one, row in zip(told, rows, strict=True):
        assert one == row
        assert all(type(one[key]) is type(row[key]) for key in row)


def test_what_repeats_is_written_once():
    """A word of many rows is in the page a single time."""
    packed = columns([{"word": "clean_text", "number": number} for number in range(9)])
    assert json.dumps(packed).count("clean_text") == 1
    assert packed["number"] == list(range(9))


def test_counts_know_their_run():
    """Labels and forms stand in tables of their own, so many of each run in its turn."""
    runs = [run_of("fast", "clean"), run_of("slow", "clean", labels={}), run_of("slow", "clean")]
    packed = packed_runs(runs)
    plain, labels, forms = (rows_of(packed[name]) for name in ("runs", "labels", "forms"))
    assert [run["labels"] for run in plain] == [list(run["labels"]) for run in runs]
    assert labels == [counts for run in runs for counts in run["labels"].values()]
    assert [run["forms"] for run in plain] == [[["MOBILE", "seen"], ["MOBILE", "unseen"]]] * 3
    assert [one["found"] for one in forms] == [45, 22, 25, 12, 25, 12]


@pytest.mark.parametrize("rows", [[], [{}]])
def test_nothing_is_nothing(rows):
    """No row, no column."""
    assert columns(rows) == {}
