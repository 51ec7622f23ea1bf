"""Tests of hashes of cells."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.triage.cell_hashes import cell_hashes


def hashes(*cells):
    """The hashes of some cells."""
    return cell_hashes(pa.array(cells, pa.string()))


@pytest.mark.parametrize(
    "cells", [("某路1号", "某路 1 号"), ("AB-12", "ab12"), ("１２３", "123"), ("甲、乙", "甲乙")]
)
def test_ways_of_writing_say_the_same(cells):
    """They are written differently all the same."""
    one = hashes(*cells)
    assert one.says[0] == one.says[1] != 0
    assert one.written[0] != one.written[1]


def test_numbers_of_one_length_have_one_shape():
    """A space, a sign or full width makes another; how long Chinese is does not matter."""
    shape = hashes("123", "456", "1 23", "12", "１23", "甲", "甲乙丙").shape
    assert shape[0] == shape[1]
    assert len({*shape[1:6].tolist()}) == 5
    assert shape[5] == shape[6]


def test_nothing_says_nothing():
    """Neither do spaces and punctuation."""
    assert hashes("", " ", "——").says.tolist() == [0, 0, 0]


@given(st.lists(st.text(max_size=30), max_size=20))
def test_a_cell_has_its_hashes_wherever_it_stands(cells):
    """Slices included."""
    every = hashes(*cells)
    for place, cell in enumerate(cells):
        (says,), (written,), (shape,) = cell_hashes(pa.array(cells, pa.string()).slice(place, 1))
        assert (says, written, shape) == tuple(column[place] for column in every), cell
