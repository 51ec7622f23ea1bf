"""A batch of truth and a detector's answer, side by side: columns, in order, matched."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.labels import OUT_OF_SCOPE, LabelSpace
from leakbench.benchmarks.scoring.matching import Matching, match
from leakbench.benchmarks.scoring.spans import SpanArrays, span_order, take
from leakbench.generator.engine.buffers import numbers, values_of
from leakbench.generator.schema import QUALITIES

Value = TypeVar("Value", bound=np.generic)


class Matched(NamedTuple):
    """What kernels are told of the spans of a batch; see ``Alignment`` for each.

    Attributes:
        truth: True spans, by position.
        ignored: Which of them count in nothing, shape (truth,).
        predicted: Predicted spans, by position.
        matching: Of both.
    """

    truth: SpanArrays
    ignored: NDArray[np.bool_]
    predicted: SpanArrays
    matching: Matching


class Alignment(NamedTuple):
    """True and predicted spans of a batch that are in scope, and who belongs to whom.

    Attributes:
        truth: True spans, by position.
        quality: The place of each one's quality in ``QUALITIES``, int8, shape (truth,).
        ignored: Which of them are not ``exact`` and count in nothing, shape (truth,).
        predicted: Predicted spans, by position.
        matching: Of both.
        space: The labels, as whose codes both are labelled.
        rows: Records of the batch.
        stride: Cells of a record: a span's row is its cell // stride.
        listed: The true spans as they came, those out of scope too.
        place: Where each true span stands among them, int64, shape (truth,); None: as it is.
        answer_place: Where each predicted span stands in the answer, likewise.
    """

    truth: SpanArrays
    quality: NDArray[np.int8]
    ignored: NDArray[np.bool_]
    predicted: SpanArrays
    matching: Matching
    space: LabelSpace
    rows: int
    stride: int
    listed: pa.StructArray
    place: NDArray[np.int64] | None
    answer_place: NDArray[np.int64] | None

    @property
    def matched(self) -> Matched:
        """The spans and who belongs to whom, for kernels."""
        return Matched(self.truth, self.ignored, self.predicted, self.matching)

    def of_truth(self, values: NDArray[Value]) -> NDArray[Value]:
        """Values of the spans as they came, for the spans of ``truth``."""
        return values if self.place is None else values[self.place]

    def of_predicted(self, values: NDArray[Value]) -> NDArray[Value]:
        """Values of the spans of the answer as it came, for the spans of ``predicted``."""
        return values if self.answer_place is None else values[self.answer_place]


def align(truth: pa.ListArray, predictions: pa.RecordBatch, space: LabelSpace) -> Alignment:
    """Align the answer to one batch with its truth.

    Args:
        truth: ``text_spans`` (text track) or ``cell_spans`` (table track) of the batch's records,
            sliced or not. Spans whose quality is not ``exact`` are ignored.
        predictions: A checked answer with the columns of ``SPANS``, in any order; rows count from
            the first record of ``truth``.
        space: The labels; spans out of its scope are dropped on both sides.

    Raises:
        UnmappedLabelError: A label is not in the registry and nothing maps it.
    """
    cell, predicted_cell, stride = _cells(truth, predictions)
    listed = truth.flatten()
    quality = by_name(listed.field("quality"), _qualities)
    wanted = _spans(cell, listed.field, space.truth_codes)
    answer = _spans(predicted_cell, predictions.column, space.predicted_codes)
    wanted, place = _in_order(wanted)
    answer, answer_place = _in_order(answer)
    if place is not None:
        quality = quality[place]
    ignored = quality != 0
    return Alignment(
        truth=wanted,
        quality=quality,
        ignored=ignored,
        predicted=answer,
        matching=match(wanted, ignored, answer, space.families),
        space=space,
        rows=len(truth),
        stride=stride,
        listed=listed,
        place=place,
        answer_place=answer_place,
    )


def _in_order(spans: SpanArrays) -> tuple[SpanArrays, NDArray[np.int64] | None]:
    """Those in scope by position, and where each stood; None if all are as they were."""
    place: NDArray[np.int64] | None = None
    in_scope = spans.label != OUT_OF_SCOPE
    if not in_scope.all():
        place = np.flatnonzero(in_scope)
        spans = take(spans, place)
    if (order := span_order(spans)) is not None:
        place = order if place is None else place[order]
        spans = take(spans, order)
    return spans, place


def _cells(
    truth: pa.ListArray, predictions: pa.RecordBatch
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """The cell number of every true and every predicted span, and the cells of a record."""
    row = as_long(pc.list_parent_indices(truth))
    predicted_row = as_long(predictions.column("row"))
    if truth.type.value_type.get_field_index("column") < 0:
        return row, predicted_row, 1
    column = as_long(truth.flatten().field("column"))
    predicted_column = as_long(predictions.column("column"))
    stride = 1 + int(max(column.max(initial=0), predicted_column.max(initial=0)))
    return row * stride + column, predicted_row * stride + predicted_column, stride


def _spans(
    cell: NDArray[np.int64],
    column: Callable[[str], pa.Array],
    codes: Callable[[Sequence[str]], NDArray[np.int16]],
) -> SpanArrays:
    start, end = (as_long(column(name)).astype(np.int32) for name in ("start", "end"))
    return SpanArrays(cell, start, end, by_name(column("label"), codes))


def as_long(column: pa.Array) -> NDArray[np.int64]:
    """Whole numbers without nulls."""
    return np.asarray(values_of(column), np.int64)


def filled(column: pa.Array, number: int) -> NDArray[np.int64]:
    """Whole numbers, and another one where nothing stands."""
    if not column.null_count:
        return as_long(column)
    found = np.full(len(column), number, np.int64)
    found[values_of(pc.indices_nonzero(column.is_valid()))] = values_of(column.drop_null())
    return found


def by_name(names: pa.Array, values: Callable[[Sequence[str]], NDArray[Value]]) -> NDArray[Value]:
    """The value of each name, asked once for every one in use (a dictionary may hold more)."""
    if not pa.types.is_dictionary(names.type):
        names = names.dictionary_encode()
    codes = as_long(names.indices)
    used = np.flatnonzero(np.bincount(codes, minlength=len(names.dictionary)))
    asked = values(names.dictionary.take(numbers(pa.int64(), used)).to_pylist())
    table = np.zeros(len(names.dictionary), asked.dtype)
    table[used] = asked
    return table[codes]


def _qualities(names: Sequence[str]) -> NDArray[np.int8]:
    return np.array([QUALITIES.index(name) for name in names], np.int8)
