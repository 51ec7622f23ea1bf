"""Tests of what a run of letters, or of letters and digits, is or begins."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.candidates import PASSED
from leakbench.detectors.structured.labels import NOTHING, shape
from leakbench.detectors.structured.letter_runs import account_end

from .passes import kinds_in, place_of

NAME = shape("name")
# Behind a run: up to three marks that do not begin with the same one twice, letters and digits.
GOES_ON = re.compile(r"(?:(?:[-_.#]|([-_.#])(?!\1)[-_.#]{1,2})[0-9A-Za-z]+)*")


def expected_end(before, run, rest, kind):
    """(stop, kind) of what may be an account's name, as the code says it."""
    within = re.search(r"[0-9A-Za-z][-_.#]$", before)
    more = GOES_ON.match(rest).group()
    size, digits = len(run + more), bool(re.search("[0-9]", more))
    stop = len(before + run)
    if run[0].isdigit() or within:
        return stop, kind
    if more and rest[len(more) : len(more) + 1] == "@":
        return stop + len(more), PASSED
    if kind == NOTHING and size >= 6 and (digits or not more):
        return stop + len(more), NAME
    if kind == NAME and more and digits:
        return stop + len(more), NAME
    return stop, kind


@given(
    st.text("a1-_ ", max_size=2),
    st.text("aB1", min_size=1, max_size=7),
    st.text("aB1-_.#@ ", max_size=8),
    st.sampled_from([NOTHING, NAME]),
)
def test_names_go_on_over_hyphens_and_dots(before, run, rest, kind):
    """As a regular expression says; those before an @ are read over."""
    before, rest = before.rstrip("a1"), rest.lstrip("aB1")
    place = place_of(f"{before}[{run}]{rest}")
    assert account_end(place, place.stop, kind) == expected_end(before, run, rest, kind)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("SF0000000000000", [("SF0000000000000", "WAYBILL")]),
        ("E00000000", [("E00000000", "permit")]),
        ("abc00000", [("abc00000", "name")]),
        ("abc_00000", [("abc_00000", "name")]),
        ("somebody", [("somebody", "name")]),
        ("abcdef", [("abcdef", "name")]),
        ("abcd_1", [("abcd_1", "name")]),
        ("abcde", []),
        ("a", []),
        ("AA:00:00:00:00:0A", [("AA:00:00:00:00:0A", "MAC")]),
        ("京A00000", [("京A00000", "LICENSE_PLATE")]),
        ("京A·00000", [("京A·00000", "LICENSE_PLATE")]),
    ],
)
def test_what_a_run_is_or_begins(cell, expected):
    """A code known by its form, an account's name, or nothing."""
    assert kinds_in(cell) == expected
