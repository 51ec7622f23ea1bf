"""Tests of sixty-four bytes at once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.byte_masks import (
    BLOCK,
    LETTERS,
    REACH,
    SPARE,
    any_between,
    bits_below,
    bytes_among,
    bytes_with,
    bytes_within,
    clear_block,
    is_set,
    leading_ones,
    lowest,
    move_bits,
    ones,
    ones_between,
    padded_tail,
    two_bytes,
    write_places,
)
from leakbench.generator.compiled import compiled

WORD = st.integers(0, 2**64 - 1)
BYTE = st.integers(0, 255)


@compiled
def _asked(data, at, low, count, bit):
    return (
        bytes_within(data, at, low, count),
        bytes_with(data, at, bit),
        bytes_among(data, at, LETTERS),
        two_bytes(data, at),
    )


@compiled
def _counted(word):
    return lowest(word), ones(word)


@compiled
def _written(word, base, places, count):
    return write_places(word, base, places, count)


@compiled
def _cleared(data):
    clear_block(data)


def _bits(flags):
    return sum(1 << place for place, flag in enumerate(flags) if flag)


@given(st.binary(min_size=BLOCK + 9, max_size=BLOCK + 9), st.integers(0, 9), BYTE, BYTE)
def test_masks_are_what_numpy_says(raw, at, low, count):
    """A bit is set where a byte lies in the range, or has the bit, wherever the block begins."""
    data = np.frombuffer(raw, np.uint8)
    block = data[at : at + BLOCK].astype(int)
    within, with_bit, letters, two = _asked(data, at, low, count, 1 << low % 8)
    assert within == _bits((block - low) % 256 < count)
    assert with_bit == _bits(block >> low % 8 & 1)
    assert letters == _bits(bytes([byte]).isalpha() for byte in block.tolist())
    assert two == block[0] | block[1] << 8


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


@given(st.binary(max_size=200))
def test_the_tail_has_room_behind_each_byte(raw):
    """The last bytes, and as many more as are read from any place of them on."""
    data = np.frombuffer(raw, np.uint8)
    tail, begin = padded_tail(data)
    size = len(data) - begin
    assert tail[:size].tobytes() == raw[begin:]
    assert not tail[size:].any()
    assert begin == 0 or size == REACH
    assert len(tail) >= size + REACH


def test_a_block_is_cleared_and_no_more():
    """Only its sixty-four bytes become zero."""
    data = np.full(BLOCK + 1, 7, np.uint8)
    _cleared(data)
    assert data.tolist() == [0] * BLOCK + [7]
