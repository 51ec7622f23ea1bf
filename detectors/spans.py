"""Spans as columns: the schema of every answer, and how to build one."""

from collections.abc import Iterable
from functools import cache
from typing import Final

import pyarrow as pa

from leakbench.generator.errors import LeakbenchError

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

Found = tuple[int, int, str] | tuple[int, int, str, float]
"""A span found in one string: start, end, label and, if the detector has one, its score."""

_SCORED: Final = 4  # items of a Found that has a score


class SpanError(LeakbenchError, ValueError):
    """A detector's answer breaks the contract.

    Attributes:
        detector: The detector's name.
        reason: What is wrong.
        span: Index of the first offending span in the answer, or None if no single span is.
        row: The row of the batch that this span claims, or None.
    """

    def __init__(
        self, detector: str, reason: str, span: int | None = None, row: int | None = None
    ) -> None:
        self.detector = detector
        self.reason = reason
        self.span = span
        self.row = row
        where = "" if span is None else f", span {span}"
        where += "" if row is None else f", row {row}"
        super().__init__(f"detector {detector}{where}: {reason}")


@cache
def empty_spans() -> pa.RecordBatch:
    """An answer without spans."""
    return pa.RecordBatch.from_pylist([], schema=SPANS)


def spans_from(found: Iterable[tuple[int, int, Found]]) -> pa.RecordBatch:
    """An answer from ``(row, column, (start, end, label[, score]))`` items."""
    rows = [
        (row, column, span[0], span[1], span[2], span[3] if len(span) == _SCORED else 1.0)
        for row, column, span in found
    ]
    if not rows:
        return empty_spans()
    columns = [
        pa.array(values, type=_plain(field.type))
        for values, field in zip(zip(*rows, strict=True), SPANS, strict=True)
    ]
    columns[4] = columns[4].dictionary_encode().cast(LABEL_TYPE)
    return pa.RecordBatch.from_arrays(columns, schema=SPANS)


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind
