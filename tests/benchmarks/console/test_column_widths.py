"""Tests of the widths of columns."""

from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.console.column_widths import (
    BETWEEN,
    CLOSE,
    EDGES,
    PIECE,
    broken_widths,
    column_widths,
)

COLUMNS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 200)).map(sorted), min_size=1, max_size=8
)

KINDS = st.lists(
    st.tuples(st.booleans(), st.integers(1, 12), st.integers(0, 90), st.integers(0, 90)),
    min_size=1,
    max_size=8,
)


@given(COLUMNS, st.integers(0, 200))
def test_no_word_breaks_and_no_room_is_lost(columns, room):
    """Where words fit, texts get what they need or all the room there is."""
    widths = column_widths(columns, room)
    between = EDGES + BETWEEN * (len(columns) - 1)
    if widths is None:
        assert sum(word for word, _ in columns) + between > room
        return
    assert all(word <= width <= text for width, (word, text) in zip(widths, columns, strict=True))
    need = sum(text for _, text in columns) + between
    assert sum(widths) + between == min(room, need)


@given(KINDS, st.integers(20, 200))
def test_numbers_never_break(drawn, room):
    """Where they fit they stand whole, and all within the room; else nothing is told to break."""
    columns = [
        (number * numeric, number + head, number + head + more)
        for numeric, number, head, more in drawn
    ]
    widths = broken_widths(columns, room)
    between = EDGES + CLOSE * (len(columns) - 1)
    if widths is None:
        assert sum(number or 1 for number, _, _ in columns) + between > room
        return
    assert sum(widths) + between <= room
    assert all(
        max(number, 1) <= width <= text
        for width, (number, _, text) in zip(widths, columns, strict=True)
    )


def test_a_path_breaks_before_a_head_does():
    """But not into small pieces: then heads give way."""
    path, head = (0, 90, 90), (5, 9, 9)
    assert broken_widths([path, head], 80) == [80 - EDGES - CLOSE - 9, 9]
    room = PIECE + EDGES + CLOSE + 5
    assert broken_widths([path, head], room) == [PIECE, 5]
