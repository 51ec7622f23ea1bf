import pytest

from .packages import document_of
from .round_trips import read


def sheets_of(body):
    """The rows of each sheet of a document."""
    return [rows for _, rows in read("docx", document_of(body))]


@pytest.mark.parametrize(
    ("body", "sheets"),
    [
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/></w:r></w:p>", [[["a\tb\n"]]]),
        ("<w:p><w:tabs><w:tab w:pos='9'/></w:tabs><w:r><w:t>a</w:t></w:r></w:p>", [[["a"]]]),
        ("<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>", []),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>1</w:t></w:r></w:p>", [[["1"]]]),
        ("<w:p><w:r><w:t>13</w:t><w:noBreakHyphen/><w:t>8</w:t></w:r></w:p>", [[["13-8"]]]),
        ("<w:p/><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p/>", [[[""], ["a"], [""]]]),
    ],
)
def test_paragraphs_are_what_is_shown(body, sheets):
    """Tabs and breaks are characters; what was deleted, fields and tab stops are none."""
    assert sheets_of(body) == sheets


def cell(text, properties=""):
    """A cell of one paragraph."""
    return f"<w:tc>{properties}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_wide_cells_are_followed_by_empty_ones():
    """So that what stands under one another is one column."""
    wide = cell("题", '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>')
    rows = f"<w:tr>{wide}{cell('c')}</w:tr><w:tr>{cell('1')}{cell('2')}{cell('3')}</w:tr>"
    assert sheets_of(f"<w:tbl>{rows}</w:tbl>") == [[["题", "", "c"], ["1", "2", "3"]]]


def test_tables_in_cells_are_text_of_these():
    """Nothing of them is lost."""
    inner = f"<w:tbl><w:tr>{cell('x')}{cell('y')}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc>{cell('z')}</w:tr></w:tbl>"
    assert sheets_of(outer) == [[["x\ny\n", "z"]]]


def test_drawings_are_read_once():
    """Their text, but not the copy for older programs."""
    box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
    drawing = f"<m:Choice>{box}</m:Choice><m:Fallback>{box}</m:Fallback>"
    body = f"<w:p><w:r>{drawing}</w:r></w:p>"
    assert sheets_of(body) == [[["框"], [""]]]
