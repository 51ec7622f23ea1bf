import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.generator.containers import xlsx
from leakbench.generator.containers.sheets import ContainerError
from leakbench.generator.containers.xlsx import split

from .round_trips import endures, grids, read, sheet_of, written


def trimmed(rows):
    """Rows without empty ones and empty columns at the end, which no workbook stores."""
    width = max((place + 1 for row in rows for place, cell in enumerate(row) if cell), default=1)
    rows = [row[:width] for row in rows]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


@settings(max_examples=25)
@given(grids())
def test_cells_come_back(rows):
    """Every string comes back: control characters, formulas, numbers with zeros before them."""
    [(sheet, found)] = read("xlsx", written("xlsx", [sheet_of(rows, "名单")]))
    assert found == trimmed(rows)
    assert sheet.name == "名单"
    assert not sheet.problems


@settings(max_examples=25)
@given(
    st.lists(
        st.lists(st.from_regex(r"\A-?\d{1,20}(\.\d{1,6})?\Z"), min_size=2, max_size=2), min_size=1
    )
)
def test_numbers_come_back(rows):
    """Digit for digit, however they are stored."""
    assert read("xlsx", written("xlsx", [sheet_of(rows)]))[0][1] == rows


def xml(data, part="xl/worksheets/sheet1.xml"):
    """A part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part).decode()


def test_numbers_are_stored_as_numbers_and_nothing_as_a_formula():
    """A phone number is one, an identifier with 18 digits is text, `=1+1` is text."""
    data = written("xlsx", [sheet_of([["13800138000", "110101199003070000", "=1+1", "{=A1}"]])])
    assert "<v>13800138000</v>" in xml(data)
    assert "<v>110101199003070000</v>" not in xml(data)
    assert "<f" not in xml(data)


def test_sheets_are_in_order_with_distinct_names():
    """Names that Excel does not take are made such."""
    sheets = [sheet_of([[str(number)]], "客户/名单") for number in range(3)]
    found = read("xlsx", written("xlsx", sheets))
    assert [rows for _, rows in found] == [[["0"]], [["1"]], [["2"]]]
    assert len({sheet.name for sheet, _ in found}) == 3


def test_titles_are_merged_over_all_columns():
    """Their text is in the first cell, the others are empty."""
    rows = [["名单", "", ""], ["姓名", "电话", "住址"], ["张三", "1", "x"]]
    sheet = sheet_of(rows)
    sheet.title_rows = 1
    data = written("xlsx", [sheet])
    assert '<mergeCell ref="A1:C1"/>' in xml(data)
    assert read("xlsx", data)[0][1] == rows


def test_it_says_synthetic():
    """Its properties say what it is."""
    assert "synthetic" in xml(written("xlsx", [sheet_of([["a"]])]), "docProps/core.xml")


def test_long_cells_are_refused():
    """Excel holds 32,767 characters, and nobody cuts silently."""
    with pytest.raises(ContainerError, match=r"32,768 characters"):
        written("xlsx", [sheet_of([["字" * 32_768]])])
    assert len(read("xlsx", written("xlsx", [sheet_of([["字" * 32_767]])]))[0][1][0][0]) == 32_767


def test_too_many_rows_are_refused(monkeypatch):
    """A sheet never ends silently."""
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with pytest.raises(ContainerError, match="3 rows"):
        written("xlsx", [sheet_of([["x"]] * 4)])


def test_long_sheets_are_split():
    """Row r of the whole is row `r % most_rows` of sheet `r // most_rows`."""
    rows = [[str(number)] for number in range(11)]
    parts = [(part.name, list(part.rows())) for part in split(sheet_of(rows, "名单"), 4)]
    assert [name for name, _ in parts] == ["名单", "名单 (2)", "名单 (3)"]
    assert [found for _, found in parts] == [rows[:4], rows[4:8], rows[8:]]


def test_no_sheet_is_a_workbook_too():
    """A workbook without sheets opens nowhere, so there is an empty one."""
    assert [rows for _, rows in read("xlsx", written("xlsx", []))] == [[]]


@settings(max_examples=25)
@given(st.data())
def test_broken_files_are_told(data):
    """Whatever is changed, a line says so."""
    sound = bytearray(written("xlsx", [sheet_of([["张三", "1"], ["李四", "2"]])]))
    sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    assert endures("xlsx", bytes(sound))
