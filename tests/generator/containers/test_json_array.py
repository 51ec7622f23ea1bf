import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers import encodings

from .round_trips import grids, read, sheet_of, written


def found(text):
    """The sheets of a document."""
    return [(sheet.name, sheet.names, rows) for sheet, rows in read("json", text.encode())]


@pytest.mark.parametrize("size", [20, 33, 1 << 20])
def test_arrays_are_tables_and_the_rest_lines(size, monkeypatch):
    """Also under keys and deep; in blocks of any size."""
    monkeypatch.setattr(encodings, "BLOCK_BYTES", size)
    text = '{"code": 0, "data": [{"a": 1}, {"a": "}]"}], "n": 5, "more": {"list": [{"z": 1}, [2]]}}'
    sheets = found(text)
    tables = [sheet for sheet in sheets if sheet[1]]
    assert tables == [
        ("data", ("a",), [["1"], ["}]"]]),
        ("list", ("z", "value1"), [["1", ""], ["", "2"]]),
    ]
    lines = [row[0] for _, names, rows in sheets if names is None for row in rows]
    assert {"code: 0", "n: 5"} <= set(lines)


def test_other_shapes_are_lines():
    """A configuration, a number, or no JSON at all."""
    assert found('{"x": {"y": "张三", "z": [1, "q"]}}') == [
        ("", None, [["x"], ["y: 张三"], ["z"], ["1"], ["q"]])
    ]
    assert found("hello") == [("", None, [["hello"]])]
    assert found("") == [("", None, [])]


def test_what_ends_nowhere_is_kept():
    """A document that is cut off."""
    [(sheet, rows)] = read("json", b'[{"a": 1}, {"a": ')
    assert rows == [["1", ""], ["", '{"a": ']]
    assert [one.what for one in sheet.problems] == ["values that end nowhere, kept as text"]


@given(st.lists(grids(), min_size=2, max_size=3))
def test_sheets_come_back(tables):
    """Several sheets stand under their names, those of one name and columns too."""
    names = [tuple("abcd"[: len(rows[0])]) for rows in tables]
    sheets = [sheet_of(rows, "名单", own) for rows, own in zip(tables, names, strict=True)]
    read_back = read("json", written("json", sheets))
    assert [rows for _, rows in read_back] == tables
    assert [(sheet.name, sheet.names) for sheet, _ in read_back] == [("名单", own) for own in names]
