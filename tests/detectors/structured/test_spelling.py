"""Tests of eight bytes as one number."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.spelling import WIDTH, eight_before, eight_from


@given(st.binary(min_size=1, max_size=30), st.data())
def test_eight_bytes_are_read_in_small_letters(raw, data):
    """On either side of a place, with nothing where the text has ended, and only ASCII changed."""
    text = np.frombuffer(raw, np.uint8)
    at = data.draw(st.integers(0, len(raw)))
    small = raw.lower()
    before, behind = small[:at][-WIDTH:].rjust(WIDTH, b"\0"), small[at:][:WIDTH].ljust(WIDTH, b"\0")
    assert int(eight_before(text, at)).to_bytes(WIDTH, "little") == before
    assert int(eight_from(text, at)).to_bytes(WIDTH, "little") == behind
