"""Tests of the kernels that read values as keys."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.triage.value_keys import READINGS, read_keys

CELLS = st.lists(st.text(alphabet="甲乙AB01 -.", max_size=8), min_size=1, max_size=8)


def read(cells, reading="text", shortest=1, longest=40, spans=None):
    """The keys of cells, or of one span in each."""
    column = cells if isinstance(cells, pa.Array) else pa.array(cells, pa.string())
    rows = np.arange(len(column))
    spans = [(0, len(one.as_py())) for one in column] if spans is None else spans
    start, end = np.array(spans, np.int64).reshape(-1, 2).T.copy()
    facts = np.tile(np.array([0, READINGS.index(reading), shortest, longest]), (len(column), 1))
    return read_keys(column, rows, start, end, facts).tolist()


@given(CELLS)
def test_a_slice_of_a_column_reads_as_the_column(cells):
    """Offsets of Arrow's buffers are honoured."""
    column = pa.array(["before", *cells, "after"], pa.string()).slice(1, len(cells))
    assert read(column) == read(cells)


@given(CELLS)
def test_a_span_reads_as_a_cell_of_its_own(cells):
    """What stands around it does not matter."""
    spans = [(3, 3 + len(cell)) for cell in cells]
    assert read([f"前后x{cell}尾" for cell in cells], spans=spans) == read(cells)


def test_lengths_bound_what_is_read():
    """In characters; a value too short or too long has no key."""
    assert read(["甲乙", "甲乙丙", "甲乙丙丁"], shortest=3, longest=3).count(0) == 2


def test_the_tail_of_a_long_address_tells_it():
    """However much of province and city stands before it, cut between characters."""
    long, short = read(["某省某市某某区某某路一号二栋", "某市某某区某某路一号二栋"], "tail")
    assert long == short != 0


def test_masked_values_have_no_key():
    """A star hides what would tell one from another."""
    assert read(["甲*", "1*0"]) == [0, 0]
