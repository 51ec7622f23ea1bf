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
    further,
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


def test_cells_that_were_cleared_hold_no_list():
    """Rows that are no records have none of the values that were drawn for them."""
    columns = [Arena().intern(["12;34", "", "5"])] * 3
    values = [(0, 0, 2, 0, 7), (0, 3, 5, 1, -1), (1, 0, 2, 0, 8), (2, 0, 1, 1, 9)]
    fields = fields_like(columns)._replace(
        changed=np.array([0, -1, -1], np.int32),
        extents=np.zeros((1, 3), np.int64),
        form=np.zeros((1, 3), np.int16),
        several=np.array([0, -1, -1], np.int32),
        further=further(3, values),
    )
    spans, known, _ = cell_spans(fields, np.zeros((1, 1), np.int64))
    assert [found(spans, row) for row in range(3)] == [[(0, 2, 0), (3, 5, 1)], [], [(0, 1, 1)]]
    assert known.subject.tolist() == [7, -1, 9]
