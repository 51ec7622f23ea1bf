"""Tests of answers made of what was found in each column."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.detectors.answers import Answer, answer_batch, first_of, joined, room_for
from leakbench.detectors.spans import SPANS, empty_spans

NAMES = pa.array(["MOBILE", "ADDRESS"])


def found(*spans):
    """Spans of a column: row, start, end, label, score."""
    made = room_for(len(spans))
    for number, span in enumerate(spans):
        for part, value in zip(made, span, strict=True):
            part[number] = value
    return made


ONE, OTHER = found((0, 1, 2, 0, 0.5), (7, 0, 3, 1, 1.0)), found((0, 5, 6, 1, 0.25))


def listed(batch):
    """Spans of an answer as tuples."""
    batch.validate(full=True)
    assert batch.schema.equals(SPANS)
    return [tuple(span.values()) for span in batch.to_pylist()]


@pytest.mark.parametrize("by_row", [False, True])
def test_spans_of_all_columns_are_one_answer(by_row):
    """Column after column, or in the order of rows."""
    spans = [
        (0, 1, 1, 2, "MOBILE", 0.5),
        (7, 1, 0, 3, "ADDRESS", 1.0),
        (0, 2, 5, 6, "ADDRESS", 0.25),
    ]
    if by_row:
        spans.sort()
    assert listed(answer_batch([room_for(0), ONE, OTHER], NAMES, by_row=by_row)) == spans


def test_nothing_found_is_the_empty_answer():
    """Whether there are columns or not."""
    for nothing in ([], [room_for(0)], [room_for(0)] * 2):
        assert answer_batch(nothing, NAMES).equals(empty_spans())


def test_one_column_is_answered_out_of_a_part_of_its_memory():
    """What stands behind the spans is not shown, and nothing is copied."""
    part = first_of(ONE, 1)
    batch = answer_batch([part], NAMES)
    assert listed(batch) == [(0, 0, 1, 2, "MOBILE", 0.5)]
    assert np.shares_memory(batch.column("start").to_numpy(), ONE.start)


def test_joined_answers_have_memory_of_their_own():
    """What is written over it later does not change it."""
    memory = found((0, 1, 2, 0, 0.5))
    kept = joined([first_of(memory, 1)])
    for part in memory:
        part[:] = 0
    assert listed(answer_batch([kept], NAMES)) == [(0, 0, 1, 2, "MOBILE", 0.5)]


def test_answers_are_joined_in_order():
    """Any number of them."""
    assert np.stack(joined([ONE, OTHER])[:3], 1).tolist() == [[0, 1, 2], [7, 0, 3], [0, 5, 6]]
    assert [len(part) for part in joined([])] == [0] * len(Answer._fields)
