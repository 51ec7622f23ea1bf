"""Tests of where something stands, and of what the passes write about it."""

from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.candidates import (
    FIRST,
    LAST,
    LIKELY,
    ROW,
    START,
    STOP,
    SURE,
    TOLD,
)

from .passes import candidates_of

CELL = st.text("啊é😀,。 ", max_size=70).flatmap(
    lambda before: st.sampled_from(["", "19900000000", "a@b.cc 12345", "京A00000"]).map(
        lambda value: f"{before}{value}，{before}{value}"
    )
)


@given(st.lists(CELL, min_size=1, max_size=4))
def test_places_in_bytes_and_in_characters_are_the_same(cells):
    """Whatever stands before a candidate, and in whichever cell."""
    column, found, _ = candidates_of(cells)
    raw = column.text.data.tobytes()
    for candidate in found.T:
        row, low = candidate[ROW], column.offsets[candidate[ROW]]
        value = raw[candidate[START] : candidate[STOP]].decode()
        assert cells[row][candidate[FIRST] : candidate[LAST]] == value
        assert len(raw[low : candidate[START]].decode()) == candidate[FIRST]


def test_form_says_more_than_words_do():
    """And those more than likeness; all of them in hundredths."""
    assert 0 < LIKELY < TOLD < SURE == 100
