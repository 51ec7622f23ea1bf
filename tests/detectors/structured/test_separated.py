"""Tests of numbers that one separator breaks up into groups."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.separated import separated_end

from .passes import NUMBERS, SCRATCH, name_of, place_of

MOBILE = "19900000000"
CARD = "6200000000000005"  # nobody's: a body of zeros, and its check digit


def number_in(text):
    """(the number that begins a text, its label or shape); nothing if there is none."""
    place = place_of(f"[]{text}")
    stop, kind = separated_end(place, NUMBERS, SCRATCH)
    return (place.data[:stop].tobytes().decode(), name_of(kind)) if stop else ("", None)


def groups_of(number, cuts):
    """A number in groups that end at some of its digits."""
    edges = [0, *sorted(cuts), len(number)]
    return [number[low:high] for low, high in pairwise(edges)]


@given(st.sets(st.integers(1, 10), min_size=1, max_size=6), st.sampled_from(" -.*#_\n"))
def test_groups_make_the_number_that_they_are_without_separators(cuts, separator):
    """Wherever it is cut, unless a group is a number of its own."""
    groups = groups_of(MOBILE, cuts)
    text = separator.join(groups)
    whole = max(map(len, groups)) < 10
    assert number_in(text)[0] == (text if whole else "")
    assert number_in(text + "，1")[0] == (text if whole else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("199-0000-0000", ("199-0000-0000", "MOBILE")),
        ("199 - 0000 - 0000", ("199 - 0000 - 0000", "MOBILE")),
        ("199--0000--0000", ("", None)),  # the same mark twice
        ("199-0000.0000", ("199-0000.0000", "MOBILE")),  # a hyphen may stand beside any other
        ("199 0000.0000", ("", None)),
        ("400-000-0000", ("400-000-0000", "HOTLINE")),
        ("9.0.0.0.0.0.0.0.1", ("9.0.0.0.0.0.0.0.1", "separated")),
        ("9-0-0-0-0-0-0-0-1", ("", None)),
        ("123-45", ("", None)),
        ("", ("", None)),
    ],
)
def test_which_groups_belong_together(text, expected):
    """Those with one separator; odd ones make a number of any kind."""
    assert number_in(text) == expected


@pytest.mark.parametrize("separator", [" ", "-", "\n"])
def test_cards_are_not_written_over_lines(separator):
    """Numbers on lines of their own are several, whatever their digits add up to."""
    text = separator.join(groups_of(CARD, [4, 8, 12]))
    expected = ("", None) if separator == "\n" else (text, "BANK_CARD")
    assert number_in(text) == expected
