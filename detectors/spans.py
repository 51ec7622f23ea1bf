"""Spans as columns: the schema of every answer, and how to build one.

``pyarrow.array`` imports pandas where it is installed, a fifth of a second that would count in the
first answer of a detector; so plain numbers and names go into Arrow's memory without it.
"""

from array import array
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, Final

import pyarrow as pa

from leakbench.generator.engine.buffers import names
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
_PLAIN: Final = {pa.int32(): (int, "i"), pa.int16(): (int, "h"), pa.float32(): (float, "f")}


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
    return pa.RecordBatch.from_arrays([pa.nulls(0, field.type) for field in SPANS], schema=SPANS)


def spans_from(found: Iterable[tuple[int, int, Found]]) -> pa.RecordBatch:
    """An answer from ``(row, column, (start, end, label[, score]))`` items."""
    rows = [
        (row, column, span[0], span[1], span[2], span[3] if len(span) == _SCORED else 1.0)
        for row, column, span in found
    ]
    if not rows:
        return empty_spans()
    columns = [
        _labels(values) if field.type == LABEL_TYPE else _numbers(values, field.type)
        for values, field in zip(zip(*rows, strict=True), SPANS, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, schema=SPANS)


def _numbers(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    plain, code = _PLAIN[kind]
    if set(map(type, values)) == {plain}:
        with suppress(OverflowError):
            packed = array(code, values)
            return pa.Array.from_buffers(kind, len(packed), [None, pa.py_buffer(packed)])
    return pa.array(values, type=kind)  # refuses what is no number


def _labels(values: Sequence[Any]) -> pa.Array:
    if set(map(type, values)) == {str}:
        codes: dict[str, int] = {}
        with suppress(OverflowError):
            packed = array("b", (codes.setdefault(name, len(codes)) for name in values))
            memory = [None, pa.py_buffer(packed)]
            return pa.DictionaryArray.from_buffers(LABEL_TYPE, len(packed), memory, names([*codes]))
    return pa.array(values, type=pa.string()).dictionary_encode().cast(LABEL_TYPE)
