"""Tests of columns of lists."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.listed import joined
from leakbench.generator.engine.strings import Arena

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)


@given(st.lists(st.tuples(st.lists(TEXT, max_size=20), TEXT), max_size=12))
def test_values_are_joined_and_stand_where_it_says(rows):
    """A row's string is its values with the separator between them, and each is found in it."""
    arena = Arena()
    values = [value for several, _ in rows for value in several]
    first = np.cumsum([0, *(len(several) for several, _ in rows)], dtype=np.int32)
    between = arena.intern([separator for _, separator in rows])
    made = joined(arena.intern(values), first, between, arena)
    texts = arena.texts(made.strings)
    assert texts == [separator.join(several) for several, separator in rows]
    assert made.strings.chars.tolist() == list(map(len, texts))
    for row, text in enumerate(texts):
        found = [text[made.start[at] : made.end[at]] for at in range(first[row], first[row + 1])]
        assert found == rows[row][0]
