"""What kernels found in the columns of a batch, and the answer in Arrow that is made of it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.spans import LABEL_TYPE, SPANS, empty_spans
from leakbench.generator.engine.buffers import numbers

_INT32, _INT16, _FLOAT32 = pa.int32(), pa.int16(), pa.float32()
_NOTHING: Final = empty_spans()


class Answer(NamedTuple):
    """Spans of a column, ordered by row and place; all arrays have the shape (spans,).

    Attributes:
        row: Row of each.
        start: Its first code point.
        end: The one after its last.
        label: Its place in the labels of whoever found it.
        score: 0 to 1.
    """

    row: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    label: NDArray[np.int8]
    score: NDArray[np.float32]


def room_for(spans: int) -> Answer:
    """Memory for so many spans."""
    return Answer(
        np.empty(spans, np.int32),
        np.empty(spans, np.int32),
        np.empty(spans, np.int32),
        np.empty(spans, np.int8),
        np.empty(spans, np.float32),
    )


def first_of(answer: Answer, spans: int) -> Answer:
    """The first so many spans, in the same memory."""
    row, start, end, label, score = answer
    return Answer(row[:spans], start[:spans], end[:spans], label[:spans], score[:spans])


def joined(found: Sequence[Answer]) -> Answer:
    """Spans of any number of answers, one behind another, in memory of their own."""
    if not found:
        return room_for(0)
    row, start, end, label, score = zip(*found, strict=True)
    return Answer(
        np.concatenate(row),
        np.concatenate(start),
        np.concatenate(end),
        np.concatenate(label),
        np.concatenate(score),
    )


def answer_batch(
    found: Sequence[Answer], names: pa.StringArray, *, by_row: bool = False
) -> pa.RecordBatch:
    """The spans of all columns of a batch as ``SPANS``.

    Args:
        found: Those of each column.
        names: What labels are called.
        by_row: Put them in the order of rows, then columns; else column stands after column.
    """
    if len(found) == 1:
        (spans,) = found
        column = np.zeros(len(spans.label), np.int16)
    else:
        spans = joined(found)
        sizes = [len(one.label) for one in found]
        column = np.repeat(np.arange(len(found), dtype=np.int16), sizes)
        if by_row:
            order = np.argsort(spans.row, kind="stable")
            row, start, end, label, score = spans
            spans = Answer(row[order], start[order], end[order], label[order], score[order])
            column = column[order]
    if not len(column):
        return _NOTHING
    labels = [None, pa.py_buffer(spans.label)]
    return pa.RecordBatch.from_arrays(
        [
            numbers(_INT32, spans.row),
            numbers(_INT16, column),
            numbers(_INT32, spans.start),
            numbers(_INT32, spans.end),
            # That each label is one of these need not be asked again.
            pa.DictionaryArray.from_buffers(LABEL_TYPE, len(column), labels, names),
            numbers(_FLOAT32, spans.score),
        ],
        schema=SPANS,
    )
