"""``structured``: identifiers with a form, read from whole Arrow buffers, never row by row."""

from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.detectors.contract import SPANS, empty_spans
from leakbench.detectors.registry import OURS, About
from leakbench.detectors.structured.kinds import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable

_BYTES_A_SPAN = 16  # a first guess at how densely candidates stand; a low one has them found again
_CANDIDATE, _SPAN, _ANSWER = 6, 7, 5  # rows of what the kernels write, and of an answer

Spans = NDArray[np.int32]
"""Row, start, end, label and score in hundredths of each span, shape (5, spans)."""


class Structured:
    """Finds identifiers with a form, check digits or cue words by two compiled passes."""

    name: ClassVar[str] = "structured"
    labels: ClassVar[frozenset[str]] = frozenset(LABELS)
    about: ClassVar[About] = OURS

    def __init__(self) -> None:
        # Compiled code is loaded when the detector is built, not when it is listed.
        from leakbench.detectors.structured import context, forms, placing, view  # noqa: PLC0415
        from leakbench.detectors.structured.byte_masks import padded_tail  # noqa: PLC0415
        from leakbench.detectors.structured.cues import cue_tables, header_words  # noqa: PLC0415
        from leakbench.detectors.structured.folds import fold_tables  # noqa: PLC0415
        from leakbench.detectors.structured.number_tables import number_tables  # noqa: PLC0415

        self._find: Callable[..., int] = forms.find  # their many arrays come as whole tables
        self._decide: Callable[..., int] = context.decide
        self._padded_tail = padded_tail
        self._views = view.views
        self._place, self._merge = placing.place_in_cells, placing.merge_by_row
        self._folds = fold_tables()
        self._numbers = number_tables()
        self._cues = cue_tables()
        self._names = pa.array(LABELS)
        self._words = header_words()

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find spans in every cell of a batch of string columns."""
        alone = batch.num_columns == 1
        found = [
            self.column(column, -1 if alone else self._said(name))
            for name, column in zip(batch.schema.names, batch.columns, strict=True)
        ]
        total = sum(spans.shape[1] for spans in found)
        if not total:
            return empty_spans()
        row, start, end, label, score = np.concatenate(found, axis=1)
        column = np.repeat(np.arange(len(found), dtype=np.int16), [s.shape[1] for s in found])
        labels = pa.DictionaryArray.from_arrays(pa.array(label.astype(np.int8)), self._names)
        scores = score.astype(np.float32) / np.float32(100)
        return pa.RecordBatch.from_arrays(
            [*map(pa.array, (row, column, start, end)), labels, pa.array(scores)], schema=SPANS
        )

    def column(self, column: pa.Array, header: int = -1) -> Spans:
        """Spans of one column of strings, ordered by row and place.

        Args:
            column: The cells; nulls hold nothing.
            header: What the column's header says, as ``CUES`` count it; -1 is nothing.
        """
        if column.null_count:
            column = pc.fill_null(column, "")
        if not len(column):
            return np.empty((5, 0), np.int32)
        _, offset_buffer, data_buffer = column.buffers()
        offsets = np.frombuffer(offset_buffer, np.int32, len(column) + 1, 4 * column.offset)
        data = np.frombuffer(data_buffer or b"", np.uint8)
        # All bytes come as not to be written: kernels are compiled for each kind of array.
        data.flags.writeable = offsets.flags.writeable = False
        tail = self._padded_tail(data)
        put_off = np.zeros(len(column), np.bool_)
        spans = self._spans(data, offsets, tail, header, put_off)[:_ANSWER]
        if not put_off.any():
            return spans
        parts = []
        for seen in self._views(data, offsets, tail, np.flatnonzero(put_off), self._folds):
            # A view has room behind it: of the tail nothing is read there.
            found = self._spans(seen.text, seen.bounds, tail, header)
            origin = seen.first, seen.last, seen.inside, seen.inside_before, seen.blocks
            self._place(offsets, seen.rows, *origin, found)
            parts.append(found[:_ANSWER])
        viewed = np.concatenate(parts, axis=1)
        both = np.empty((_ANSWER, spans.shape[1] + viewed.shape[1]), np.int32)
        self._merge(spans, viewed, both)
        return both

    def _spans(
        self,
        data: NDArray[np.uint8],
        offsets: Spans,
        tail: tuple[NDArray[np.uint8], int],
        header: int,
        put_off: NDArray[np.bool_] | None = None,
    ) -> Spans:
        """Both passes over some cells; spans as the second one writes them, shape (7, spans).

        Cells that need the normalising view are put off where there is room to say so.
        """
        raw = put_off is not None
        if put_off is None:
            put_off = np.zeros(len(offsets) - 1, np.bool_)
        folds, numbers = self._folds, self._numbers
        tables = folds.alarms, folds.hints, folds.sieve
        capacity = 64 + int(offsets[-1] - offsets[0]) // _BYTES_A_SPAN
        while True:
            found = np.empty((_CANDIDATE, capacity), np.int32)
            count = self._find(data, offsets, raw, *tables, *tail, numbers, put_off, found)
            if count <= capacity:
                break
            capacity = count
            put_off[:] = False
        out = np.empty((_SPAN, count), np.int32)
        kept = self._decide(data, offsets, found, count, header, numbers, *self._cues, out)
        return out[:, :kept]

    def _said(self, header: str) -> int:
        """What a header says by the longest cue word in it; -1 if nothing."""
        header = header.lower()
        within = [word for word in self._words if word in header]
        return self._words[max(within, key=len)] if within else -1
