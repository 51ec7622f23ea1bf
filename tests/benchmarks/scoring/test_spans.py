"""Tests of spans as columns."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.spans import SpanArrays, span_order, take

NUMBERS = st.integers(0, 3)
CELLS = st.integers(0, 3) | st.integers(0, 2**33)
SPANS = st.lists(st.tuples(CELLS, NUMBERS, NUMBERS, NUMBERS), max_size=12)


def columns(spans):
    """Spans as arrays."""
    cell, start, end, label = zip(*spans, strict=True) if spans else ((),) * 4
    return SpanArrays(
        np.array(cell, np.int64),
        np.array(start, np.int32),
        np.array(end, np.int32),
        np.array(label, np.int16),
    )


def rows(spans):
    """The same, one tuple a span."""
    return list(zip(*(column.tolist() for column in spans), strict=True))


@given(SPANS)
def test_the_order_is_that_of_cell_start_end_and_label(spans):
    """As Python sorts tuples, for small and for huge numbers of cells; None if it is so already."""
    order = span_order(columns(spans))
    if order is None:
        assert spans == sorted(spans)
    else:
        assert rows(take(columns(spans), order)) == sorted(spans)
        assert spans != sorted(spans)


@given(SPANS)
def test_spans_are_taken_by_mask_as_by_index(spans):
    """Every column alike."""
    mask = np.arange(len(spans)) % 2 == 0
    assert rows(take(columns(spans), mask)) == spans[::2]
    assert rows(take(columns(spans), np.flatnonzero(mask))) == spans[::2]
