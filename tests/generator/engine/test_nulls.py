"""Tests of numbers apart from nulls."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.nulls import parted

NUMBERS = st.lists(st.none() | st.integers(-(2**63), 2**63 - 1), max_size=40)


@given(NUMBERS, st.integers(0, 20))
def test_what_is_there_and_what_is_missing(numbers, begin):
    """As Arrow tells it, in slices too."""
    column = pa.array(numbers, pa.int64())[begin:]
    found = parted(column)
    assert found.values.tolist() == column.drop_null().to_pylist()
    assert found.there.tolist() == column.is_valid().to_pylist()
    assert found.missing.tolist() == np.flatnonzero(~found.there).tolist()
