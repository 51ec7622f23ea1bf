"""Tests of truth and answer side by side."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.alignment import align, by_name
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.detectors.contract import spans_from
from leakbench.generator.spec import Spec

SPACE = LabelSpace.of_registry()
RECORDS = [
    [(5, 9, "QQ"), (0, 2, "PERSON_NAME")],
    [],
    [(0, 4, "MOBILE", [("quality", "masked")])],
]
ANSWER = [[(0, 2, "PERSON_NAME"), (5, 8, "QQ")], [(1, 2, "QQ")], []]


def test_both_sides_come_by_position(as_truth, as_answer):
    """Whatever order they came in; who belongs to whom is told by place."""
    aligned = align(as_truth(RECORDS), as_answer(ANSWER), SPACE)
    assert aligned.truth.cell.tolist() == [0, 0, 2]
    assert aligned.truth.start.tolist() == [0, 5, 0]
    assert aligned.ignored.tolist() == [False, False, True]
    assert aligned.matching.prediction.tolist() == [0, 1, -1]
    assert (aligned.rows, aligned.stride) == (3, 1)
    assert aligned.matched.truth is aligned.truth


def test_values_of_spans_follow_them(as_truth, as_answer):
    """What was read in the order of the file is put in that of the spans."""
    aligned = align(as_truth(RECORDS), as_answer(ANSWER), SPACE)
    assert aligned.of_truth(np.array([10, 20, 30])).tolist() == [20, 10, 30]


def test_what_is_out_of_scope_is_dropped_on_both_sides(as_truth, as_answer):
    """Nothing is missed, and nothing is a false alarm, that nobody asks for."""
    aligned = align(as_truth(RECORDS), as_answer(ANSWER), LabelSpace.of_registry(["MOBILE"]))
    assert len(aligned.truth.cell) == 1
    assert len(aligned.predicted.cell) == 0


def test_cells_of_a_table_are_numbered_through():
    """Row and column together; a span of another cell is another span."""
    (chunk,) = CorpusSource(Spec(corpus="legal_person", rows_per_file=1)).chunks("table", 5, 5)
    spans = chunk.truth.to_pylist()
    answer = spans_from(
        (row, one["column"], (one["start"], one["end"], one["label"]))
        for row, some in enumerate(spans)
        for one in some
    )
    aligned = align(chunk.truth, answer, SPACE)
    assert (aligned.matching.prediction >= 0).all()
    assert aligned.stride > 1
    assert sorted(set((aligned.truth.cell // aligned.stride).tolist())) == [0, 1, 2, 3, 4]


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=20), st.booleans())
def test_each_name_is_asked_for_once(names, as_dictionary):
    """And only those in use, whatever else a dictionary holds."""
    asked = []

    def lengths(some):
        asked.extend(some)
        return np.array([ord(one) for one in some], np.int64)

    column = pa.array(names, pa.string())
    if as_dictionary:
        codes = pa.array([["z", "c", "b", "a"].index(one) for one in names], pa.int32())
        column = pa.DictionaryArray.from_arrays(codes, pa.array(["z", "c", "b", "a"]))
    assert by_name(column, lengths).tolist() == [ord(one) for one in names]
    assert sorted(asked) == sorted(set(names))


def test_a_label_that_nobody_knows_is_an_error(as_truth, as_answer):
    """Of an answer as of truth."""
    with pytest.raises(LookupError, match="RUFNUMMER"):
        align(as_truth([[]]), as_answer([[(0, 1, "RUFNUMMER")]]), SPACE)
