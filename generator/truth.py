"""The truth of a block of records as Arrow columns: what stands where, whose it is, how written."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.buffers import named, names, numbers
from leakbench.generator.compiled import compiled
from leakbench.generator.corpus import Corpus
from leakbench.generator.decoys import decoy_kinds
from leakbench.generator.entities import entities
from leakbench.generator.forms import forms
from leakbench.generator.marks import Codes, Fields, Marks
from leakbench.generator.people import People
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

Number = TypeVar("Number", bound=np.number)


class Truth:
    """What is known of a corpus's fields; they are numbered, decoy kinds after the corpus's own."""

    def __init__(self, corpus: Corpus) -> None:
        fields, kinds = corpus.fields, decoy_kinds()
        labels = list(entities())
        given = [*(field.label for field in fields), *(kind.label for kind in kinds)]
        decoys = [*(field.decoy for field in fields), *(kind.name for kind in kinds)]
        known = sorted({name for name in decoys if name})
        self._roles = [field.role for field in fields]
        self._label = np.array([labels.index(name) if name else -1 for name in given], np.int8)
        self._decoy = np.array([known.index(name) if name else -1 for name in decoys], np.int8)
        self._quality = np.array([QUALITIES.index(form.quality) for form in forms()], np.int8)
        self._labels, self._decoys = names(labels), names(known)
        self._forms, self._qualities = names([form.name for form in forms()]), names(QUALITIES)

    def fields(
        self,
        packed: NDArray[np.int64],
        written: Sequence[Written],
        roles: Mapping[str, object],
    ) -> Fields:
        """The fields of a block of rows, with what is known of them.

        Args:
            packed: Strings of all fields, those of decoys included, shape (fields, rows).
            written: The corpus's fields as written.
            roles: Who they are about; spans carry the index of ``People``.
        """
        rows = packed.shape[1]
        people = {name: role.index for name, role in roles.items() if isinstance(role, People)}
        person = np.full(len(packed), -1, np.int32)
        person[: len(self._roles)] = [
            list(people).index(role) if role in people else -1 for role in self._roles
        ]
        touched = [i for i, column in enumerate(written) if len(column.marks)]
        changed = np.full(len(packed), -1, np.int32)
        changed[touched] = np.arange(len(touched))
        return Fields(
            packed,
            changed,
            _stacked([written[i].marks for i in touched], rows, np.int64),
            _stacked([written[i].form for i in touched], rows, np.int16),
            self._label,
            self._decoy,
            person,
            _stacked(list(people.values()), rows, np.int64),
            self._quality,
        )

    def text_spans(self, marks: Marks, fields: Fields) -> pa.Array:
        """Labelled spans of the texts, out of their marks."""
        return _listed(TEXT_SPANS, marks.first, TEXT_SPAN, self._facts(marks, fields))

    def cell_spans(self, marks: Marks, column: NDArray[np.int16], fields: Fields) -> pa.Array:
        """Labelled spans of the table's cells, out of their marks and the column of each."""
        facts = [numbers(pa.int16(), column), *self._facts(marks, fields)]
        return _listed(CELL_SPANS, marks.first, CELL_SPAN, facts)

    def decoys(self, marks: Marks) -> pa.Array:
        """Decoys in the texts, out of their marks."""
        facts = [
            numbers(pa.int32(), marks.start),
            numbers(pa.int32(), marks.end),
            named(self._decoy.take(marks.field), self._decoys),
        ]
        return _listed(DECOYS, marks.first, DECOY, facts)

    def _facts(self, marks: Marks, fields: Fields) -> list[pa.Array]:
        count = len(marks.start)
        label, quality = np.empty((2, count), np.int8)
        form, subject = np.empty(count, np.int16), np.empty(count, np.int64)
        known = np.zeros((count + 7) // 8, np.uint8)
        _look_up(marks.field, marks.row, fields, label, quality, form, subject, known)
        return [
            numbers(pa.int32(), marks.start),
            numbers(pa.int32(), marks.end),
            named(label, self._labels),
            numbers(pa.int64(), subject, known),
            named(quality, self._qualities),
            named(form, self._forms),
        ]


@compiled
def _look_up(
    field: NDArray[np.int32],
    row: NDArray[np.int32],
    fields: Fields,
    label: Codes,
    quality: Codes,
    form: NDArray[np.int16],
    subject: NDArray[np.int64],
    known: NDArray[np.uint8],
) -> None:
    for i in range(len(field)):
        which = field[i]
        label[i] = fields.label[which]
        changed = fields.changed[which]
        form[i] = fields.form[changed, row[i]] if changed >= 0 else 0
        quality[i] = fields.quality[form[i]]
        person = fields.person[which]
        if person >= 0:
            subject[i] = fields.subject[person, row[i]]
            known[i >> 3] |= np.uint8(1 << (i & 7))
        else:
            subject[i] = -1


def _stacked(columns: list[NDArray[Number]], rows: int, kind: type[Number]) -> NDArray[Number]:
    return np.stack(columns) if columns else np.zeros((0, rows), kind)


def _listed(
    kind: pa.DataType, first: NDArray[np.int32], item: pa.DataType, facts: list[pa.Array]
) -> pa.Array:
    spans = pa.StructArray.from_arrays(facts, fields=list(item))
    return pa.ListArray.from_arrays(numbers(pa.int32(), first), spans, type=kind)
