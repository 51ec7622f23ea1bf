"""Tests of the first pass."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.candidates import ROW, START, STOP

from .passes import candidates_of, column_of, first_pass, kinds_in

PIECE = st.one_of(
    st.sampled_from(["19900000000", "a@b.cc", "1990-01-01", "QQ", "+86", "京A", "SF", "电话"]),
    st.text("0123456789X", min_size=1, max_size=19),
    st.text("aZ -.:/@#()_\n，啊", max_size=5),
)
CELL = st.lists(PIECE, max_size=8).map("".join)


@given(st.lists(CELL, min_size=1, max_size=5))
def test_candidates_stand_apart_and_in_order(cells):
    """Each within its cell."""
    column, found, _ = candidates_of(cells)
    edges = found[[START, STOP]].T.ravel()
    assert (np.diff(edges) >= 0).all()
    assert (found[START] < found[STOP]).all()
    assert (column.offsets[found[ROW]] <= found[START]).all()
    assert (found[STOP] <= column.offsets[found[ROW] + 1]).all()


@given(st.lists(CELL, min_size=2, max_size=4))
def test_cells_are_read_as_each_by_itself(cells):
    """None sees what stands in another one, however they follow."""
    column, together, deferred = candidates_of(cells)
    parts = []
    for row, cell in enumerate(cells):
        _, alone, (off,) = candidates_of([cell])
        alone[ROW] += row
        alone[[START, STOP]] += column.offsets[row]
        parts.append(alone)
        assert deferred[row] == off
    assert np.array_equal(together, np.concatenate(parts, axis=1))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a@b.cc，12345@b.cc", [("a@b.cc", "EMAIL"), ("12345@b.cc", "EMAIL")]),
        ("abc_00000@b.cc", [("abc_00000@b.cc", "EMAIL")]),
        ("abc_00000@", []),  # the sign says that it is no account's name
        ("nobody at example dot com", [("nobody at example dot com", "EMAIL")]),
        ("19900000000 abc_00000", [("19900000000", "MOBILE"), ("abc_00000", "name")]),
        ("1990-01-01 12:30", []),
        ("1234", []),
        ("", []),
    ],
)
def test_what_could_be_an_identifier(cell, expected):
    """By its form alone: a label, or a shape that asks for more."""
    assert kinds_in(cell) == expected


@pytest.mark.parametrize(
    ("cell", "deferred"),
    [
        ("19900000000", False),
        ("１９９００００００００", True),
        ("l99OOOO0000", True),
        ("199\u200b00000000", True),
        ("Oo", False),
        ("", False),
    ],
)
def test_cells_that_mean_more_than_they_say_are_deferred(cell, deferred):
    """As written; in the view they are read as they are."""
    column = column_of([cell])
    assert first_pass(column)[2].tolist() == [deferred]
    assert first_pass(column, as_written=False)[2].tolist() == [False]
