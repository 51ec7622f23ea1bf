"""Tests of cutting values out of texts and putting others in."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.splicing import Places, TextColumn, disjoint

texts = st.text(st.sampled_from("ab甲乙🀄é,"), max_size=12)


def places_of(spans):
    """Places out of (row, start, end)."""
    columns = np.array(spans, np.int64).reshape(-1, 3).T
    return Places(*columns)


@st.composite
def spliced(draw):
    """Texts, some disjoint spans in them in order, and a new value for each."""
    rows = draw(st.lists(texts, max_size=5))
    spans = []
    for row, text in enumerate(rows):
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
        spans += [(row, *pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    return rows, spans, [draw(texts) for _ in spans]


@given(spliced())
def test_a_splice_is_what_slices_give(drawn):
    """As if every text had been cut and joined by itself; a slice of a column is a column."""
    rows, spans, values = drawn
    expected = []
    for row, text in enumerate(rows):
        made = text
        for (of, start, stop), value in zip(spans[::-1], values[::-1], strict=True):
            if of == row:  # from the last one on, so that earlier places stay where they are
                made = made[:start] + value + made[stop:]
        expected.append(made)
    column = pa.array(["x甲", *rows], pa.string()).slice(1)
    made = TextColumn.of(column).splice(places_of(spans), pa.array(values, pa.string()))
    assert made.texts.to_pylist() == expected


@given(spliced())
def test_places_move_with_their_values(drawn):
    """A replaced place holds the new value, and what lies between holds what it did."""
    rows, spans, values = drawn
    column = TextColumn.of(pa.array(rows, pa.string()))
    made = column.splice(places_of(spans), pa.array(values, pa.string()))
    moved, whole = made.moved(places_of(spans))
    assert whole.all()
    assert TextColumn.of(made.texts).cut(moved).to_pylist() == values
    gaps = []
    for row, text in enumerate(rows):
        ends = [0, *(end for of, _, end in spans if of == row)]
        starts = [*(start for of, start, _ in spans if of == row), len(text)]
        gaps += [(row, *gap) for gap in zip(ends, starts, strict=True)]
    moved, whole = made.moved(places_of(gaps))
    assert whole.all()
    assert (
        TextColumn.of(made.texts).cut(moved).to_pylist() == column.cut(places_of(gaps)).to_pylist()
    )


def test_what_begins_or_ends_in_a_replaced_value_is_not_whole():
    """What holds it, is it, or stands beside it is."""
    made = TextColumn.of(pa.array(["0123456789"])).splice(places_of([(0, 3, 6)]), pa.array(["-"]))
    spans = [(0, 2, 7), (0, 3, 6), (0, 0, 3), (0, 6, 8), (0, 2, 4), (0, 5, 8), (0, 4, 5)]
    moved, whole = made.moved(places_of(spans))
    assert whole.tolist() == [True, True, True, True, False, False, False]
    assert moved.take(whole).end.tolist() == [5, 4, 3, 6]


def test_places_that_overlap_are_told():
    """Those that begin before an earlier one of their row has ended."""
    spans = [(0, 0, 5), (0, 2, 3), (0, 5, 6), (1, 0, 2), (1, 2, 4), (1, 3, 5)]
    assert disjoint(places_of(spans)).tolist() == [True, False, True, True, True, False]
    assert disjoint(places_of([])).tolist() == []
