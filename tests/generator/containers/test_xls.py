import datetime as dt
import io
import struct

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers import xls
from leakbench.generator.containers.sheets import ContainerError

from .round_trips import endures, read


def workbook(*sheets):
    """The bytes of a workbook of sheets, each a mapping from row and column to a value."""
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    moment = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    for number, cells in enumerate(sheets, 1):
        page = book.add_sheet(f"第{number}页")
        for (row, column), value in cells.items():
            style = {dt.date: day, dt.datetime: moment}.get(type(value))
            page.write(row, column, value, *([style] if style else []))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("张三", "张三"),
        (13800138000, "13800138000"),
        (1.5, "1.5"),
        (True, "TRUE"),
        (dt.date(2024, 3, 1), "2024-03-01"),
        (dt.datetime(2024, 3, 1, 9, 30), "2024-03-01 09:30:00"),  # noqa: DTZ001
    ],
)
def test_cells_read_as_in_other_workbooks(value, text):
    """Numbers without `.0`, dates as ISO writes them."""
    assert read("xls", workbook({(0, 0): value}))[0][1] == [[text]]


def test_sheets_are_in_order_and_cells_in_their_places():
    """Empty rows and columns before the first cell are there."""
    found = read("xls", workbook({(0, 0): "a"}, {(1, 2): "b"}, {}))
    assert [sheet.name for sheet, _ in found] == ["第1页", "第2页", "第3页"]
    assert [rows for _, rows in found] == [[["a"]], [["", "", ""], ["", "", "b"]], []]


def test_lying_corners_are_refused(monkeypatch):
    """A rectangle that only two cells make large is not asked of memory."""
    monkeypatch.setattr(xls, "_MOST_CELLS", 1_000)
    with pytest.raises(ContainerError, match="40 rows and 30 columns"):
        read("xls", workbook({(0, 0): "a"}, {(39, 29): "b"}))


def test_panics_of_the_reader_are_told(monkeypatch):
    """They are no errors to Python, but to whoever reads many files."""

    class Panic(BaseException):
        pass

    def panic(_):
        raise Panic("out of range")

    monkeypatch.setattr(xls.python_calamine.CalamineWorkbook, "from_filelike", panic, raising=False)
    with pytest.raises(ContainerError, match="out of range"):
        read("xls", SOUND)


def test_damaged_workbooks_are_told():
    """Cut at every eighth."""
    sound = workbook({(row, 0): f"行{row}" for row in range(300)})
    assert all(endures("xls", sound[: len(sound) * part // 8]) for part in range(8))


@pytest.mark.parametrize("dimensions", [(1 << 24, 1, 0, 2), (0, 1 << 31, 0, 2), (0, 1, 3, 2)])
def test_sheets_that_no_sheet_can_be_are_told(dimensions):
    """Calamine would take memory for as many cells as they say, and end the process without it."""
    record = struct.pack("<HH", 0x0200, 14)
    changed = bytearray(SOUND)
    struct.pack_into("<2L2H", changed, SOUND.index(record) + len(record), *dimensions)
    with pytest.raises(ContainerError, match="a sheet of rows"):
        read("xls", bytes(changed))


@given(st.data())
def test_changed_workbooks_are_told(data):
    """Whatever is changed, a line says so."""
    sound = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 4))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    assert endures("xls", bytes(sound))


SOUND = workbook({(0, 0): "张三", (0, 1): 1}, {(2, 2): "x"})
