"""Tests of copying short strings."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.copying import SLACK, copy_bytes


@given(st.binary(max_size=80), st.integers(0, 20), st.data())
def test_a_part_is_copied_to_a_place(source, at, draw):
    """Nothing before it changes, nor more than the spare bytes behind it."""
    begin = draw.draw(st.integers(0, len(source)))
    size = draw.draw(st.integers(0, len(source) - begin))
    read = np.frombuffer(source + bytes(SLACK), np.uint8)
    out = np.full(at + size + 2 * SLACK, 7, np.uint8)
    assert copy_bytes(out, at, read, begin, size) == at + size
    assert out[:at].tolist() == [7] * at
    assert out[at : at + size].tobytes() == source[begin : begin + size]
    assert out[at + size + SLACK :].tolist() == [7] * SLACK


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_strings_are_written_one_after_another(parts):
    """Each overwrites what was copied too much before it."""
    read = np.frombuffer(b"".join(parts) + bytes(SLACK), np.uint8)
    out = np.zeros(len(read), np.uint8)
    at = 0
    for part in parts:
        at = copy_bytes(out, at, read, at, len(part))
    assert out[:at].tobytes() == b"".join(parts)
