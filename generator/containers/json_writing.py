"""Rows written as objects of JSON, of strings under the names of their columns."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.containers.column_names import distinct_names
from leakbench.generator.containers.delimited_writing import NO_TEXT, exchanged
from leakbench.generator.containers.formats import Style
from leakbench.generator.containers.sheets import ContainerError, Sheet, grid

_ESCAPES: Final = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))
_CONTROLS: Final = tuple(
    (chr(code), f"\\u{code:04x}") for code in range(32) if chr(code) not in "\n\r\t"
)


def fit(cells: Sheet, style: Style, /) -> Sheet:  # noqa: ARG001 - all encodings hold the same
    """Exchange U+0000, and make names distinct."""
    batches = (
        grid(exchanged(column, NO_TEXT) for column in batch.columns) for batch in cells.batches
    )
    names = None if cells.names is None else distinct_names(cells.names)
    return replace(cells, names=names, batches=batches)


def objects(sheet: Sheet, between: str) -> Iterator[bytes]:
    """The rows of each batch as objects.

    Args:
        sheet: What is written.
        between: What stands between two objects.

    Raises:
        ContainerError: The names of its columns are not distinct.
    """
    for batch in sheet.batches:
        names = sheet.names or distinct_names([""] * batch.num_columns)
        if len(set(names)) < len(names):
            raise ContainerError("names of columns", "two are alike: see `fit`")
        if batch.num_rows:
            yield _batch(batch, names, between)


def _batch(batch: pa.RecordBatch, names: tuple[str, ...], between: str) -> bytes:
    parts: list[pa.Array | str] = []
    for number, (name, column) in enumerate(zip(names, batch.columns, strict=True)):
        key = json.dumps(name, ensure_ascii=False)
        parts += [f'{", " if number else "{"}{key}: "', _escaped(column)]
        parts += ['"'] if number < len(names) - 1 else ['"}']
    rows = pc.binary_join_element_wise(*parts, "")
    listed = pa.ListArray.from_arrays(pa.array([0, len(rows)], pa.int32()), rows)
    return pc.binary_join(listed, between)[0].as_py().encode()


def _escaped(column: pa.Array) -> pa.Array:
    column = exchanged(column, _ESCAPES)
    if pc.any(pc.match_substring_regex(column, r"[\x00-\x1f]")).as_py():
        column = exchanged(column, _CONTROLS)
    return column
