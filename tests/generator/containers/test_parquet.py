import datetime as dt
import decimal
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.sheets import ContainerError

from .round_trips import endures, grids, read, sheet_of, written


def parquet_of(table):
    """The bytes of a table."""
    file = io.BytesIO()
    pq.write_table(table, file)
    return file.getvalue()


@given(grids())
def test_cells_come_back(rows):
    """Every string comes back, and so do names."""
    names = tuple(f"列{place}" for place in range(len(rows[0])))
    [(sheet, found)] = read("parquet", written("parquet", [sheet_of(rows, names=names)]))
    assert found == rows
    assert sheet.names == names


def test_it_says_synthetic():
    """The metadata say what it is."""
    data = written("parquet", [sheet_of([["a"]], names=("x",))])
    assert pq.read_schema(io.BytesIO(data)).metadata[b"synthetic"] == b"true"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2**63 - 1, "9223372036854775807"),
        (13800138000.0, "13800138000"),
        (1e20, "100000000000000000000"),
        (0.1, "0.1"),
        (None, ""),
        (True, "true"),
        (dt.date(2024, 3, 1), "2024-03-01"),
        (dt.datetime(2024, 3, 1, 9, 30), "2024-03-01 09:30:00.000000"),  # noqa: DTZ001
        (decimal.Decimal("1.10"), "1.10"),
        (["张三", "李四"], '["张三", "李四"]'),
        ({"电话": "138"}, '{"电话": "138"}'),
        (b"\xe5\xbc\xa0", "张"),
    ],
)
def test_values_are_written_out(value, text):
    """Identifiers keep every digit, what is nested is JSON, what is missing is empty."""
    [(sheet, rows)] = read("parquet", parquet_of(pa.table({"x": [value]})))
    assert rows == [[text]]
    assert not sheet.problems


def test_dictionaries_are_text():
    """Encoded columns are read like others."""
    column = pa.array(["甲", None, "甲"]).dictionary_encode()
    assert read("parquet", parquet_of(pa.table({"x": column})))[0][1] == [["甲"], [""], ["甲"]]


def test_bytes_that_are_no_text_are_counted():
    """They become U+FFFD, and sound cells beside them stay."""
    raw = pa.array([b"\xff\xfe", "好".encode(), None], pa.binary())
    column = pa.StringArray.from_buffers(3, *raw.buffers()[1:], raw.buffers()[0], null_count=1)
    [(sheet, rows)] = read("parquet", parquet_of(pa.table({"x": column})))
    assert rows == [["\ufffd\ufffd"], ["好"], [""]]
    assert [(one.what, one.count) for one in sheet.problems] == [("cells that are no UTF-8", 1)]


def test_one_sheet_is_held():
    """A second one is refused."""
    with pytest.raises(ContainerError, match="one sheet"):
        written("parquet", [sheet_of([["a"]]), sheet_of([["b"]])])


@given(st.data())
def test_broken_files_are_told(data):
    """Whatever is changed or cut, a line says so."""
    sound = bytearray(written("parquet", [sheet_of([["张三", "1"], ["李四", "2"]])]))
    sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    assert endures("parquet", bytes(sound[: data.draw(st.integers(0, len(sound)))]))
