"""Tests of scores and of the arrays that hold them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.tagger.features import FEATURES
from leakbench.detectors.tagger.score_sum import CACHE_LINE, aligned, sum_scores
from leakbench.detectors.tagger.tag_set import LANES


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_sums_are_those_of_the_rows(seed, tokens):
    """Every token that is no border gets the sum of its rows; borders keep what they had."""
    random = np.random.default_rng(seed)
    table = random.integers(-128, 128, (64, LANES)).astype(np.int8)
    rows = random.integers(4, 64, (tokens, FEATURES)).astype(np.int32)
    row = random.integers(-1, 2, tokens).astype(np.int32)
    out = np.full((tokens, LANES), 31_000, np.int16)
    sum_scores(rows, row, table, out)
    expected = table[rows].sum(axis=1, dtype=np.int16)
    expected[row < 0] = 31_000
    assert np.array_equal(out, expected)


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.uint32])
@pytest.mark.parametrize("shape", [(0, 32), (1, 32), (1000, 32), (7,)])
def test_an_array_begins_with_a_line(kind, shape):
    """Whatever its kind and shape, and it can be written whole."""
    array = aligned(shape, kind)
    assert array.shape == shape
    assert array.dtype == kind
    assert array.flags.c_contiguous
    assert array.size == 0 or array.ctypes.data % CACHE_LINE == 0
    array[:] = 1
    assert array.sum() == array.size
