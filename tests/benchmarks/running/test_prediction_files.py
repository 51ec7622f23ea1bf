"""Tests of reading files of predictions."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.running.prediction_files import (
    PredictionsError,
    is_predictions,
    read_about,
    read_predictions,
)
from leakbench.detectors.contract import SPANS

SPAN = {"row": 3, "column": 1, "start": 0, "end": 2, "label": "QQ", "score": 0.5}


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Where files are written."""
    return tmp_path_factory.mktemp("predictions")


def lines(folder, *records):
    """A file of JSON lines."""
    path = folder / "mine.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def read(path):
    """Its spans as dictionaries."""
    row, rest = read_predictions(path)
    return pa.table({"row": row, **dict(zip(rest.schema.names, rest.columns, strict=True))})


numbers = st.integers(0, 1000)
spans = st.fixed_dictionaries(
    {
        "row": st.integers(0, 2**40),
        "column": st.integers(0, 9),
        "start": numbers,
        "end": numbers,
        "label": st.sampled_from(["QQ", "MOBILE", "甲"]),
        "score": st.floats(0, 1, width=32),
    }
)


@given(st.lists(spans))
def test_json_lines_and_parquet_say_the_same(folder, found):
    """Every column, in their order."""
    path = folder / "mine.parquet"
    kinds = {field.name: field.type for field in SPANS} | {"row": pa.int64(), "label": pa.string()}
    pq.write_table(pa.Table.from_pylist(found, pa.schema(list(kinds.items()))), path)
    assert read(lines(folder, *found)).equals(read(path))


def test_a_line_may_be_a_record(folder):
    """As labelled files have them; rows count on, and what is not said is usual."""
    records = [
        {"text": "甲", "spans": [[0, 1, "QQ"]]},
        {"spans": []},
        {"spans": [[1, 2, "QQ", 0.25]]},
        {"row": 9, "spans": [[0, 3, "QQ"]]},
    ]
    found = read(lines(folder, *records))
    assert found["row"].to_pylist() == [0, 2, 9]
    assert found["score"].to_pylist() == [1.0, 0.25, 1.0]
    short = {key: SPAN[key] for key in ("row", "start", "end", "label")}
    (one,) = read(lines(folder, short)).to_pylist()
    assert one == short | {"column": 0, "score": 1.0}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: Expecting property name"),
        ("[1]", "line 2: a list, not an object"),
        (json.dumps(SPAN | {"end": None}), "line 2: no end"),
        (json.dumps(SPAN | {"row": "3"}), "line 2: row is '3'"),
        (json.dumps(SPAN | {"start": True}), "line 2: start is True"),
        (json.dumps(SPAN | {"start": 1.5}), "line 2: start is 1.5"),
        (json.dumps(SPAN | {"label": 3}), "line 2: label is 3"),
        ('{"spans": [[0, 1]]}', "line 2: no label"),
        ('{"spans": 3}', "line 2: 'int' object is not iterable"),
        (json.dumps(SPAN | {"row": 2**70}), "a number is out of range"),
        (json.dumps(SPAN | {"column": 2**20}), "a number is out of range"),
    ],
)
def test_a_bad_line_is_named(folder, line, said):
    """With its file."""
    path = folder / "bad.jsonl"
    path.write_text(f"{json.dumps(SPAN)}\n{line}\n", "utf-8")
    with pytest.raises(PredictionsError) as error:
        read_predictions(path)
    assert str(error.value).startswith(f"{path}: {said}")
    assert "\n" not in str(error.value)


def test_no_lines_are_no_spans(folder):
    """A detector may find nothing; such a file says nothing of who it was."""
    row, rest = read_predictions(lines(folder))
    assert (row.dtype, len(row), rest.num_rows) == (np.int64, 0, 0)
    assert read_about(lines(folder)) == {}


def test_files_are_known_by_their_names(folder):
    """Those of results are not among them."""
    names = ("x.parquet", "x.jsonl", "x.json", "x")
    assert [is_predictions(folder / name) for name in names] == [True, True, False, False]
