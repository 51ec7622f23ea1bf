"""Tests of rows of bits."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.bit_rows import (
    BLOCK,
    SPARE,
    any_between,
    bits_below,
    is_set,
    leading_ones,
    lowest,
    move_bits,
    ones,
    ones_between,
    write_places,
)
from leakbench.generator.engine.compiled import compiled

WORD = st.integers(0, 2**64 - 1)


@compiled
def _counted(word):
    return lowest(word), ones(word)


@compiled
def _written(word, base, places, count):
    return write_places(word, base, places, count)


@given(WORD)
def test_bits_are_counted(word):
    """The lowest bit and the number of bits, also of none."""
    found, count = _counted(np.uint64(word))
    assert count == word.bit_count()
    assert found == ((word & -word).bit_length() - 1 if word else BLOCK)


@given(WORD, st.integers(0, 5), st.integers(0, 1000))
def test_places_of_bits_are_written_in_order(word, count, base):
    """Behind those that were there, and no further than the spare ones."""
    places = np.full(BLOCK + 5 + SPARE, -1, np.int32)
    end = _written(np.uint64(word), base, places, count)
    assert places[count:end].tolist() == [base + k for k in range(BLOCK) if word >> k & 1]
    assert (places[:count] == -1).all()
    assert (places[end + SPARE :] == -1).all()


@given(st.lists(WORD, min_size=1, max_size=4), st.data())
def test_bits_of_several_words_are_read_as_one_row(words, data):
    """Whether one is set between two places, and at a place, in whatever words they lie."""
    row = np.array([*words, 0], np.uint64)
    whole = sum(word << BLOCK * k for k, word in enumerate(words))
    begin = data.draw(st.integers(0, BLOCK * len(words) - 1))
    end = data.draw(st.integers(begin + 1, BLOCK * len(words)))
    assert any_between(row, begin, end) == (whole >> begin & (1 << end - begin) - 1 > 0)
    assert is_set(row, begin) == bool(whole >> begin & 1)
    written = f"{whole >> begin & (1 << end - begin) - 1:0{end - begin}b}"[::-1]
    assert ones_between(row, begin, end) == written.count("1")
    assert leading_ones(row, begin, end) == len(written) - len(written.lstrip("1"))
    other = np.zeros_like(row)
    move_bits(other, row, begin, end)
    assert sum(int(word) << BLOCK * k for k, word in enumerate(other)) == (
        (1 << end) - (1 << begin)
    )
    assert not any_between(row, begin, end)
    assert bits_below(min(end, BLOCK)) == (1 << min(end, BLOCK)) - 1
