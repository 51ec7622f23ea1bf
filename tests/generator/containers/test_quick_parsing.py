"""The kernel and the parser read the same: the parser alone is the oracle."""

import io
from unittest.mock import patch

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.generator.containers import office_package, quick_parsing, stored_cells
from leakbench.generator.containers.limits import DEFAULT
from leakbench.generator.containers.office_package import Package
from leakbench.generator.containers.sheet_rows import SheetRows
from leakbench.generator.containers.sheet_width import width_of
from leakbench.generator.containers.sheet_xml import sheet_batches
from leakbench.generator.containers.sheets import BATCH_ROWS, ContainerError
from leakbench.generator.containers.workbook_parts import workbook

from .packages import with_part, workbook_of

PART = "xl/worksheets/sheet1.xml"
STYLES = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
SHARED = "<sst><si><t>甲</t></si><si><t></t></si><si><t>乙&amp;</t></si></sst>"

BOOK = workbook_of("", styles=STYLES, sharedStrings=SHARED)

# Texts that cells are stored as, soundly or not.
TEXTS = """7 007 1.50 3.14 -5 -0 00.5 1E3 45352.5 0.30000000000000004 1234567890123456 1 2 9
_x000D_ _xD83D__xDE00_ _xD83D_
&amp; &lt;a&gt; &quot; &apos; &#10; ]]&gt; ]] ]]> _ & &nbsp; TRUE #N/A
2024-03-01T09:30:00 张三 𬱖 \ufffe"""
PIECES = st.sampled_from([*TEXTS.split(), "", " ", "\r\n", "\r", "\t", "\x01", "\ud7ff"])
STORED = st.lists(PIECES, max_size=2).map("".join)
NAMES = st.sampled_from(["A1", "B1", "C1", "D1", "AB12", "b2", "$A$1", "AAAA1", "1", "A", "XFD1"])
KINDS = st.sampled_from(["", "n", "s", "b", "d", "str", "inlineStr", "e", "zz"])
CONTENTS = st.one_of(
    STORED.map(lambda text: f"<v>{text}</v>"),
    STORED.map(lambda text: f"<f>{text}</f>"),
    STORED.map(lambda text: f'<is><t xml:space="preserve">{text}</t></is>'),
    st.sampled_from(["<v/>", "<f/>", "<is/>", "<is></is>", "<is> <t>a</t>\n</is>", "\n"]),
    st.sampled_from(
        [
            "<is><r><rPr/><t>张</t></r><r><t>三</t></r></is>",
            "<is><t>张</t><rPh><t>zhang</t></rPh></is>",
            "<v><![CDATA[</row>]]></v>",
            "<!-- </row> -->",
            "<x:v>1</x:v>",
            "<v >1</v >",
            "x",
        ]
    ),
)
BETWEEN = st.sampled_from(
    [
        "",
        "\n",
        "<row/>",
        "<row r='9'/>",
        "<!-- <row><c><v>1</v></c></row> -->",
        "<![CDATA[</row>]]>",
        "<?x </row>?>",
        "<v><row></row>",
        "stray",
    ]
)
BEFORE = st.sampled_from(
    [
        "",
        "\ufeff",
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n',
        '<?xml version="1.0" encoding="ISO-8859-1"?>',
    ]
)


@st.composite
def cells(draw):
    """A cell as somebody may have written it."""
    attributes = {}
    if draw(st.integers(0, 3)):
        attributes["r"] = draw(NAMES)
    if kind := draw(KINDS):
        attributes["t"] = kind
    if style := draw(st.sampled_from(["", "0", "1", "01", "x"])):
        attributes["s"] = style
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    contents = "".join(draw(st.lists(CONTENTS, max_size=2)))
    return f"<c{written}>{contents}</c>" if contents else f"<c{written}/>"


@st.composite
def plain_rows(draw):
    """A row as Office programs write them."""
    number = draw(st.integers(1, 30))
    written = []
    for letter in draw(st.lists(st.sampled_from("ABCDEF"), unique=True).map(sorted)):
        body = draw(
            st.sampled_from(
                [
                    ' t="s"><v>2</v>',
                    ' t="s"><v>7</v>',
                    ' s="1"><v>45352.25</v>',
                    "><v>13800138000</v>",
                    '><f t="shared" si="0">A1&amp;B1</f>',
                    ' t="str"><f>A1</f><v>_x000D_&lt;</v>',
                    ' t="inlineStr"><is><t xml:space="preserve"> 张三\r\n</t></is>',
                ]
            )
        )
        written.append(f'<c r="{letter}{number}"{body}</c>')
    spans = draw(st.sampled_from(["", ' spans="1:3"', ' ht="2" x14ac:dyDescent="0.25" ']))
    return f'<row r="{number}"{spans}>{"".join(written)}</row>'


@st.composite
def sheets(draw):
    """The bytes of a sheet, most of it plain, sometimes with a byte that is wrong."""
    strange = st.lists(cells(), max_size=4).map(lambda row: f"<row>{''.join(row)}</row>")
    rows = draw(st.lists(st.one_of(*[plain_rows()] * 6, strange, BETWEEN), max_size=8))
    before = draw(BEFORE)
    text = f"{before}<worksheet><sheetData>{''.join(rows)}</sheetData><x/></worksheet>"
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    if not draw(st.integers(0, 3)):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.sampled_from(b'<>/&"\0\xff\xe5 rc1]'))
    return bytes(data)


