"""Tests of grids of cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.sheets import ContainerError, Sheet, grid_of_rows

CELLS = st.text(max_size=3)


@given(st.lists(st.lists(CELLS, max_size=4), max_size=5))
def test_rows_are_padded_and_come_back(rows):
    """A row that is short has empty cells behind its own."""
    made = grid_of_rows(rows, 4)
    assert made.schema.names == ["0", "1", "2", "3"]
    assert made.num_rows == len(rows)
    wanted = [row + [""] * (4 - len(row)) for row in rows]
    assert list(Sheet("", [made, made]).rows()) == wanted * 2


def test_an_error_says_where_and_why():
    """In one line."""
    with pytest.raises(ContainerError, match=r"^a\.csv: no reason$") as told:
        raise ContainerError("a.csv", "no reason")
    assert (told.value.where, told.value.reason) == ("a.csv", "no reason")
