"""Batches of strings of whatever Arrow type, as batches of the one type that detectors read.

Arrow has several types of strings: with offsets of 32 bits (``string``) or of 64 (``large_string``,
which pandas makes), views (``string_view``, which polars makes), and each behind a dictionary.
Whoever reads one as another reads what is not there, so all become ``string`` where a detector is
asked, or are refused.
"""

import re
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.engine.buffers import strings
from leakbench.generator.errors import LeakbenchError

STRING: Final = pa.string()
_STRINGS: Final = (STRING, pa.large_string(), pa.string_view(), pa.null())
_NO_UTF8: Final = re.compile(r"Invalid UTF8 sequence at string index (\d+)")  # as Arrow says it
_MOST: Final = "at most 2 GiB of text stand in a column: cut the batch into smaller ones"


class StringsError(LeakbenchError, ValueError):
    """What a detector was given are no strings that it can read.

    Attributes:
        column: The column's name; None if the whole is no batch.
        reason: What is wrong with it.
    """

    def __init__(self, column: str | None, reason: str) -> None:
        self.column = column
        self.reason = reason
        super().__init__(reason if column is None else f"column {column!r}: {reason}")


def plain_strings(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with all columns of type ``string``; the same batch if they are.

    Args:
        batch: Columns of any type of strings, sliced or not, dictionaries of such, or only nulls.

    Raises:
        StringsError: Something is no batch, a column is of another type, is no sound Arrow, or has
            more text than ``string`` can hold; the message names the column.
    """
    if not isinstance(batch, pa.RecordBatch):
        raise StringsError(None, f"a batch is a pyarrow RecordBatch, not {type(batch).__name__}")
    if all(kind == STRING for kind in batch.schema.types):
        return batch
    names = batch.schema.names
    columns = [_column(column, name) for column, name in zip(batch.columns, names, strict=True)]
    return pa.RecordBatch.from_arrays(columns, names)


def cells_of(batch: pa.RecordBatch) -> list[list[str | None]]:
    """The cells of each column of a batch as Python strings; None for a null.

    Raises:
        StringsError: As of ``plain_strings``, and of bytes that are no UTF-8.
    """
    plain = plain_strings(batch)
    check_strings(plain)  # Arrow itself reads beyond its memory where offsets say so
    return [column.to_pylist() for column in plain.columns]


def without_nulls(column: pa.StringArray) -> pa.StringArray:
    """A column of type ``string`` with empty strings in place of nulls."""
    if not column.null_count:
        return column
    return pc.coalesce(column, strings(np.zeros(len(column) + 1, np.int32), np.empty(0, np.uint8)))


def check_strings(batch: pa.RecordBatch) -> None:
    """Look through all strings of a batch.

    Raises:
        StringsError: A column is no sound Arrow or no UTF-8.
    """
    for column, name in zip(batch.columns, batch.schema.names, strict=True):
        check_column(column, name)


def check_column(column: pa.Array, name: str) -> None:
    """Look through a column.

    Raises:
        StringsError: It is no sound Arrow or no UTF-8.
    """
    try:
        column.validate(full=True)
    except pa.ArrowInvalid as error:
        reason = str(error).partition("\n")[0]
        broken = _NO_UTF8.fullmatch(reason)
        if broken is not None:
            raise StringsError(name, f"row {broken[1]}: its bytes are no UTF-8") from None
        raise StringsError(name, f"it is no sound Arrow: {reason}") from None


def _column(column: pa.Array, name: str) -> pa.Array:
    """A column of any type of strings as ``string``."""
    kind = column.type
    encoded = pa.types.is_dictionary(kind)
    if kind == STRING:
        return column
    if (kind.value_type if encoded else kind) not in _STRINGS:
        raise StringsError(name, f"{kind} is no type of strings")
    check_column(column, name)
    try:
        if encoded:
            # Values first: views cannot be looked up by index.
            values = _column(column.dictionary, name)
            return pa.DictionaryArray.from_arrays(column.indices, values).dictionary_decode()
        return _rebased(column).cast(STRING)
    except (pa.ArrowInvalid, pa.ArrowCapacityError) as error:
        raise StringsError(name, f"{_MOST} ({str(error).partition(chr(10))[0]})") from None


def _rebased(column: pa.Array) -> pa.Array:
    """The same strings; a slice that may begin far inside of a large column is copied."""
    if column.type == pa.large_string() and column.offset:
        return pa.concat_arrays([column.slice(0, 0), column])
    return column
