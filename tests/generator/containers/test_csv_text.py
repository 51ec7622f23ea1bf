import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.formats import Style, format_named

from .round_trips import endures, grids, read, sheet_of, written

TABLES = pytest.mark.parametrize("name", ["csv", "tsv"])

# So much Chinese that no encoding is mistaken for another one.
HEAD = "姓名住址手机备注说明"


@TABLES
@given(grids(), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_cells_come_back(name, rows, encoding):
    """Whatever is fitted reads back cell for cell, in every encoding."""
    style = Style(encoding)
    rows = [[HEAD] * len(rows[0]), *rows]
    fit_rows = list(format_named(name).fit(sheet_of(rows), style).rows())
    assert [list(map(len, row)) for row in fit_rows] == [list(map(len, row)) for row in rows]
    [(sheet, found)] = read(name, written(name, [sheet_of(fit_rows)], style))
    assert found == fit_rows
    assert not sheet.problems


@TABLES
@given(grids())
def test_any_first_row_comes_back(name, rows):
    """The first row may look like anything."""
    fit_rows = list(format_named(name).fit(sheet_of(rows), Style()).rows())
    [(_, found)] = read(name, written(name, [sheet_of(fit_rows)]))
    assert found == fit_rows


@TABLES
@given(st.binary(max_size=200))
def test_any_bytes_are_read(name, data):
    """No bytes are an error."""
    assert endures(name, data)
