import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.formats import Style
from leakbench.generator.containers.sheets import ContainerError
from leakbench.generator.containers.sql_writing import fit

from .round_trips import grids, read, sheet_of, written


@given(
    st.lists(grids(), min_size=1, max_size=3),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_tables_come_back(tables, encoding):
    """Cells, names and tables are what they were, in every encoding, also tables of one name."""
    style = Style(encoding)
    names = ["姓名", "电话(必填)", "a,b", "备注"]
    given_names = [tuple(names[: len(rows[0])]) for rows in tables]
    sheets = [
        fit(sheet_of(rows, "名单", own), style)
        for rows, own in zip(tables, given_names, strict=True)
    ]
    expected = [list(sheet.rows()) for sheet in sheets]
    again = [sheet_of(rows, "名单", own) for rows, own in zip(expected, given_names, strict=True)]
    data = written("sql", again, style)
    assert "合成" in data.decode(encoding)
    found = read("sql", data)
    assert [rows for _, rows in found] == expected
    assert [sheet.names for sheet, _ in found] == given_names
    assert {sheet.name for sheet, _ in found} == {"名单"}
    assert not any(sheet.problems for sheet, _ in found)


def test_what_cannot_be_held_is_refused():
    """Names with backquotes, U+0000."""
    with pytest.raises(ContainerError, match="name"):
        written("sql", [sheet_of([["a"]], names=("`",))])
    with pytest.raises(ContainerError, match="cell"):
        written("sql", [sheet_of([["a\0"]])])
