import pytest

from .packages import workbook_of
from .round_trips import read


def rows_of(sheet, **parts):
    """The rows of a sheet, and what was noted."""
    [(found, rows)] = read("xlsx", workbook_of(sheet, **parts))
    return rows, [(one.what, one.count) for one in found.problems]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1"><v>13800138000</v></c>', "13800138000"),
        ('<c r="A1" t="n"><v>1.5</v></c>', "1.5"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1" t="str"><f>A2</f><v>张三</v></c>', "张三"),
        ('<c r="A1" t="d"><v>2024-03-01T09:30:00</v></c>', "2024-03-01 09:30:00"),
        ('<c r="A1" t="inlineStr"><is><r><t>张</t></r><r><t> 三</t></r></is></c>', "张 三"),
        ('<c r="A1" t="inlineStr"><is><t>张</t><rPh><t>zhang</t></rPh></is></c>', "张"),
        ("<c><v>7</v></c>", "7"),
        ("<x:c xmlns:x='x' r='A1'><x:v>7</x:v></x:c>", "7"),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', "2"),
    ],
)
def test_cells_read_as_they_are_shown(cell, text):
    """Of every kind there is; of a formula, the value that was stored."""
    assert rows_of(f'<row r="1">{cell}</row>') == ([[text]], [])


def test_dates_are_known_by_their_format():
    """The number of the format stands in the cell, what it shows in another part."""
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="200" formatCode="yyyy/m/d"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/></cellXfs></styleSheet>'
    )
    cells = "".join(f'<c r="{one}1" s="{n}"><v>45352</v></c>' for n, one in enumerate("ABC"))
    rows, _ = rows_of(f"<row>{cells}</row>", styles=styles)
    assert rows == [["45352", "2024-03-01", "2024-03-01"]]


def test_shared_strings_are_texts():
    """Runs are one text, pronunciation is none; a number beyond them is noted."""
    shared = (
        "<sst><si><t>甲</t></si><si><r><t>乙</t></r><r><t>丙</t></r><rPh><t>x</t></rPh></si></sst>"
    )
    cells = "".join(f'<c r="{one}1" t="s"><v>{n}</v></c>' for n, one in enumerate("ABC"))
    rows, noted = rows_of(f"<row>{cells}</row>", sharedStrings=shared)
    assert rows == [["甲", "乙丙", ""]]
    assert noted == [("cells that refer to texts that are not there", 1)]


def test_formulas_without_a_value_are_noted():
    """Nobody has computed them, and neither do we."""
    rows, noted = rows_of('<row><c r="A1"><f>B1</f></c><c r="B1"><v>1</v></c></row>')
    assert rows == [["", "1"]]
    assert noted == [("formulas without a stored value", 1)]


def test_rows_that_are_left_out_are_empty():
    """So that the row's number stays the row's number."""
    assert rows_of('<row r="3"><c r="B3"><v>1</v></c></row>')[0] == [["", ""], ["", ""], ["", "1"]]


def test_a_lying_corner_costs_nothing():
    """Two cells a million rows and 16,384 columns apart are two rows."""
    last = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    sheet = '<row r="1"><c r="A1"><v>1</v></c></row>' + last
    rows, noted = rows_of(sheet)
    assert len(rows) == 2
    assert rows[0][0] == "1"
    assert rows[1][-1] == "2"
    assert noted == [("empty rows, left out", 1_048_574)]


def test_a_small_dimension_loses_nothing():
    """What a sheet says of its size is not asked."""
    data = workbook_of('<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row>')
    assert read("xlsx", data)[0][1] == [["1", "", "3"]]


def test_cells_that_do_not_say_where_they_stand_are_not_lost():
    """They stand in the last column, if no other cell says that there are more."""
    assert rows_of("<row><c><v>1</v></c><c><v>2</v></c></row>")[0] == [["1\t2"]]


def test_rows_out_of_order_are_noted():
    """They are rows nevertheless."""
    rows, noted = rows_of(
        '<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    )
    assert rows == [[""], ["2"], ["1"]]
    assert noted == [("rows out of order", 1)]
