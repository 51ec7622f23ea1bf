import io

import pytest

from leakbench.generator.containers.biff_extent import extents

from .test_xls import workbook


@pytest.mark.parametrize(
    ("cells", "size"),
    [
        ({(4, 6): "x"}, (5, 7)),
        ({(4, 6): 1.25}, (5, 7)),
        ({(2, 1): 1, (2, 2): 2, (2, 3): 3}, (3, 4)),
        ({(1, 1): True}, (2, 2)),
        ({}, (0, 0)),
    ],
)
def test_the_last_cell_is_found(cells, size):
    """Of every kind of record, in a sheet before another one."""
    found = list(extents(io.BytesIO(workbook(cells, {(0, 0): "a"})), "file"))
    assert found[-2:] == [size, (1, 1)]


def test_what_is_no_workbook_has_no_sheets():
    """Whatever it is instead."""
    assert list(extents(io.BytesIO(b"\xd0\xcf\x11\xe0" * 300), "file")) == [(0, 0)]
