"""Dumps written in the manner of MySQL: a table created, then rows in INSERTs of a batch each."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.containers.column_names import distinct_names
from leakbench.generator.containers.delimited_writing import NO_TEXT, exchanged, write_lines
from leakbench.generator.containers.formats import Style
from leakbench.generator.containers.sheets import ContainerError, Sheet, grid

_TITLE: Final = """-- MySQL dump
-- Synthetic data made by leakbench: nobody in it is real. 合成数据，并非真人信息。
""".encode()
_ESCAPES: Final = (("\\", "\\\\"), ("'", "''"), ("\n", "\\n"), ("\r", "\\r"))
_UNNAMED: Final = "data"


def write(sheets: Iterable[Sheet], file: BinaryIO, style: Style, /) -> None:
    """Write a table for each sheet, whose columns are text; without names they are numbered.

    Raises:
        ContainerError: A cell or a name is not fitted.
    """
    write_lines(_statements(sheets), file, style.encoding)


def fit(cells: Sheet, style: Style, /) -> Sheet:  # noqa: ARG001 - all encodings hold the same
    """Exchange U+0000; make names distinct, without backquotes."""
    batches = (
        grid(exchanged(column, NO_TEXT) for column in batch.columns) for batch in cells.batches
    )
    names = None if cells.names is None else distinct_names([*map(_plain, cells.names)])
    return replace(cells, name=_plain(cells.name) or _UNNAMED, names=names, batches=batches)


def _plain(name: str) -> str:
    return name.replace("`", "'").replace("\0", " ").strip()[:200]


def _statements(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    yield _TITLE
    for sheet in sheets:
        table, listed = f"`{sheet.name or _UNNAMED}`", ""
        for batch in sheet.batches:
            if not listed:
                listed = _listed(sheet, batch.num_columns)
                columns = listed.replace("`, ", "` text, ")
                yield f"\nCREATE TABLE {table} ({columns} text);\n".encode()
            if batch.num_rows:
                yield f"INSERT INTO {table} ({listed}) VALUES\n".encode()
                yield _values(batch)


def _listed(sheet: Sheet, width: int) -> str:
    names = sheet.names or distinct_names([""] * width)
    for name in (*names, sheet.name):
        if _plain(name) != name:
            raise ContainerError(f"name {name!r}", "a dump cannot hold it: see `fit`")
    return ", ".join(f"`{name}`" for name in names)


def _values(batch: pa.RecordBatch) -> bytes:
    if any(pc.any(pc.match_substring(column, "\0")).as_py() for column in batch.columns):
        raise ContainerError("a cell", "it holds U+0000, which a dump cannot: see `fit`")
    columns = [exchanged(column, _ESCAPES) for column in batch.columns]
    rows = pc.binary_join_element_wise("('", pc.binary_join_element_wise(*columns, "','"), "')", "")
    listed = pa.ListArray.from_arrays(pa.array([0, len(rows)], pa.int32()), rows)
    return pc.binary_join(listed, ",\n")[0].as_py().encode() + b";\n"
