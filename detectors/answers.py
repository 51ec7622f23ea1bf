"""What kernels found in the columns of a batch, and the answer in Arrow that is made of it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.spans import LABEL_TYPE, SPANS, empty_spans


class Answer(NamedTuple):
    """Spans of a column, ordered by row and place.

    Attributes:
        places: Row, first code point and the one after the last, int32, shape (3, spans).
        label: Its place in the labels of whoever found it, shape (spans,).
        score: 0 to 1, shape (spans,).
    """

    places: NDArray[np.int32]
    label: NDArray[np.int8]
    score: NDArray[np.float32]


def room_for(spans: int) -> Answer:
    """Memory for so many spans."""
    return Answer(
        np.empty((3, spans), np.int32), np.empty(spans, np.int8), np.empty(spans, np.float32)
    )


def first_of(answer: Answer, spans: int) -> Answer:
    """The first so many spans, in the same memory."""
    return Answer(answer.places[:, :spans], answer.label[:spans], answer.score[:spans])


def copied(answer: Answer) -> Answer:
    """The same spans in memory of their own."""
    return Answer(answer.places.copy(), answer.label.copy(), answer.score.copy())


def joined(found: Sequence[Answer]) -> Answer:
    """Spans of any number of answers, one behind another."""
    if not found:
        return room_for(0)
    places, label, score = zip(*found, strict=True)
    return Answer(np.concatenate(places, 1), np.concatenate(label), np.concatenate(score))


def answer_batch(
    found: Sequence[Answer], names: pa.StringArray, *, by_row: bool = False
) -> pa.RecordBatch:
    """The spans of all columns of a batch as ``SPANS``.

    Args:
        found: Those of each column.
        names: What labels are called.
        by_row: Put them in the order of rows, then columns; else column stands after column.
    """
    sizes = [len(spans.label) for spans in found]
    if not sum(sizes):
        return empty_spans()
    column = np.repeat(np.arange(len(found), dtype=np.int16), sizes)
    if len(found) == 1:
        places, label, score = found[0]
    else:
        places, label, score = joined(found)
        if by_row:
            order = np.argsort(places[0], kind="stable")
            places, label, score = places.take(order, 1), label[order], score[order]
            column = column[order]
    row, start, end = places
    return pa.RecordBatch.from_arrays(
        [
            _column(pa.int32(), row),
            _column(pa.int16(), column),
            _column(pa.int32(), start),
            _column(pa.int32(), end),
            # That each label is one of these need not be asked again.
            pa.DictionaryArray.from_buffers(
                LABEL_TYPE, len(label), [None, pa.py_buffer(label)], names
            ),
            _column(pa.float32(), score),
        ],
        schema=SPANS,
    )


def _column(kind: pa.DataType, numbers: NDArray[Any]) -> pa.Array:
    """Numbers that lie one after another, as they are."""
    return pa.Array.from_buffers(kind, len(numbers), [None, pa.py_buffer(numbers)], 0)
