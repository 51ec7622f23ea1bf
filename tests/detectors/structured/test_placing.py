"""Tests of putting spans where they are in the cells as written."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.answers import Answer
from leakbench.detectors.structured.placing import merge_by_row
from leakbench.generator.engine.compiled import compiled

ROWS = st.lists(st.integers(0, 20), max_size=20).map(sorted)
ENTRIES, SPARE = 7, 3  # rows of what the second pass writes; entries behind its last span


@compiled
def _merge(one, other, out, total):
    count, more = one.shape[1] - SPARE, other.shape[1] - SPARE
    return merge_by_row(one, count, other, more, out, total)


def spans_of(rows):
    """Spans in some rows, each with entries of its own."""
    spans = np.full((ENTRIES, len(rows) + SPARE), -1, np.int32)
    spans[0, : len(rows)] = rows
    spans[1:, : len(rows)] = np.arange(6 * len(rows)).reshape(6, -1) % 100
    return spans


def room_for(spans):
    """An answer without a span."""
    places = np.zeros((3, spans), np.int32)
    return Answer(*places, np.zeros(spans, np.int8), np.zeros(spans, "f4"))


@given(ROWS, ROWS, st.integers(0, 3))
def test_merged_spans_are_ordered_by_row(one, other, before):
    """Those of one row stay together and in their order, behind what stands there already."""
    other = [row for row in other if row not in one]
    total = before + len(one) + len(other)
    out = room_for(total)
    sides = spans_of(one), spans_of(other)
    assert _merge(*sides, out, before) == total
    both = np.concatenate([sides[0][:, : len(one)], sides[1][:, : len(other)]], axis=1)
    both = both[:, np.argsort(both[0], kind="stable")]
    assert np.array_equal(np.stack(out[:3])[:, before:], both[:3])
    assert np.array_equal(out.label[before:], both[3])
    assert np.array_equal(out.score[before:], both[4].astype("f4") / np.float32(100))
    assert not np.stack(out[:3])[:, :before].any()


def test_nothing_is_written_where_there_is_no_room():
    """The number of spans says how much room there must be."""
    out = room_for(2)
    assert _merge(spans_of([1, 2]), spans_of([3]), out, 0) == 3
    assert not np.stack(out[:3]).any()
