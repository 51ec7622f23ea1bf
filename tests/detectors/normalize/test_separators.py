"""Tests of what stands between the digits of a number."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.characters import Cell
from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.normalize.separators import (
    Runs,
    chain_around,
    may_join,
    oddities,
    separators_end,
)

SEPARATORS = fold_tables().separators
MARKS = " -./_#=~^*+·…•丨～、。，"
GAPS = st.text(MARKS + "电（", max_size=4)


def in_bytes(text):
    """A text's bytes, with room behind them."""
    return np.frombuffer(text.encode() + bytes(8), np.uint8)


def runs_of(text):
    """Its runs of letters and digits."""
    edges = [edge for run in re.finditer(rb"[0-9A-Za-z]+", text.encode()) for edge in run.span()]
    return Runs(np.array([*edges, 0], np.int32), 0, len(edges))


@pytest.mark.slow
@given(GAPS, st.sampled_from(["5", "x", "a", ""]))
def test_up_to_three_separators_lead_to_a_digit(gap, behind):
    """Or to an X; anything else is no part of a number."""
    text = "1" + gap + behind
    size = len(("1" + gap).encode())
    expected = 1 <= len(gap) <= 3 and set(gap) <= set(MARKS) and behind in {"5", "x"}
    expected = expected and " +" not in gap
    end, kind = separators_end(Cell(in_bytes(text), 0, len(text.encode())), 1, SEPARATORS)
    assert end == (size if expected else 0)
    kinds = [1 + (mark not in " -./_#") + (mark in "、。，") for mark in gap]
    assert kind == (max(kinds) if expected else 0)


@given(GAPS)
def test_odd_ones_and_pauses_are_counted(gap):
    """Unless something else stands between them."""
    found = oddities(Cell(in_bytes(gap), 0, len(gap.encode())), SEPARATORS)
    if set(gap) <= set(MARKS):
        odd = any(mark not in " -./_#、。，" for mark in gap)
        assert found == (odd, sum(mark in "、。，" for mark in gap))
    else:
        assert found == (False, 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "chain", "joins"),
    [
        ("1-2·3电4=5", (0, 6), True),
        ("1-2 3/4", (0, 8), False),
        ("1，2，3，4，5", (0, 10), True),
        ("1，2，3", (0, 6), False),
        ("1、2。3，4、5。6", (0, 12), True),
        ("1电2", (0, 2), False),
    ],
)
def test_runs_are_joined_by_what_parts_them(text, chain, joins):
    """A chain goes on over separators; an odd one or four pauses may be taken out."""
    data, runs = in_bytes(text), runs_of(text)
    assert chain_around(data, runs, 0, 2, SEPARATORS) == chain
    assert may_join(data, runs, SEPARATORS) == joins
