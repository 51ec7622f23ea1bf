"""Tests of Parquet's encodings by differences."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.parquet.deltas import deltas, plain_strings, strings_by_lengths

WHOLE = st.integers(-(2**63), 2**63 - 1) | st.integers(0, 9)
MASK = 2**64 - 1


def number(data, at):
    """The number at a place, and the place behind it."""
    found = shift = 0
    while True:
        found |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 0x80:
            return found, at


def signed(found):
    """A number that may be below 0."""
    return found >> 1 if found % 2 == 0 else ~(found >> 1)


def decoded(data):
    """The numbers, read as the standard says, and the place behind them."""
    block, at = number(data, 0)
    packs, at = number(data, at)
    count, at = number(data, at)
    first, at = number(data, at)
    values = [signed(first)][:count]
    while len(values) < count:
        least, at = number(data, at)
        widths, at = data[at : at + packs], at + packs
        for width in widths:
            size = block // packs
            bits = int.from_bytes(data[at : at + size * width // 8], "little")
            at += size * width // 8
            for place in range(min(size, count - len(values))):
                more = bits >> place * width & (1 << width) - 1
                value = values[-1] + signed(least) + more & MASK
                values.append(value - (value >> 63 << 64))
    return values, at


@given(st.lists(WHOLE, max_size=20).flatmap(lambda few: st.just(few * 1) | st.just(few * 40)))
def test_numbers_are_read_again(numbers):
    """Of any size, and as many as one likes."""
    data = deltas(np.array(numbers, np.int64))
    assert decoded(data) == (numbers, len(data))


def test_equal_steps_take_no_bits():
    """As numbers of rows have them."""
    assert len(deltas(np.arange(10**12, 10**12 + 32_840))) < 2_000


@given(st.lists(st.text(max_size=40), max_size=12), st.integers(0, 3))
@pytest.mark.parametrize("kind", [plain_strings, strings_by_lengths])
def test_strings_are_read_again(kind, texts, begin):
    """Slices too."""
    data = kind(pa.array(texts, pa.string())[begin:])
    encoded = [text.encode() for text in texts[begin:]]
    if kind is plain_strings:
        assert data == b"".join(len(text).to_bytes(4, "little") + text for text in encoded)
    else:
        lengths, at = decoded(data)
        assert lengths == list(map(len, encoded))
        assert data[at:] == b"".join(encoded)
