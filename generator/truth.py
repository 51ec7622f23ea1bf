"""The truth of a block of records as Arrow columns: what stands where, whose it is, how written."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.compiled import compiled
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
        spans = pa.StructArray.from_arrays(
            [
                pa.array(made.start[where]),
                pa.array(made.end[where]),
                *self._facts(field, row, written, subject),
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
        rows = subject.shape[1]
        if not len(labelled):
            offsets = pa.array(np.zeros(rows + 1, np.int32))
            return pa.ListArray.from_arrays(offsets, pa.array([], CELL_SPAN), type=CELL_SPANS)
        marks = max(len(cells[number].mark_end) for number in labelled)
        start, end = np.zeros((2, len(labelled), marks, rows), np.int32)
        for slot, number in enumerate(labelled):
            start[slot, : len(cells[number].mark_start)] = cells[number].mark_start
            end[slot, : len(cells[number].mark_end)] = cells[number].mark_end
        made, offsets = _gathered(labelled, start, end)
        field, row = made[2], made[3]
        column = field if place is None else np.argsort(place, axis=0)[field, row]
        spans = pa.StructArray.from_arrays(
            [
                pa.array(column.astype(np.int16)),
                pa.array(made[0]),
                pa.array(made[1]),
                *self._facts(field, row, cells, subject),
            ],
            fields=list(CELL_SPAN),
        )
        if place is not None:
            spans = spans.take(np.lexsort((column, row)))
        return pa.ListArray.from_arrays(pa.array(offsets), spans, type=CELL_SPANS)

    def _facts(
        self,
        field: NDArray[np.int32],
        row: NDArray[np.int32],
        written: list[Written],
        subject: NDArray[np.int64],
    ) -> list[pa.Array]:
        """Label, subject, quality and form of the values of these fields and rows."""
        forms_of = np.stack([column.form for column in written])
        label, quality = np.empty((2, len(field)), np.int8)
        form = np.empty(len(field), np.int16)
        whose = np.empty(len(field), np.int64)
        nobody = np.empty(len(field), np.bool_)
        _look_up(
            (field, row, forms_of, subject, self._label, self._quality),
            (label, quality, form, whose, nobody),
        )
        return [
            _dictionary(label, self._labels),
            pa.array(whose, mask=nobody),
            _dictionary(quality, self._qualities),
            _dictionary(form, self._forms),
        ]


@compiled
def _look_up(facts: tuple[Any, ...], out: tuple[Any, ...]) -> None:
    field, row, forms_of, subject, label_of, quality_of = facts
    label, quality, form, whose, nobody = out
    for i in range(len(field)):
        label[i] = label_of[field[i]]
        form[i] = forms_of[field[i], row[i]]
        quality[i] = quality_of[form[i]]
        whose[i] = subject[field[i], row[i]]
        nobody[i] = whose[i] < 0


@compiled
def _gathered(
    fields: NDArray[np.int64], start: NDArray[np.int32], end: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Marks of shape (fields, marks, rows), row by row: start, end, field and row, and offsets."""
    count = 0
    for place in range(len(fields)):
        for mark in range(end.shape[1]):
            for row in range(end.shape[2]):
                count += end[place, mark, row] > 0
    made = np.empty((4, count), np.int32)
    offsets = np.zeros(end.shape[2] + 1, np.int32)
    at = 0
    for row in range(end.shape[2]):
        for place in range(len(fields)):
            for mark in range(end.shape[1]):
                if end[place, mark, row] > 0:
                    made[0, at] = start[place, mark, row]
                    made[1, at] = end[place, mark, row]
                    made[2, at] = fields[place]
                    made[3, at] = row
                    at += 1
        offsets[row + 1] = at
    return made, offsets


def _kept(first: NDArray[np.int32], where: NDArray[np.bool_]) -> pa.Array:
    """List offsets when only the entries told are kept."""
    before = np.zeros(len(where) + 1, np.int32)
    np.cumsum(where, out=before[1:])
    return pa.array(before[first])


def _dictionary(codes: Codes, names: pa.Array) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes), names)
