"""The detector contract: a batch of strings in, a batch of spans out.

A batch holds string columns only: ``text`` on the text track, the corpus's columns on the table
track. The answer has the columns of ``SPANS``; offsets are code points, half open, unless the
detector's ``offset_unit`` is ``"byte"``.
"""

from collections.abc import Callable, Iterable
from typing import Literal, Protocol, runtime_checkable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.entities import known_labels

LABEL_TYPE = pa.dictionary(pa.int8(), pa.string())

SPANS = pa.schema(
    [
        pa.field("row", pa.int32(), nullable=False),
        pa.field("column", pa.int16(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("label", LABEL_TYPE, nullable=False),
        pa.field("score", pa.float32(), nullable=False),
    ]
)

OffsetUnit = Literal["code point", "byte"]
Found = tuple[int, int, str] | tuple[int, int, str, float]
"""A span found in one string: start, end, label and, if the detector has one, its score."""


@runtime_checkable
class Detector(Protocol):
    """Anything with a name, the labels it can find, and a ``detect`` over Arrow batches."""

    name: str
    labels: frozenset[str]

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find spans in every cell of a batch of string columns; the answer has ``SPANS``."""
        ...


class SpanError(ValueError):
    """A detector's answer breaks the contract.

    Attributes:
        detector: The detector's name.
        span: Index of the first offending span in the answer, or None if it is no answer at all.
    """

    def __init__(self, detector: str, reason: str, span: int | None = None) -> None:
        self.detector = detector
        self.span = span
        where = "" if span is None else f", span {span}"
        super().__init__(f"detector {detector}{where}: {reason}")


def empty_spans() -> pa.RecordBatch:
    """An answer without spans."""
    return pa.RecordBatch.from_pylist([], schema=SPANS)


def spans_from(found: Iterable[tuple[int, int, Found]]) -> pa.RecordBatch:
    """An answer from ``(row, column, (start, end, label[, score]))`` items."""
    rows = [(row, column, span[0], span[1], span[2], span[3] if len(span) > 3 else 1.0)
            for row, column, span in found]
    if not rows:
        return empty_spans()
    columns = [pa.array(values, type=_plain(field.type))
               for values, field in zip(zip(*rows, strict=True), SPANS, strict=True)]
    columns[4] = columns[4].dictionary_encode().cast(LABEL_TYPE)
    return pa.RecordBatch.from_arrays(columns, schema=SPANS)


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def per_text(function: Callable[[str], Iterable[Found]], batch: pa.RecordBatch, /) -> pa.RecordBatch:
    """Lift an ordinary function of one string to a whole batch.

    Args:
        function: Takes a string, gives ``(start, end, label)`` or ``(start, end, label, score)``
            in code points.
        batch: String columns; null and empty cells are passed over.

    Returns:
        A batch of ``SPANS``, ordered by row, then column.
    """
    columns = [column.to_pylist() for column in batch.columns]
    return spans_from(
        (row, column, found)
        for row in range(batch.num_rows)
        for column, cells in enumerate(columns)
        if cells[row]
        for found in function(cells[row])
    )


def check_spans(
    answer: object, batch: pa.RecordBatch, detector: str, labels: frozenset[str] | None = None
) -> pa.RecordBatch:
    """Give back the answer of a detector if it keeps the contract.

    Args:
        answer: What ``detect`` returned, offsets in code points.
        batch: What it was given.
        detector: Its name, for the message.
        labels: What it may report; every label of the registry by default.

    Raises:
        SpanError: A wrong type, an offset outside its cell, an inverted or empty span, or an
            unknown label; the message names detector, span and row.
    """
    if not isinstance(answer, pa.RecordBatch):
        raise SpanError(detector, f"returned {type(answer).__name__}, not a pyarrow RecordBatch")
    for field in SPANS:
        if field.name not in answer.schema.names:
            raise SpanError(detector, f"the answer has no column {field.name!r}")
        column = answer.column(field.name)
        kind = column.type
        if not (_is_label(kind) if field.name == "label" else kind == field.type):
            raise SpanError(detector, f"column {field.name!r} is {kind}, not {field.type}")
        if column.null_count:
            at = pc.index(column.is_null(), True).as_py()
            raise SpanError(detector, f"column {field.name!r} is null", at)
    if not answer.num_rows:
        return answer.select(SPANS.names)
    row, column, start, end = (
        answer.column(name).to_numpy(zero_copy_only=False) for name in SPANS.names[:4]
    )
    _refuse(detector, (row < 0) | (row >= batch.num_rows), row,
            f"the batch has {batch.num_rows} rows")
    _refuse(detector, (column < 0) | (column >= batch.num_columns), row,
            f"the batch has {batch.num_columns} columns")
    _refuse(detector, start >= end, row, "the span is inverted or empty")
    size = cell_lengths(batch)[column, row]
    _refuse(detector, (start < 0) | (end > size), row, "the span leaves its cell")
    allowed = known_labels() if labels is None else labels
    names = answer.column("label").dictionary.to_pylist()
    unknown = np.array([name not in allowed for name in names], dtype=bool)
    codes = answer.column("label").indices.to_numpy(zero_copy_only=False)
    _refuse(detector, unknown[codes], row,
            f"label not in the registry or not declared: {[n for n in names if n not in allowed]}")
    return answer.select(SPANS.names)


def _is_label(kind: pa.DataType) -> bool:
    return bool(pa.types.is_dictionary(kind) and kind.value_type == pa.string())


def _refuse(detector: str, bad: np.ndarray, row: np.ndarray, reason: str) -> None:
    if bad.any():
        at = int(bad.argmax())
        raise SpanError(detector, f"row {int(row[at])}: {reason}", at)


def cell_lengths(batch: pa.RecordBatch) -> np.ndarray:
    """Code points of every cell, shape (columns, rows); null cells count 0."""
    lengths = [
        pc.fill_null(pc.utf8_length(column), 0).to_numpy(zero_copy_only=False)
        for column in batch.columns
    ]
    return np.stack(lengths) if lengths else np.zeros((0, batch.num_rows), np.int32)
