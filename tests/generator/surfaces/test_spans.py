"""Tests of the room for spans."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.surfaces.spans import SpanAttributes, Spans

COUNTS = st.integers(0, 50)


@given(COUNTS, COUNTS)
def test_there_is_room_for_all_values(count, rows):
    """One entry a value, and the first value of each row with the end of the last."""
    spans = Spans.room(count, rows)
    assert spans.first.tolist() == [0] * (rows + 1)
    assert [len(array) for array in spans[1:]] == [count] * 3
    assert [array.dtype for array in spans] == [np.int32] * 3 + [np.int8]
    spans.start[:] = 3
    spans.end[:] = 5
    assert (spans.start == 3).all()


@given(COUNTS)
def test_values_are_plain_at_first(count):
    """Quality and form have the code 0, which is exact and plain."""
    attributes = SpanAttributes.room(count)
    assert attributes.quality.tolist() == attributes.form.tolist() == [0] * count
    assert [array.dtype for array in attributes] == [np.int64, np.int8, np.int16]
    assert len(attributes.subject) == count


@given(COUNTS, COUNTS)
def test_what_is_not_needed_is_cut(count, more):
    """The values that are written stay."""
    spans, attributes = Spans.room(count + more, 1), SpanAttributes.room(count + more)
    assert [len(array) for array in spans.cut(count)[1:]] == [count] * 3
    assert [len(array) for array in attributes.cut(count)] == [count] * 3
    assert len(spans.cut(count).first) == 2
