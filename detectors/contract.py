"""The detector contract: a batch of strings in, a batch of spans out.

A batch holds columns of Arrow's type ``string`` only: ``text`` on the text track, the corpus's
columns on the table track. Others than the benchmark may call with other types of strings:
``plain_strings`` makes ``string`` of them or refuses, and ``per_text`` does so by itself. The
answer has the columns of ``SPANS``; offsets are code points, half open, unless the detector's
``offset_unit`` is ``"byte"`` (UTF-8 bytes within the cell).
"""

from collections.abc import Callable, Iterable
from typing import Literal, Protocol, runtime_checkable

import pyarrow as pa

from leakbench.detectors.answer_checks import cell_lengths, check_spans, to_code_points
from leakbench.detectors.plain_strings import StringsError, cells_of, plain_strings
from leakbench.detectors.spans import (
    LABEL_TYPE,
    SPANS,
    Found,
    SpanError,
    empty_spans,
    spans_from,
)

__all__ = [
    "LABEL_TYPE",
    "SPANS",
    "Detector",
    "Found",
    "OffsetUnit",
    "SpanError",
    "StringsError",
    "accept",
    "cell_lengths",
    "check_spans",
    "empty_spans",
    "offset_unit",
    "per_text",
    "plain_strings",
    "spans_from",
    "to_code_points",
]

OffsetUnit = Literal["code point", "byte"]


@runtime_checkable
class Detector(Protocol):
    """Anything with a name, the labels it can find, and a ``detect`` over Arrow batches.

    A detector that counts in UTF-8 bytes says so with a further attribute,
    ``offset_unit = "byte"``.
    """

    name: str
    labels: frozenset[str]

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find spans in every cell of a batch of string columns; the answer has ``SPANS``."""
        ...


def offset_unit(detector: Detector) -> OffsetUnit:
    """The unit a detector counts in: code points unless it says bytes.

    Raises:
        SpanError: It says something else.
    """
    unit = getattr(detector, "offset_unit", "code point")
    match unit:
        case "code point" | "byte":
            return unit
        case _:
            raise SpanError(detector.name, f"offset_unit {unit!r} is not 'code point' or 'byte'")


def per_text(
    function: Callable[[str], Iterable[Found]], batch: pa.RecordBatch, /
) -> pa.RecordBatch:
    """Lift an ordinary function of one string to a whole batch.

    Args:
        function: Takes a string, gives ``(start, end, label)`` or ``(start, end, label, score)``
            in code points.
        batch: String columns; null and empty cells are passed over.

    Returns:
        A batch of ``SPANS``, ordered by row, then column.

    Raises:
        StringsError: A column holds no strings.
    """
    columns = cells_of(batch)
    return spans_from(
        (row, column, found)
        for row in range(batch.num_rows)
        for column, cells in enumerate(columns)
        if (text := cells[row])
        for found in function(text)
    )


def accept(answer: object, batch: pa.RecordBatch, detector: Detector) -> pa.RecordBatch:
    """A detector's answer as ``SPANS`` in code points, whatever unit it counts in.

    Args:
        answer: What ``detector.detect(batch)`` returned.
        batch: What it was given.
        detector: Who answered; its name, labels and ``offset_unit`` count.

    Raises:
        SpanError: The answer breaks the contract.
    """
    if offset_unit(detector) == "byte":
        answer = to_code_points(answer, batch, detector.name)
    return check_spans(answer, batch, detector.name, detector.labels)
