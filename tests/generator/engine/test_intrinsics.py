import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.intrinsics import (
    BLOCK,
    bytes_in_ranges,
    bytes_with_bit,
    clear_block,
    copy_lanes,
    either,
    entry,
    load_u16,
    load_u64,
    popcount,
    put,
    trailing_zeros,
    write_ramp,
)

BYTE = st.integers(0, 255)
LANES = 32


@compiled
def _greater(ours, theirs, out):
    for i in range(len(ours)):
        first, second = entry(ours, i), entry(theirs, i)
        put(out, i, either(first > second, first, second))


@compiled
def _counted(word):
    return trailing_zeros(word), popcount(word)


@compiled
def _masks(data, at, low, count, bit):
    return (
        bytes_in_ranges(data, at, (low, count)),
        bytes_in_ranges(data, at, (low, count, 0, 3)),
        bytes_with_bit(data, at, bit),
    )


@compiled
def _loaded(data, at):
    return load_u16(data, at), load_u64(data, at)


@compiled
def _cleared(data):
    clear_block(data)


@compiled
def _copied(source, at, out, to):
    copy_lanes(source, at, out, to, LANES)


@compiled
def _ramp(out, to, value):
    write_ramp(out, to, value, LANES)


def _bits(flags):
    return sum(1 << place for place, flag in enumerate(flags) if flag)


@pytest.mark.parametrize("kind", [np.uint8, np.int32, np.uint64, np.int64])
def test_entries_and_choices_are_numpys(kind):
    """Read and chosen without questions, numbers of any kind are what numpy says."""
    ours, theirs = np.random.default_rng(0).integers(0, 200, (2, 50)).astype(kind)
    out = np.zeros(50, kind)
    _greater(ours, theirs, out)
    assert out.tolist() == np.maximum(ours, theirs).tolist()


@given(st.integers(0, 2**64 - 1))
def test_bits_are_counted(word):
    """The lowest bit and the number of bits, also of none."""
    found, count = _counted(np.uint64(word))
    assert count == word.bit_count()
    assert found == ((word & -word).bit_length() - 1 if word else BLOCK)


@given(st.binary(min_size=BLOCK + 9, max_size=BLOCK + 9), st.integers(0, 9), BYTE, BYTE)
def test_masks_are_what_numpy_says(raw, at, low, count):
    """A bit is set where a byte lies in a range, or has the bit, wherever the block begins."""
    data = np.frombuffer(raw, np.uint8)
    block = data[at : at + BLOCK].astype(int)
    within, within_two, with_bit = _masks(data, at, low, count, 1 << low % 8)
    assert within == _bits((block - low) % 256 < count)
    assert within_two == _bits(((block - low) % 256 < count) | (block < 3))
    assert with_bit == _bits(block >> low % 8 & 1)


@given(st.binary(min_size=8, max_size=20), st.data())
def test_bytes_are_read_as_a_number(raw, draw):
    """The first one low, wherever they begin."""
    at = draw.draw(st.integers(0, len(raw) - 8))
    two, eight = _loaded(np.frombuffer(raw, np.uint8), at)
    assert two == int.from_bytes(raw[at : at + 2], "little")
    assert eight == int.from_bytes(raw[at : at + 8], "little")


def test_a_block_is_cleared_and_no_more():
    """Only its sixty-four bytes become zero."""
    data = np.full(BLOCK + 1, 7, np.uint8)
    _cleared(data)
    assert data.tolist() == [0] * BLOCK + [7]


@pytest.mark.parametrize("kind", [np.uint8, np.int32])
def test_entries_are_copied_and_counted_up(kind):
    """As many as asked for, and nothing beside them; from one place of an array to another too."""
    source, out = np.arange(100).astype(kind), np.zeros(100, kind)
    _copied(source, 5, out, 40)
    assert out.tolist() == [0] * 40 + [*range(5, 5 + LANES)] + [0] * (60 - LANES)
    _copied(source, 5, source, 6)
    assert source.tolist() == [*range(6), *range(5, 5 + LANES), *range(6 + LANES, 100)]
    _ramp(out, 1, 9)
    assert out[: LANES + 2].tolist() == [0, *range(9, 9 + LANES), 0]
