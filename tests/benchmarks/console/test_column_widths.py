"""Tests of the widths of columns."""

from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.console.column_widths import BETWEEN, EDGES, column_widths

COLUMNS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 200)).map(sorted), min_size=1, max_size=8
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
