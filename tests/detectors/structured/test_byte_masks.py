"""Tests of sixty-four bytes at once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.bit_rows import BLOCK
from leakbench.detectors.structured.byte_masks import (
    LETTERS,
    REACH,
    bytes_with,
    bytes_within,
    clear_block,
    padded_tail,
    two_bytes,
)
from leakbench.generator.engine.compiled import compiled

BYTE = st.integers(0, 255)


@compiled
def _asked(data, at, low, count, bit):
    return (
        bytes_within(data, at, (low, count)),
        bytes_with(data, at, bit),
        bytes_within(data, at, LETTERS),
        two_bytes(data, at),
    )


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
