"""Tests of putting spans where they are in the cells as written."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.placing import merge_by_row

ROWS = st.lists(st.integers(0, 20), max_size=20).map(sorted)


@given(ROWS, ROWS)
def test_merged_spans_are_ordered_by_row(one, other):
    """Those of one row stay together and in their order."""
    other = [row for row in other if row not in one]
    sides = [np.array([rows, range(len(rows))], np.int32).reshape(2, -1) for rows in (one, other)]
    out = np.empty((2, len(one) + len(other)), np.int32)
    merge_by_row(*sides, out)
    both = np.concatenate(sides, axis=1)
    assert np.array_equal(out, both[:, np.argsort(both[0], kind="stable")])
