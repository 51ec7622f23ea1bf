"""The truth of a block of records as Arrow columns: what stands where, whose it is, how written."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.corpus import Corpus
from leakbench.generator.decoys import decoy_kinds
from leakbench.generator.entities import entities
from leakbench.generator.forms import forms
from leakbench.generator.render import Rendered
from leakbench.generator.schema import (
    CELL_SPAN,
    CELL_SPANS,
    DECOY,
    DECOYS,
    QUALITIES,
    TEXT_SPAN,
    TEXT_SPANS,
)
from leakbench.generator.surfaces import Written
from leakbench.generator.tabular import Places

Codes = NDArray[np.integer]


class Truth:
    """Turns marks into labelled spans; fields are numbered, decoy kinds after the corpus's own."""

    def __init__(self, corpus: Corpus) -> None:
        fields, kinds = corpus.fields, decoy_kinds()
        labels = list(entities())
        names = [*(field.label for field in fields), *(kind.label for kind in kinds)]
        decoys = [*(field.decoy for field in fields), *(kind.name for kind in kinds)]
        known = sorted({name for name in decoys if name})
        self._label = np.array([labels.index(name) if name else -1 for name in names], np.int8)
        self._decoy = np.array([known.index(name) if name else -1 for name in decoys], np.int8)
        self._labels = pa.array(labels)
        self._decoys = pa.array(known)
        self._forms = pa.array([form.name for form in forms()])
        self._qualities = pa.array(QUALITIES)
        self._quality = np.array([QUALITIES.index(form.quality) for form in forms()], np.int8)

    def text_spans(
        self, made: Rendered, written: list[Written], subject: NDArray[np.int64]
    ) -> pa.Array:
        """Labelled spans of the texts.

        Args:
            made: The rendered texts with their marks.
            written: The fields as written, for the form of each.
            subject: Index of the person each field is about, shape (fields, rows); -1 for nobody.
        """
        where = self._label[made.field] >= 0
        field, row = made.field[where], made.row[where]
        form = np.stack([column.form for column in written])[field, row]
        spans = pa.StructArray.from_arrays(
            [
                pa.array(made.start[where]),
                pa.array(made.end[where]),
                *self._facts(field, form, subject[field, row]),
            ],
            fields=list(TEXT_SPAN),
        )
        return pa.ListArray.from_arrays(_kept(made.first, where), spans, type=TEXT_SPANS)

    def decoys(self, made: Rendered) -> pa.Array:
        """Decoys in the texts."""
        where = self._decoy[made.field] >= 0
        spans = pa.StructArray.from_arrays(
            [
                pa.array(made.start[where]),
                pa.array(made.end[where]),
                _dictionary(self._decoy[made.field[where]], self._decoys),
            ],
            fields=list(DECOY),
        )
        return pa.ListArray.from_arrays(_kept(made.first, where), spans, type=DECOYS)

    def cell_spans(
        self, cells: list[Written], subject: NDArray[np.int64], place: Places | None = None
    ) -> pa.Array:
        """Labelled spans of the table's cells, ordered by column.

        Args:
            cells: The fields as written.
            subject: Index of the person each field is about, shape (fields, rows).
            place: Which field stands in each column, shape (columns, rows), if cells slipped.
        """
        labelled = np.flatnonzero(self._label[: len(cells)] >= 0)
        marks = max((len(cells[field].mark_end) for field in labelled), default=1)
        rows = subject.shape[1]
        start, end = np.zeros((2, rows, len(labelled), marks), np.int32)
        form = np.empty((rows, len(labelled), marks), np.int16)
        for slot, number in enumerate(labelled):
            count = len(cells[number].mark_end)
            start[:, slot, :count] = cells[number].mark_start.T
            end[:, slot, :count] = cells[number].mark_end.T
            form[:, slot] = cells[number].form[:, None]
        present = end > 0
        row, which, _ = np.nonzero(present)
        field = labelled[which]
        offsets = np.zeros(rows + 1, np.int32)
        np.cumsum(present.reshape(rows, -1).sum(axis=1), out=offsets[1:])
        column = field if place is None else np.argsort(place, axis=0)[field, row]
        spans = pa.StructArray.from_arrays(
            [
                pa.array(column.astype(np.int16)),
                pa.array(start[present]),
                pa.array(end[present]),
                *self._facts(field, form[present], subject[field, row]),
            ],
            fields=list(CELL_SPAN),
        )
        if place is not None:
            spans = spans.take(np.lexsort((column, row)))
        return pa.ListArray.from_arrays(pa.array(offsets), spans, type=CELL_SPANS)

    def _facts(self, field: Codes, form: Codes, subject: NDArray[np.int64]) -> list[pa.Array]:
        return [
            _dictionary(self._label[field], self._labels),
            pa.array(subject, mask=subject < 0),
            _dictionary(self._quality[form], self._qualities),
            _dictionary(form, self._forms),
        ]


def _kept(first: NDArray[np.int32], where: NDArray[np.bool_]) -> pa.Array:
    """List offsets when only the entries told are kept."""
    before = np.zeros(len(where) + 1, np.int32)
    np.cumsum(where, out=before[1:])
    return pa.array(before[first])


def _dictionary(codes: Codes, names: pa.Array) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes), names)
