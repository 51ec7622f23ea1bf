import io

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from leakbench.generator.containers.formats import Style, format_named
from leakbench.generator.containers.pdf import cell_offsets
from leakbench.generator.containers.sheets import ContainerError

from .round_trips import endures, grids, read, sheet_of, written


def fitted(rows):
    """The lines of these rows."""
    sheet = format_named("pdf").fit(sheet_of(rows), Style())
    assert sheet.kind == "text"
    return list(sheet.rows())


def lines_of(lines):
    """A text of these lines."""
    sheet = sheet_of(lines)
    sheet.kind = "text"
    return sheet


@given(grids())
def test_lines_come_back(rows):
    """Every character of what is fitted, in order, a line for each row."""
    lines = fitted([["姓"] * len(rows[0]), *rows])
    [(sheet, found)] = read("pdf", written("pdf", [lines_of(lines)]))
    assert found == lines
    assert sheet.kind == "text"


@given(grids())
def test_cells_are_found_in_their_lines(rows):
    """Where `cell_offsets` says, as long as they were, and those of letters as they were."""
    sheet = sheet_of(rows)
    offsets = [cell_offsets(batch) for batch in sheet.batches]
    places = [
        list(row)
        for batch in offsets
        for row in zip(*(one.to_pylist() for one in batch), strict=True)
    ]
    for row, [line], starts in zip(rows, fitted(rows), places, strict=True):
        if line:
            assert len(line) == starts[-1] + len(row[-1])
        for cell, start in zip(row, starts, strict=True):
            if cell.isalnum() and cell.isascii():
                assert line[start : start + len(cell)] == cell


@pytest.mark.slow
def test_every_chinese_character_comes_back():
    """Rare ones of names, beyond the first plane too, and full-width forms."""
    codes = [
        *range(0x4E00, 0xA000),
        *range(0x3400, 0x4DC0),
        *range(0x20000, 0x20400),
        *range(0xFF01, 0xFF5F),
    ]
    text = "".join(map(chr, codes))
    lines = [[text[start : start + 100]] for start in range(0, len(text), 100)]
    assert fitted(lines) == lines
    assert read("pdf", written("pdf", [lines_of(lines)]))[0][1] == lines


def test_long_lines_are_one_row():
    """Up to a length that PDFium cuts, which is refused."""
    lines = [["姓名" * 2_000], ["x-" * 4_000], ["末"]]
    assert read("pdf", written("pdf", [lines_of(lines)]))[0][1] == lines
    with pytest.raises(ContainerError, match="8,001 characters"):
        written("pdf", [lines_of([["x" * 8_001]])])


def test_empty_lines_stay():
    """So that a row's number is the row's number, over pages too."""
    lines = [["a"], [""], ["-"], *[[""]] * 100, ["b-"], [""]]
    assert read("pdf", written("pdf", [lines_of(lines)]))[0][1] == lines


def test_it_says_synthetic_and_is_the_same_each_time():
    """Its title says what it is."""
    data = written("pdf", [lines_of([["a"]])])
    with pypdfium2.PdfDocument(data) as document:
        assert "synthetic" in document.get_metadata_value("Title")
    assert data == written("pdf", [lines_of([["a"]])])


def test_tables_and_several_sheets_are_refused():
    """They would not come back as they are."""
    for sheets in ([sheet_of([["a"]])], [lines_of([["a"]]), lines_of([["b"]])]):
        with pytest.raises(ContainerError, match="holds one text"):
            written("pdf", sheets)


def test_pages_without_text_are_told():
    """A scan has pictures only."""
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.rect(10, 10, 50, 50)
    canvas.showPage()
    canvas.save()
    with pytest.raises(ContainerError, match="no text layer"):
        read("pdf", file.getvalue())


def test_encrypted_files_are_told():
    """By that word."""
    file = io.BytesIO()
    canvas = Canvas(file, encrypt="secret")
    canvas.drawString(10, 10, "x")
    canvas.save()
    with pytest.raises(ContainerError, match="encrypted"):
        read("pdf", file.getvalue())


@given(st.data())
def test_broken_files_are_told(data):
    """Whatever is changed or cut, a line says so."""
    sound = bytearray(SOUND)
    sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    assert endures("pdf", bytes(sound[: data.draw(st.integers(0, len(sound)))]))


SOUND = written("pdf", [lines_of([["张三 1"], ["李四 2"]])])
