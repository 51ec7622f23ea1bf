"""Tests of adding up rows of weights."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.tagger.decoding import sum_rows
from leakbench.detectors.tagger.features import FEATURES
from leakbench.detectors.tagger.labels import LANES


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_sums_are_those_of_the_rows(seed, tokens):
    """Every token that is no border gets the sum of its rows; borders keep what they had."""
    random = np.random.default_rng(seed)
    table = random.integers(-128, 128, (64, LANES)).astype(np.int8)
    rows = random.integers(4, 64, (tokens, FEATURES)).astype(np.int32)
    row = random.integers(-1, 2, tokens).astype(np.int32)
    out = np.full((tokens, LANES), 31_000, np.int16)
    sum_rows(rows, row, table, out)
    expected = table[rows].sum(axis=1, dtype=np.int16)
    expected[row < 0] = 31_000
    assert np.array_equal(out, expected)
