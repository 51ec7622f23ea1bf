"""Tests of rows of bits."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.bitmaps import (
    SPARE,
    any_between,
    bits_below,
    carry,
    count_between,
    is_set,
    leading_ones,
    move_bits,
    set_bit_if,
    write_places,
)
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.intrinsics import BLOCK

WORD = st.integers(0, 2**64 - 1)


@compiled
def _written(word, base, places, count):
    return write_places(word, base, places, count)


@compiled
def _carried(word, by, before):
    return carry(word, by, before)


@given(WORD, st.integers(1, BLOCK - 1), st.data())
def test_what_moves_out_of_a_word_goes_on_in_the_next(word, by, data):
    """Both parts together are the word moved up, behind what came before."""
    before = data.draw(st.integers(0, 2**by - 1))
    here, there = map(int, _carried(*map(np.uint64, (word, by, before))))
    assert here | there << BLOCK == word << by | before


@given(st.integers(0, 2 * BLOCK - 1), st.integers(0, 1))
def test_a_bit_is_set_if_asked(place, bit):
    """It, and no other one."""
    words = np.zeros(2, np.uint64)
    set_bit_if(words, place, np.uint64(bit))
    assert int(words[0]) | int(words[1]) << BLOCK == bit << place


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
    assert count_between(row, begin, end) == written.count("1")
    assert leading_ones(row, begin, end) == len(written) - len(written.lstrip("1"))
    other = np.zeros_like(row)
    move_bits(other, row, begin, end)
    assert sum(int(word) << BLOCK * k for k, word in enumerate(other)) == (
        (1 << end) - (1 << begin)
    )
    assert not any_between(row, begin, end)
    assert bits_below(min(end, BLOCK)) == (1 << min(end, BLOCK)) - 1
