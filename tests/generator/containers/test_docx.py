import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.formats import Style, format_named
from leakbench.generator.containers.sheets import ContainerError

from .round_trips import endures, grids, read, sheet_of, written


def fitted(rows):
    """The rows as they fit in."""
    return list(format_named("docx").fit(sheet_of(rows), Style()).rows())


@given(st.lists(grids(), min_size=1, max_size=3))
def test_tables_come_back(tables):
    """Cell for cell, after `fit`, which keeps every length."""
    fit_tables = [fitted(rows) for rows in tables]
    for rows, fit_rows in zip(tables, fit_tables, strict=True):
        assert [list(map(len, row)) for row in rows] == [list(map(len, row)) for row in fit_rows]
    found = read("docx", written("docx", [sheet_of(rows) for rows in fit_tables]))
    assert [rows for _, rows in found] == fit_tables


@given(grids(), grids())
def test_texts_come_back_between_tables(table, text):
    """Line for line, unless all of them are empty."""
    lines = [["x"], *([one] for one in fitted(text)[0])]
    sheet = sheet_of(lines)
    sheet.kind = "text"
    table = fitted(table)
    found = read("docx", written("docx", [sheet_of(table), sheet, sheet_of(table)]))
    assert [rows for _, rows in found] == [table, lines, table]
    assert [one.kind for one, _ in found] == ["table", "text", "table"]


def test_python_docx_reads_what_we_write():
    """The same cells, a title over all columns, and that it is synthetic."""
    rows = [["名单", ""], ["张三", "a\tb\nc"], ["", " <x> & "]]
    sheet = sheet_of(rows)
    sheet.title_rows = 1
    document = docx.Document(io.BytesIO(written("docx", [sheet])))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells == [["名单", "名单"], *rows[1:]]
    assert "synthetic" in document.core_properties.title


def test_what_python_docx_writes_is_read():
    """Paragraphs, tables and the header of the page."""
    document = docx.Document()
    document.add_paragraph("第一段").add_run("，同一段")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "张三", "一\n二"
    document.add_paragraph("末段")
    document.sections[0].header.paragraphs[0].text = "页眉"
    file = io.BytesIO()
    document.save(file)
    assert [rows for _, rows in read("docx", file.getvalue())] == [
        [["第一段，同一段"]],
        [["张三", ""], ["", "一\n二"]],
        [["末段"]],
        [["页眉"]],
    ]


def test_two_texts_are_refused():
    """They would be read as one."""
    sheets = [sheet_of([["a"]]), sheet_of([["b"]])]
    for sheet in sheets:
        sheet.kind = "text"
    with pytest.raises(ContainerError, match="joins"):
        written("docx", sheets)


def test_what_xml_cannot_hold_is_refused():
    """Where nobody has fitted it."""
    with pytest.raises(ContainerError, match="character"):
        written("docx", [sheet_of([["\x01"]])])


@given(st.data())
def test_broken_files_are_told(data):
    """Whatever is changed or cut, a line says so."""
    sound = bytearray(written("docx", [sheet_of([["张三", "1"], ["李四", "2"]])]))
    sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    assert endures("docx", bytes(sound[: data.draw(st.integers(0, len(sound)))]))
