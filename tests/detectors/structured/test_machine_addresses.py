"""Tests of addresses of machines and places, beside regular expressions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.machine_addresses import dotted_end, mac_end, point_end

from .passes import place_of

PART = st.sampled_from(["0", "1", "9", "10", "01", "255", "256", "1000", "", "a"])
DEGREES = st.sampled_from(
    ["0.0000", "116.123456", "-40.1234567890", "180.0000", "181.0000", "1.000", "1.00000000000"]
)
HEX = st.sampled_from(["00", "0A", "ff", "g0", "0"])
TAIL = st.sampled_from(["", ".", ".1", "1", "a", ":", "，", " "])
POINT = re.compile(r"(-?[0-9]{1,3})\.[0-9]{4,10}(?:, ?|  ?)(-?[0-9]{1,3})\.[0-9]{4,10}(?![0-9])")
MAC = re.compile(r"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}(?![0-9A-Za-z:])")


def start_of(text):
    """The place at the start of a cell."""
    return place_of(f"[]{text}")


@given(st.lists(PART, min_size=3, max_size=5).map(".".join), TAIL)
def test_four_numbers_up_to_255(text, tail):
    """Without zeros before them, and nothing that goes on behind them."""
    found = re.match(r"([0-9]+)\.([0-9]+)\.([0-9]+)\.([0-9]+)(?![0-9A-Za-z]|\.[0-9])", text + tail)
    plain = found and all(str(int(part)) == part and int(part) < 256 for part in found.groups())
    assert dotted_end(start_of(text + tail)) == (found.end() if plain else 0)


@given(DEGREES, st.sampled_from([",", " ", ", ", "  ", ";", ",,"]), DEGREES, TAIL)
def test_two_numbers_of_degrees(one, between, other, tail):
    """Up to 180, with four places to ten."""
    text = one + between + other + tail
    found = POINT.match(text)
    right = found and all(abs(int(degrees)) <= 180 for degrees in found.groups())
    assert point_end(start_of(text)) == (found.end() if right else 0)


@given(st.lists(HEX, min_size=5, max_size=7).map(":".join), TAIL)
def test_six_pairs_with_colons(text, tail):
    """Of hexadecimal digits, and no seventh."""
    found = MAC.match(text + tail)
    assert mac_end(start_of(text + tail)) == (found.end() if found else 0)


@pytest.mark.parametrize("end_of", [dotted_end, point_end, mac_end])
@pytest.mark.parametrize("text", ["", "1", "1.", "1.0.0", "1.0000,", "00:00", "啊"])
def test_cells_may_end_anywhere(end_of, text):
    """What is cut off is none."""
    assert end_of(start_of(text)) == 0
