"""Tests of reading text in blocks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.blocks import (
    CONTINUATIONS,
    DIGITS,
    HAN_LEADS,
    LEADS,
    LETTERS,
    REACH,
    block_at,
    byte_ranges,
    bytes_in,
    text_of,
)
from leakbench.generator.engine.compiled import compiled, inlined
from leakbench.generator.engine.intrinsics import BLOCK

KINDS = {
    "digits": (DIGITS, b"0123456789"),
    "letters": (LETTERS, bytes(byte for byte in range(128) if chr(byte).isalpha())),
    "Chinese": (HAN_LEADS, bytes({chr(code).encode()[0] for code in range(0x4E00, 0xA000)})),
    "leads": (LEADS, bytes(range(0xC0, 0x100))),
    "continuations": (CONTINUATIONS, bytes(range(0x80, 0xC0))),
}


@inlined
def _within(text, place, end, ranges):
    return bytes_in(block_at(text, place, end), ranges)


@compiled
def _asked(text, place, end, ranges):
    return _within(text, place, end, ranges)


def read_only(raw):
    """Bytes as an array not to be written."""
    return np.frombuffer(raw, np.uint8)


def test_ranges_are_named_by_their_ends():
    """The lowest byte of each, and how many there are."""
    assert byte_ranges(b"09", b"@", b"AZ") == (48, 10, 64, 1, 65, 26)


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_of_bytes_are_what_their_names_say(kind):
    """All 256 bytes, block by block."""
    ranges, among = KINDS[kind]
    text = text_of(read_only(bytes(range(256))))
    found = sum(int(_asked(text, base, 256, ranges)) << base for base in range(0, 256, BLOCK))
    assert {byte for byte in range(256) if found >> byte & 1} == set(among)


@given(st.binary(max_size=200), st.data())
def test_a_block_holds_the_bytes_of_its_cell(raw, draw):
    """Wherever it begins and the cell ends, also at the end of the text, and none behind it."""
    place = draw.draw(st.integers(0, len(raw)))
    end = draw.draw(st.integers(place, len(raw)))
    found = int(_asked(text_of(read_only(raw)), place, end, byte_ranges(b"\x00\x7f", b"\x80\xff")))
    assert found == (1 << min(BLOCK, end - place)) - 1
    digits = int(_asked(text_of(read_only(raw)), place, end, DIGITS))
    assert digits == sum(
        1 << k for k, byte in enumerate(raw[place:end][:BLOCK]) if byte in b"0123456789"
    )


@given(st.binary(max_size=200))
def test_the_tail_has_room_behind_each_byte(raw):
    """The last bytes, and as many more as are read from any place of them on."""
    text = text_of(read_only(raw))
    size = len(raw) - text.tail_start
    assert text.tail[:size].tobytes() == raw[text.tail_start :]
    assert not text.tail[size:].any()
    assert text.tail_start == 0 or size == REACH
    assert len(text.tail) >= size + REACH