def outcome(batches, problems):
    """What is read, why it ended, and what was noted."""
    rows, error = [], None
    try:
        for batch in batches:
            batch.validate(full=True)
            rows += [list(row.values()) for row in batch.to_pylist()]
    except ContainerError as found:
        error = str(found)
    return rows, error, problems


def by_parser(book, part, problems):
    """The rows of a sheet by the parser alone."""
    width = min(width_of(book.package.chunks(part)), DEFAULT.columns)
    rows = SheetRows(book, width, problems)
    try:
        for _ in book.package.parse(part, (rows.start, rows.end, rows.text)):
            yield from rows.batches(rest=False)
    except ContainerError:
        yield from rows.batches(rest=True)
        raise
    yield from rows.batches(rest=True)


def reading(data, way):
    """The first sheet of a workbook in batches, and what will be noted of it."""
    problems = []
    return way(workbook(Package(io.BytesIO(data), "file")), PART, problems), problems


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(sheets(), st.sampled_from([3, 40, 1_000]), st.sampled_from([20, 300, 9_000]))
def test_what_the_kernel_reads_the_parser_reads(sheet, chunk, block):
    """Cells, notes and complaints, wherever the bytes are cut."""
    data = with_part(BOOK, PART, sheet)
    with (
        patch.object(office_package, "CHUNK", 4 * chunk),
        patch.object(quick_parsing, "BLOCK_BYTES", block),
    ):
        assert outcome(*reading(data, sheet_batches)) == outcome(*reading(data, by_parser))


def written_by_xlsxwriter(rows, options):
    """The bytes of a workbook, row after row, with a date and a number that is no integer."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet()
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
            page.write_number(number, 5, 45_352 + number / 8, date)
            page.write_number(number, 6, number / 7)
            page.write_boolean(number, 7, number % 2)
            page.write_formula(number, 8, "=A1&B1", None, "<a>")
    return file.getvalue()


def written_by_rust(rows, _):
    """The bytes of a workbook of another writer."""
    writer = pytest.importorskip("rustpy_xlsxwriter")
    file = io.BytesIO()
    records = [dict(zip("ABC", row, strict=True)) for row in rows]
    writer.FastExcel(file).sheet("名单", records).save()
    return file.getvalue()


@pytest.mark.parametrize(
    ("write", "options"),
    [
        (written_by_xlsxwriter, {"constant_memory": True}),
        (written_by_xlsxwriter, {}),
        (written_by_rust, None),
    ],
)
def test_rows_of_writers_are_plain(write, options):
    """The parser meets none of them, and would read them the same."""
    data = write([[f" 张{n}\n<&>", f"_x{n}_", f"0{n}"] for n in range(50)], options)
    met = []
    start = SheetRows.start

    def started(self, name, attributes):
        met.append(name)
        start(self, name, attributes)

    with patch.object(SheetRows, "start", started):
        quick = outcome(*reading(data, sheet_batches))
    assert "row" not in met
    assert quick == outcome(*reading(data, by_parser))
    assert len(quick[0]) >= 50


def test_a_strange_row_costs_a_block_and_no_more():
    """Behind it the kernel goes on."""
    plain = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 400))
    strange = "<row><c><is><r><t>a</t></r><r><t>b</t></r></is></c></row>"
    met = []
    end = SheetRows.end

    def ended(self, name):
        met.append(name)
        end(self, name)

    with (
        patch.object(office_package, "CHUNK", 1_000),
        patch.object(quick_parsing, "BLOCK_BYTES", 1_000),
        patch.object(SheetRows, "end", ended),
    ):
        rows = outcome(*reading(workbook_of(plain + strange + plain), sheet_batches))[0]
    assert rows[398:400] == [["399"], ["ab"]]
    assert len(rows) == 2 * 399 + 1
    assert 0 < met.count("row") < 60


@pytest.mark.parametrize("strange", ["", "<!-- -->"])
def test_empty_rows_come_in_batches(strange):
    """A few bytes that stand for thousands of rows never are in memory at once."""
    rows = "".join(f'<row r="{n * 4_000}"><c r="B1"><v>{n}</v></c></row>' for n in range(1, 6))
    batches, problems = reading(workbook_of(strange + rows), sheet_batches)
    sizes = [batch.num_rows for batch in batches]
    assert sum(sizes) == 20_000
    assert max(sizes) <= BATCH_ROWS
    assert not problems


def test_long_texts_come_in_small_batches(monkeypatch):
    """A few bytes that refer to a long text are a batch before they are many."""
    monkeypatch.setattr(stored_cells, "MOST_BYTES", 2_500)
    rows = '<row><c r="A1" t="s"><v>0</v></c></row>' * 7
    shared = f"<sst><si><t>{'x' * 1_000}</t></si></sst>"
    batches, _ = reading(workbook_of(rows, sharedStrings=shared), sheet_batches)
    assert [batch.num_rows for batch in batches] == [2, 2, 2, 1]
