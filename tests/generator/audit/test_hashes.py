"""Tests of hashes of values and records."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.audit.blocks import column_of
from leakbench.generator.audit.hashes import code_hashes, row_hashes, string_hashes


@given(st.lists(st.text("甲a0", max_size=3), max_size=8))
def test_equal_strings_alone_have_equal_hashes(texts):
    """No two of a few strings collide."""
    hashes = string_hashes(pa.array(texts, pa.string())).tolist()
    assert len(set(hashes)) == len(set(texts))


def test_a_row_is_all_its_cells_in_their_places():
    """Moving a character from one cell to the next makes another row."""
    first, second = (column_of(pa.array(texts)) for texts in (["ab", "a"], ["c", "bc"]))
    one, other = row_hashes([first, second], 2)
    assert one != other


def test_a_row_of_one_column_is_its_string():
    """And a slice of a column has the hashes that it has alone."""
    texts = pa.array(["甲", "", "ab", "甲"])
    assert row_hashes([column_of(texts)], 4).tolist() == string_hashes(texts).tolist()
    assert string_hashes(texts[2:]).tolist() == string_hashes(texts).tolist()[2:]


@given(st.lists(st.integers(-3, 3), max_size=12))
def test_equal_stretches_alone_have_equal_hashes(numbers):
    """Wherever they stand among the codes."""
    codes = np.array(numbers, np.int32)
    begin, end = np.triu_indices(len(codes) + 1)
    hashes = code_hashes(codes, begin, end).tolist()
    places = list(zip(begin.tolist(), end.tolist(), strict=True))
    made = {tuple(numbers[one:other]): hashes[at] for at, (one, other) in enumerate(places)}
    assert len(set(hashes)) == len(made)
    assert hashes == [made[tuple(numbers[one:other])] for one, other in places]
