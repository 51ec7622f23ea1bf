"""The truth of a block of records as Arrow columns: what stands where, whose it is, how written."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.corpus import Corpus
from leakbench.generator.decoy_kinds import decoy_kinds
from leakbench.generator.engine.buffers import named, names, numbers
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.listed import Listed
from leakbench.generator.entities import entities
from leakbench.generator.population.people import People
from leakbench.generator.schema import (
    CELL_SPAN,
    CELL_SPANS,
    DECOY,
    DECOYS,
    QUALITIES,
    TEXT_SPAN,
    TEXT_SPANS,
)
from leakbench.generator.surfaces.declared_forms import forms
from leakbench.generator.surfaces.noise_profile import WrittenColumn
from leakbench.generator.surfaces.spans import Fields, Further, SpanAttributes, Spans
from leakbench.generator.value_forms import partial_forms, value_forms

Number = TypeVar("Number", bound=np.number)


class Truth:
    """What is known of a corpus's fields; they are numbered, then its slots, then decoy kinds."""

    def __init__(self, corpus: Corpus) -> None:
        fields, kinds = corpus.fields, decoy_kinds()
        labels = list(entities())
        slots = [None] * len(corpus.slots)
        given = [*(field.label for field in fields), *slots, *(kind.label for kind in kinds)]
        decoys = [*(field.decoy for field in fields), *slots, *(kind.name for kind in kinds)]
        known = sorted({name for name in decoys if name})
        self._roles = [field.role for field in fields]
        self._seconds = [field.second and field.second.partition(".")[0] for field in fields]
        self._label = np.array([labels.index(name) if name else -1 for name in given], np.int8)
        self._decoy = np.array([known.index(name) if name else -1 for name in decoys], np.int8)
        of_surfaces = [QUALITIES.index(form.quality) for form in forms()]
        of_values = [QUALITIES.index("exact")] * len(value_forms())
        self._quality = np.array([*of_surfaces, *of_values], np.int8)
        partial = [partial_forms().get(name) for name in value_forms()]
        own = [-1 if form is None else labels.index(form.label) for form in partial]
        self._own_label = np.array([*(-1 for _ in of_surfaces), *own], np.int8)
        personal = np.array([entities()[label].personal for label in labels])
        self._nobody = (self._own_label >= 0) & ~personal[self._own_label]
        self._labels, self._decoys = names(labels), names(known)
        self._forms = names([*(form.name for form in forms()), *value_forms()])
        self._qualities = names(QUALITIES)

    def fields(
        self,
        packed: NDArray[np.int64],
        written: Sequence[WrittenColumn],
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
        person, several = np.full((2, len(packed)), -1, np.int32)
        person[: len(self._roles)] = [
            list(people).index(role) if role in people else -1 for role in self._roles
        ]
        others = [self._others(i, column, people) for i, column in enumerate(written)]
        having = [i for i, one in enumerate(others) if one is not None]
        several[having] = np.arange(len(having))
        touched = [i for i, column in enumerate(written) if len(column.extents)]
        changed = np.full(len(packed), -1, np.int32)
        changed[touched] = np.arange(len(touched))
        return Fields(
            packed,
            changed,
            _stacked([written[i].extents for i in touched], rows, np.int64),
            _stacked([written[i].form for i in touched], rows, np.int16),
            self._label,
            self._decoy,
            person,
            several,
            _stacked(list(people.values()), rows, np.int64),
            self._quality,
            self._own_label,
            self._nobody,
            _together([one for one in others if one is not None], rows),
        )

    def _others(
        self, field: int, written: WrittenColumn, people: Mapping[str, NDArray[np.int64]]
    ) -> Listed | None:
        """The values of a field beside the first ones; nothing if it has none."""
        second = self._seconds[field]
        if second is None or not len(written.extents):
            return written.listed
        rows = len(written.extents)
        first, row = np.zeros(rows + 1, np.int32), np.empty(rows, np.int32)
        row = row[: _of_second(written.extents, first, row)]
        if not len(row):
            return None
        extents, form = written.extents[row], written.form[row]
        own, nobody = self._own_label[form], self._nobody[form] | (second not in people)
        return Listed(
            written.strings,
            first,
            ((extents >> 16) & 0xFFFF).astype(np.int32),
            (extents & 0xFFFF).astype(np.int32),
            np.where(own >= 0, own, self._label[field]),
            form,
            np.where(nobody, -1, people[second][row] if second in people else -1),
        )

    def text_spans(self, spans: Spans, attributes: SpanAttributes) -> pa.Array:
        """Labelled spans of the texts."""
        return _listed(TEXT_SPANS, spans.first, TEXT_SPAN, self._columns(spans, attributes))

    def cell_spans(
        self, spans: Spans, attributes: SpanAttributes, column: NDArray[np.int16]
    ) -> pa.Array:
        """Labelled spans of the table's cells, the column of each included."""
        columns = [numbers(pa.int16(), column), *self._columns(spans, attributes)]
        return _listed(CELL_SPANS, spans.first, CELL_SPAN, columns)

    def decoys(self, spans: Spans) -> pa.Array:
        """Decoys in the texts."""
        columns = [
            numbers(pa.int32(), spans.start),
            numbers(pa.int32(), spans.end),
            named(spans.label, self._decoys),
        ]
        return _listed(DECOYS, spans.first, DECOY, columns)

    def _columns(self, spans: Spans, attributes: SpanAttributes) -> list[pa.Array]:
        known = np.packbits(attributes.subject >= 0, bitorder="little")
        return [
            numbers(pa.int32(), spans.start),
            numbers(pa.int32(), spans.end),
            named(spans.label, self._labels),
            numbers(pa.int64(), attributes.subject, known),
            named(attributes.quality, self._qualities),
            named(attributes.form, self._forms),
        ]


def _stacked(columns: list[NDArray[Number]], rows: int, kind: type[Number]) -> NDArray[Number]:
    """The columns one below another; one of nothing if there are none, as kernels look at one."""
    return np.stack(columns) if columns else np.zeros((1, rows), kind)


@compiled
def _of_second(extents: NDArray[np.int64], first: NDArray[np.int32], row: NDArray[np.int32]) -> int:
    """Rows that have a second value, and how many do before each; gives how many do."""
    count = 0
    for here in range(len(extents)):
        row[count] = here
        count += extents[here] & 0xFFFF > 0
        first[here + 1] = count
    return count


def _together(columns: list[Listed], rows: int) -> Further:
    """The other values of several fields one after another."""
    offset = np.cumsum([0, *(len(one.start) for one in columns)], dtype=np.int32)
    first = [one.first + before for one, before in zip(columns, offset, strict=False)]

    def joined(name: str, kind: type[Number]) -> NDArray[Number]:
        return np.concatenate([np.empty(0, kind), *(getattr(one, name) for one in columns)])

    return Further(
        _stacked(first, rows + 1, np.int32),
        joined("start", np.int32),
        joined("end", np.int32),
        joined("label", np.int8),
        joined("form", np.int16),
        joined("subject", np.int64),
        max((int(np.diff(one.first).max(initial=0)) for one in columns), default=0),
    )


def _listed(
    kind: pa.DataType, first: NDArray[np.int32], item: pa.DataType, attributes: list[pa.Array]
) -> pa.Array:
    spans = pa.StructArray.from_arrays(attributes, fields=list(item))
    return pa.ListArray.from_arrays(numbers(pa.int32(), first), spans, type=kind)
