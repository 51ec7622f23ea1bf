"""Parquet: any file read as text, column by column; strings are written."""

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from leakbench.generator.containers.cell_values import number_text
from leakbench.generator.containers.formats import Style
from leakbench.generator.containers.problem_counts import count_problem
from leakbench.generator.containers.sheets import (
    BATCH_ROWS,
    ContainerError,
    Problem,
    Sheet,
    grid,
)
from leakbench.generator.containers.unpacking import reason

_SYNTHETIC = {"synthetic": "true", "generator": "leakbench", "comment": "nobody real"}


def read(file: BinaryIO, where: str) -> Iterator[Sheet]:
    """The one table of a Parquet file; see ``formats.Reads``.

    Numbers and dates are written out, what is nested is JSON, and what is missing is empty.
    """
    try:
        table = pq.ParquetFile(file, pre_buffer=False)
        names = tuple(table.schema_arrow.names)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ContainerError(where, f"damaged or cut off: {reason(error)}") from error
    problems: list[Problem] = []
    yield Sheet("", _batches(table, where, problems), names=names, problems=problems)


def _batches(
    table: pq.ParquetFile, where: str, problems: list[Problem]
) -> Iterator[pa.RecordBatch]:
    try:
        for batch in table.iter_batches(BATCH_ROWS, use_threads=False):
            yield grid(_text(column, problems) for column in batch.columns)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ContainerError(where, f"the rest is damaged: {reason(error)}") from error


def _text(column: pa.Array, problems: list[Problem]) -> pa.Array:
    """A column as strings without nulls."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_binary(kind):
        column = _valid(column, problems)
    elif pa.types.is_floating(kind):
        column = _numbers(column)
    elif pa.types.is_nested(kind) or isinstance(kind, pa.BaseExtensionType):
        column = pa.array([_json(one) for one in column.to_pylist()], pa.string())
    else:
        try:
            column = column.cast(pa.string())
        except pa.ArrowException:
            column = _valid(_written(column), problems)
    return column.cast(pa.string()).fill_null("")


def _valid(column: pa.Array, problems: list[Problem]) -> pa.Array:
    """Strings, with U+FFFD for bytes that are no UTF-8."""
    raw = column.cast(pa.large_binary())
    try:
        return raw.cast(pa.string())
    except pa.ArrowException:
        values = raw.to_pylist()
    texts = [None if one is None else one.decode("utf-8", "replace") for one in values]
    broken = sum(
        text is not None and "\ufffd" in text and text.encode() != value
        for text, value in zip(texts, values, strict=True)
    )
    count_problem(problems, Problem("cells that are no UTF-8", broken))
    return pa.array(texts, pa.string())


def _numbers(column: pa.Array) -> pa.Array:
    """Numbers that are not whole, or stored so: without exponent, all their digits."""
    values = column.cast(pa.float64()).to_pylist()
    return pa.array(map(_number, values), pa.string())


def _number(value: float | None) -> str | None:
    return None if value is None else number_text(repr(value))


def _written(column: pa.Array) -> pa.Array:
    return pa.array([None if one is None else str(one) for one in column.to_pylist()], pa.string())


def _json(value: object) -> str | None:
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def write(sheets: Iterable[Sheet], file: BinaryIO, style: Style) -> None:  # noqa: ARG001
    """Write the one sheet as strings; see ``formats.Writes``.

    Without names of its own, its columns are called by their numbers from 1 on.

    Raises:
        ContainerError: There are several sheets.
    """
    writer: pq.ParquetWriter | None = None
    for number, sheet in enumerate(sheets):
        if number:
            raise ContainerError(sheet.name, "Parquet holds one sheet")
        for batch in sheet.batches:
            if writer is None:
                names = sheet.names or [str(place + 1) for place in range(batch.num_columns)]
                schema = pa.schema([(name, pa.string()) for name in names], _SYNTHETIC)
                writer = pq.ParquetWriter(file, schema, compression="zstd")
            writer.write_batch(pa.RecordBatch.from_arrays(batch.columns, schema=writer.schema))
        if writer is None:
            schema = pa.schema([(name, pa.string()) for name in sheet.names or ()], _SYNTHETIC)
            writer = pq.ParquetWriter(file, schema)
    if writer is not None:
        writer.close()


def fit(cells: Sheet, style: Style) -> Sheet:  # noqa: ARG001
    """The sheet as it is: Parquet holds every string."""
    return cells
