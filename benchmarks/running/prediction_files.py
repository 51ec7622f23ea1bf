"""Files of predictions: Parquet with the columns of ``SPANS``, or the same as JSON lines.

A line is a span, ``{"row", "start", "end", "label"}`` with ``column`` (0) and ``score`` (1) where
these are known, or a record, ``{"spans": [[start, end, label], …]}`` or ``[…, label, score]``: the
first line is row 0, unless it says ``row``.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from leakbench.benchmarks.store.stored_predictions import about_predictions
from leakbench.detectors.contract import LABEL_TYPE, SPANS
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.storage.file_systems import StorageError
from leakbench.generator.untrusted import UnreadableFileError, json_of, read_file, refuse_no_file

LINES: Final = ".jsonl"
_DEFAULTS: Final = {"column": 0, "score": 1.0}


class PredictionsError(LeakbenchError, ValueError):
    """A file of predictions cannot be read, or breaks the contract.

    Attributes:
        file: The file.
        span: Index of the first offending span, or None if no single one is.
        row: The row of the truth that this span claims, or None.
    """

    def __init__(
        self, file: Path, reason: str, span: int | None = None, row: int | None = None
    ) -> None:
        self.file = file
        self.span = span
        self.row = row
        where = "" if span is None else f", span {span}"
        where += "" if row is None else f", row {row}"
        super().__init__(f"{file}{where}: {reason}")


def is_predictions(path: Path) -> bool:
    """Whether a file is one of predictions, by its name."""
    return path.suffix in {".parquet", LINES}


def read_about(file: Path) -> dict[str, Any]:
    """Who predicted what, if the file says so.

    Raises:
        PredictionsError: It cannot be read.
    """
    if file.suffix == LINES:
        return {}
    try:
        refuse_no_file(file)
        return about_predictions(file)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _corrupt(file, error) from None


def read_predictions(file: Path) -> tuple[np.ndarray, pa.RecordBatch]:
    """Global rows as int64, and the other columns of ``SPANS``.

    Raises:
        PredictionsError: The file cannot be read, or a column is missing, wrong, or null somewhere.
    """
    table = _lines(file) if file.suffix == LINES else _parquet(file)
    columns = []
    for field in SPANS:
        if table.schema.names.count(field.name) != 1:
            raise PredictionsError(file, f"not one column named {field.name!r}")
        kind = pa.int64() if field.name == "row" else field.type
        column = table.column(field.name).combine_chunks()
        try:
            columns.append(_typed(column, kind))
        except pa.ArrowException:
            raise PredictionsError(
                file, f"column {field.name!r} is {column.type}, not {field.type}"
            ) from None
        if column.null_count:
            at = int(column.is_null().to_numpy(zero_copy_only=False).argmax())
            raise PredictionsError(file, f"column {field.name!r} is null", at)
    rest = pa.RecordBatch.from_arrays(columns[1:], names=SPANS.names[1:])
    return columns[0].to_numpy(), rest


def _parquet(file: Path) -> pa.Table:
    try:
        refuse_no_file(file)
        with file.open("rb") as stream:
            table = pq.read_table(stream)
        table.schema.names  # noqa: B018 - a name that is no UTF-8 is found when it is read
        table.validate(full=True)
    except StorageError:
        raise
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _corrupt(file, error) from None
    return table


def _corrupt(file: Path, error: Exception) -> PredictionsError:
    if isinstance(error, UnreadableFileError):
        return PredictionsError(file, error.reason)
    first = str(error).strip().partition("\n")[0]
    return PredictionsError(file, f"truncated or corrupt Parquet: {first}")


def _lines(file: Path) -> pa.Table:
    try:
        text = read_file(file).decode("utf-8-sig")
    except OSError as error:
        raise PredictionsError(file, error.strerror or "cannot be read") from None
    except UnicodeDecodeError as error:
        raise PredictionsError(file, f"not UTF-8 at byte {error.start}") from None
    records = 0
    spans: list[dict[str, Any]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                spans += _spans(records, json_of(line))
            except (ValueError, TypeError) as error:
                raise PredictionsError(file, f"line {number}: {error}") from None
            records += 1
    try:
        return pa.table(
            {name: pa.array([span[name] for span in spans], kind) for name, kind in _KINDS.items()}
        )
    except (pa.ArrowException, OverflowError) as error:
        raise PredictionsError(file, f"a number is out of range: {error}") from None


_KINDS: Final = {
    field.name: pa.string() if pa.types.is_dictionary(field.type) else field.type for field in SPANS
} | {"row": pa.int64()}


def _spans(number: int, record: Any) -> Iterator[dict[str, Any]]:
    """The spans of a line, which is so many records after the first.

    Raises:
        ValueError: It is neither a span nor a record.
    """
    if not isinstance(record, dict):
        raise ValueError(f"a {type(record).__name__}, not an object")  # noqa: TRY004 - of the line
    if "spans" not in record:
        yield _checked(_DEFAULTS | record)
        return
    for span in record["spans"]:
        where = {"row": record.get("row", number)}
        yield _checked(_DEFAULTS | where | dict(zip(_OF_A_RECORD, span, strict=False)))


_OF_A_RECORD: Final = ("start", "end", "label", "score")


def _checked(span: dict[str, Any]) -> dict[str, Any]:
    for name in SPANS.names:
        value = span.get(name)
        kinds = {"label": str, "score": int | float}.get(name, int)
        if value is None or isinstance(value, bool) or not isinstance(value, kinds):
            raise ValueError(f"no {name}" if value is None else f"{name} is {value!r}")
    return span


def _typed(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_dictionary(kind):
        if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
            raise pa.ArrowTypeError("not strings")
        return column.cast(pa.string()).dictionary_encode().cast(LABEL_TYPE)
    if pa.types.is_integer(kind) and not pa.types.is_integer(column.type):
        raise pa.ArrowTypeError("not whole numbers")
    return column.cast(kind)
