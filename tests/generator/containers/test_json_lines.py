import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.formats import Style, format_named

from .round_trips import CELLS, endures, grids, read, sheet_of, written

NAMES = ("姓名", "a.b", 'c"', "…")
JSON = pytest.mark.parametrize("name", ["jsonl", "json", "vcf"])


@JSON
@given(grids(), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_cells_come_back(name, rows, encoding):
    """Cells and names are what they were, in every encoding."""
    style = Style(encoding)
    fitted = format_named(name).fit(sheet_of(rows, names=NAMES[: len(rows[0])]), style)
    expected = list(fitted.rows())
    assert [list(map(len, row)) for row in expected] == [list(map(len, row)) for row in rows]
    [(sheet, found)] = read(name, written(name, [sheet_of(expected, names=fitted.names)], style))
    assert found == expected
    assert sheet.names == fitted.names == NAMES[: len(rows[0])]
    assert not sheet.problems


@JSON
@given(
    st.one_of(st.binary(max_size=99), st.lists(CELLS).map(lambda cells: "".join(cells).encode()))
)
def test_any_bytes_are_read(name, data):
    """No bytes are an error, nor within a value or a card."""
    for begin in (
        b"",
        b'[{"a":',
        b'{"a":[',
        b"BEGIN:VCARD\n",
        b"BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:",
    ):
        assert endures(name, begin + data)


def test_a_broken_line_is_one_problem():
    """It is kept as text, and the others go on."""
    data = b'{"a": 1}\n\n{"a": 2,}\n{"a": 3}\n' + b"[" * 9_999 + b"\n"
    [(sheet, rows)] = read("jsonl", data)
    assert sheet.names == ("a", "unread")
    assert rows == [["1", ""], ["", '{"a": 2,}'], ["3", ""], ["", "[" * 9_999]]
    assert [one.count for one in sheet.problems] == [2]


def test_names_of_what_has_none_are_numbers():
    """A sheet without names is written with numbered columns."""
    [(sheet, rows)] = read("jsonl", written("jsonl", [sheet_of([["a", "b"]])]))
    assert (sheet.names, rows) == (("列1", "列2"), [["a", "b"]])
