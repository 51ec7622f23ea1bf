"""Tests of the labelled values of cells."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.strings import Arena
from leakbench.generator.surfaces.cell_spans import cell_spans

from .plain_fields import (
    FIELDS,
    LABELLED,
    NAMES,
    VALUES,
    fields_like,
    found,
)


@given(VALUES, st.data())
def test_cells_are_marked_by_column(rows, data):
    """Labelled values of a table stand where the cells do, in the order of the columns."""
    arena = Arena()
    columns = [arena.intern([row[name] for row in rows]) for name in FIELDS]
    orders = data.draw(st.lists(st.permutations(range(3)), min_size=len(rows), max_size=len(rows)))
    place = np.array(orders).T
    spans, _, column = cell_spans(fields_like(columns), place)
    for row, values in enumerate(rows):
        mine = slice(spans.first[row], spans.first[row + 1])
        assert list(column[mine]) == [
            here
            for here, field in enumerate(orders[row])
            if field in LABELLED and values[NAMES[field]]
        ]
        ends = [len(values[NAMES[orders[row][here]]]) for here in column[mine]]
        assert found(spans, row) == [
            (0, end, orders[row][here]) for here, end in zip(column[mine], ends, strict=True)
        ]
