"""Tests of long cells read in parts."""

from itertools import pairwise

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.answers import Answer
from leakbench.detectors.long_cells import in_parts
from leakbench.detectors.string_buffers import string_buffers

TEXTS = st.lists(
    st.lists(
        st.sampled_from(["a", "é", "中", "😀", "\n", "，", ",", "\n\n", "xyz"]), max_size=30
    ).map("".join),
    max_size=4,
)


def parts_of(texts, most, longest_line):
    """Each part as its row, what stands before it in its row, and itself; and the parts."""
    parts = in_parts(string_buffers(pa.array(texts, pa.string())), most, longest_line)
    data, offsets = parts.strings
    cells = [data[a:b].tobytes().decode() for a, b in pairwise(offsets)]
    return list(zip(parts.row.tolist(), parts.before.tolist(), cells, strict=True)), parts


@given(TEXTS, st.integers(0, 12))
def test_parts_make_up_the_strings(texts, most):
    """Nothing is lost, doubled or moved, and code points are counted."""
    found, _ = parts_of(texts, most, 12)
    for row, text in enumerate(texts):
        mine = [(before, cell) for number, before, cell in found if number == row]
        assert "".join(cell for _, cell in mine) == text
        assert [before for before, _ in mine] == [
            sum(len(cell) for _, cell in mine[:place]) for place in range(len(mine))
        ]


@given(TEXTS, st.integers(0, 12))
def test_parts_are_bounded_and_whole_lines(texts, most):
    """A part ends with its line, unless a line is too long; it has more than one if they fit."""
    for _, _, part in parts_of(texts, most, 12)[0]:
        size = len(part.encode())
        assert size <= max(most, 12)
        assert size <= most or "\n" not in part[:-1]


@given(TEXTS, st.integers(0, 12))
def test_where_long_lines_break_does_not_depend_on_the_size_of_parts(texts, most):
    """Line by line, the parts are the same whatever is read at a time."""
    lines, many = (
        [(row, line) for row, _, part in found for line in part.splitlines(keepends=True)]
        for found, _ in (parts_of(texts, 0, 12), parts_of(texts, most, 12))
    )
    assert lines == many


def test_a_long_line_breaks_behind_a_mark_or_between_characters():
    """Behind the last blank or mark that fits; where there is none, no character is cut."""
    found, _ = parts_of(["王小芳，王小芳王小芳", "中中中中中中"], 4, 14)
    assert [part for _, _, part in found] == [
        "王小芳，", "王小芳王", "小芳",
        "中中中中", "中中",
    ]  # fmt: skip


def test_spans_are_placed_in_the_strings():
    """Row and offsets are those of the string as it was given."""
    _, parts = parts_of(["甲\n", "😀\n王小芳\n说"], 4, 14)
    row = np.array([2], np.int32)
    start, end = np.array([[0], [3]], np.int32)
    found = Answer(row, start, end, np.zeros(1, np.int8), np.ones(1, np.float32))
    assert [part.tolist() for part in parts.placed(found)[:3]] == [[1], [2], [5]]
