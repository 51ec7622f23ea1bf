"""Tests of the way from bytes to code points."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.mapping import CharacterIndex, characters_before
from leakbench.generator.engine.intrinsics import BLOCK


@given(st.text("a1é电🔥", max_size=90), st.integers(0, 3))
def test_characters_before_a_byte_are_counted(text, word):
    """In whatever word the byte lies, and wherever the cell's words begin."""
    data = text.encode()
    inside = np.zeros(word + len(data) // BLOCK + 1, np.uint64)
    for place, byte in enumerate(data):
        if byte & 0b1100_0000 == 0b1000_0000:
            inside[word + place // BLOCK] |= np.uint64(1 << place % BLOCK)
    inside[:word] = np.uint64(2**64 - 1)  # another cell's
    counts = [int(bits).bit_count() for bits in inside[word:]]
    before = np.zeros(len(inside), np.int32)
    before[word:] = np.cumsum([0, *counts[:-1]])
    index = CharacterIndex(inside, before, word)
    for count in range(len(text) + 1):
        assert characters_before(index, len(text[:count].encode())) == count
