import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.formats import Style
from leakbench.generator.containers.plain_text import fit
from leakbench.generator.containers.sheets import ContainerError

from .round_trips import endures, grids, read, sheet_of, written

HEAD = "姓名住址手机备注说明"
LINES = 20  # so many regular ones that some strange ones do not hide the delimiter


@given(
    grids(),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    st.sampled_from(["----", "\t", "|", ";", ",", "，"]),
)
def test_cells_come_back(rows, encoding, delimiter):
    """Whatever is fitted reads back cell for cell, in every encoding, with every delimiter."""
    style = Style(encoding, delimiter)
    rows = [*[[HEAD] * len(rows[0])] * LINES, *rows]
    fit_rows = list(fit(sheet_of(rows), style).rows())
    assert [list(map(len, row)) for row in fit_rows] == [list(map(len, row)) for row in rows]
    [(sheet, found)] = read("txt", written("txt", [sheet_of(fit_rows)], style))
    assert found == fit_rows
    assert not sheet.problems
    assert sheet.kind == ("table" if len(rows[0]) > 1 else "text")


@given(grids())
def test_joined_cells_come_back(rows):
    """With nothing between them, cells are joined to lines, and these come back."""
    fit_rows = list(fit(sheet_of(rows), Style(delimiter="")).rows())
    assert [len(row[0]) for row in fit_rows] == [len("".join(row)) for row in rows]
    [(sheet, found)] = read("txt", written("txt", [sheet_of(fit_rows)], Style(delimiter="")))
    assert found == fit_rows
    assert sheet.kind == "text"


def test_prose_keeps_its_commas():
    """Characters are exchanged only where they would be taken for a delimiter."""
    prose = [["今天下午，我们开会。"], ["好，几点，哪里？"], ["三点"]]
    assert list(fit(sheet_of(prose), Style(delimiter="")).rows()) == prose
    listed = [["张三，13800138000"]] * 5
    assert list(fit(sheet_of(listed), Style(delimiter="")).rows()) == [["张三、13800138000"]] * 5


def test_what_would_be_misread_is_refused():
    """A delimiter that nobody finds out, and one that so few lines cannot tell."""
    with pytest.raises(ContainerError, match="'::'"):
        written("txt", [sheet_of([["a", "b"]])], Style(delimiter="::"))
    with pytest.raises(ContainerError, match="between cells"):
        written("txt", [sheet_of([["a", "b"]])], Style(delimiter=","))


@given(st.binary(max_size=200))
def test_any_bytes_are_read(data):
    """No bytes are an error."""
    assert endures("txt", data)
