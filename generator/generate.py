"""Generates the records of a corpus, block by block, as Arrow batches with exact labels."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.corpus import Corpus, load_corpus
from leakbench.generator.decoys import Decoys, decoy_kinds, decoy_sentences
from leakbench.generator.entities import entities
from leakbench.generator.people import People
from leakbench.generator.population import Population
from leakbench.generator.render import Rendered, Values, render
from leakbench.generator.schema import (
    CELL_SPAN,
    CELL_SPANS,
    DECOY,
    DECOYS,
    QUALITIES,
    TEXT_SPAN,
    TEXT_SPANS,
    dataset_schema,
)
from leakbench.generator.spec import Spec
from leakbench.generator.streams import Index, Streams, below, chance, lower
from leakbench.generator.strings import Strings
from leakbench.generator.surfaces import Surfaces, Written, forms
from leakbench.generator.templates import compile_templates, fields_of

BLOCK = 16_384
"""Rows of a block: large enough to spread the calls, small enough to stay in the cache."""


def schema(spec: Spec) -> pa.Schema:
    """The schema of a dataset; a field's column carries ``field`` and ``label`` as metadata.

    Raises:
        UnknownCorpusError: There is no such corpus.
    """
    streams = Streams(spec.seed, spec.split)
    columns = []
    for field in load_corpus(spec.corpus).fields:
        headers = field.headers[spec.split]
        bits = streams.bits(f"header/{spec.corpus}/{field.name}", np.zeros(1, np.int64))
        metadata = {"field": field.name} | ({"label": field.label} if field.label else {})
        header = headers[int(below(bits, len(headers))[0])]
        columns.append(pa.field(header, pa.string(), metadata=metadata))
    return dataset_schema(columns)


def batches(
    spec: Spec, rows: int, *, start: int = 0, block: int = BLOCK
) -> Iterator[pa.RecordBatch]:
    """Records ``start`` to ``start + rows`` of a dataset.

    The block size changes how the records come, never what they are.

    Raises:
        UnknownCorpusError: There is no such corpus.
        ValueError: Rows or block size are not positive, or the start is negative.
    """
    if rows < 1 or block < 1 or start < 0:
        raise ValueError(
            f"rows {rows} and block {block} must be positive, start {start} not below 0"
        )
    writer = _writer(spec)
    for first in range(start, start + rows, block):
        yield writer.block(first, min(block, start + rows - first))


@lru_cache(maxsize=4)
def _writer(spec: Spec) -> "_Writer":
    return _Writer(spec)


class _Writer:
    """Writes blocks of one dataset; vocabularies and templates are prepared once."""

    def __init__(self, spec: Spec) -> None:
        self._corpus: Corpus = load_corpus(spec.corpus)
        self._schema = schema(spec)
        self._population = Population(spec.seed, spec.split, spec.reference_date)
        self._streams = Streams(spec.seed, f"{spec.split}/{spec.corpus}")
        arena = self._population.arena
        self._surfaces = Surfaces(spec.noise, arena)
        self._decoys = Decoys(arena)
        fields, kinds = self._corpus.fields, decoy_kinds()
        number = {field.name: i for i, field in enumerate(fields)}
        number |= {kind.name: len(fields) + i for i, kind in enumerate(kinds)}
        templates = self._corpus.templates[spec.split]
        sentences = decoy_sentences(spec.split)
        self._programs = compile_templates([*templates, *sentences], number, arena)
        self._templates, self._sentences = len(templates), len(sentences)
        carried = [set(fields_of(sentence)) for sentence in sentences]
        self._carries = np.array([[kind.name in names for names in carried] for kind in kinds])
        labels = list(entities())
        names = [*(field.label for field in fields), *(kind.label for kind in kinds)]
        self._label = np.array([labels.index(name) if name else -1 for name in names], np.int8)
        self._decoy_names = sorted({f.decoy for f in fields if f.decoy} | {k.name for k in kinds})
        decoys = [*(field.decoy for field in fields), *(kind.name for kind in kinds)]
        self._decoy = np.array(
            [self._decoy_names.index(name) if name else -1 for name in decoys], np.int8
        )
        self._names = pa.array(labels)
        self._forms = pa.array([form.name for form in forms()])
        self._quality = np.array([QUALITIES.index(form.quality) for form in forms()], np.int8)

    def block(self, first: int, rows: int) -> pa.RecordBatch:
        """One block of records."""
        index = np.arange(first, first + rows, dtype=np.int64)
        self._population.arena.reset()
        roles = self._roles(index)
        cells = self._written("cell", index, roles)
        texts = cells if self._surfaces.plain else self._written("text", index, roles)
        subject = self._subjects(roles, rows)
        text, spans, decoys = self._texts(index, texts, subject)
        columns = [self._column(written.strings) for written in cells]
        return pa.RecordBatch.from_arrays(
            [
                pa.array(index),
                *columns,
                text,
                spans,
                self._cell_spans(cells, subject),
                decoys,
            ],
            schema=self._schema,
        )

    def _roles(self, index: Index) -> dict[str, object]:
        roles: dict[str, object] = {}
        for name, source in self._corpus.roles.items():
            parent, _, attribute = source.partition(".")
            roles[name] = (
                getattr(roles[parent], attribute)
                if attribute
                else getattr(self._population, parent)(index)
            )
        return roles

    def _written(self, where: str, index: Index, roles: dict[str, object]) -> list[Written]:
        return [
            self._surfaces.write(
                _value(roles, field.value),
                _value(roles, field.second) if field.second and not self._surfaces.plain else None,
                field.label,
                self._streams.bits(f"surface/{where}/{field.name}", index),
            )
            for field in self._corpus.fields
        ]

    def _subjects(self, roles: dict[str, object], rows: int) -> NDArray[np.int64]:
        """Index of the person a field is about, shape (fields, rows); -1 for nobody."""
        out = np.full((len(self._label), rows), -1, np.int64)
        for i, field in enumerate(self._corpus.fields):
            role = roles[field.role]
            if isinstance(role, People):
                out[i] = role.index
        return out

    def _texts(
        self, index: Index, written: list[Written], subject: NDArray[np.int64]
    ) -> tuple[pa.Array, pa.Array, pa.Array]:
        bits = self._streams.bits("template", index)
        extra = self._streams.bits("decoy", index)
        sentence = below(lower(extra), self._sentences)
        has_decoy = chance(extra, self._corpus.decoy_rate)
        program = np.stack(
            [
                below(bits, self._templates),
                np.where(has_decoy, self._templates + sentence, -1),
            ]
        ).astype(np.int32)
        everything = written + [
            _as_written(
                self._decoys.draw(
                    kind, self._streams.bits(f"decoy/{kind}", index), carries[sentence] & has_decoy
                )
            )
            for kind, carries in enumerate(self._carries)
        ]
        values = _grid(everything)
        made = render(program, self._programs, values, self._population.arena)
        form = np.stack([column.form for column in everything])[made.field, made.row]
        labelled = self._label[made.field] >= 0
        decoy = self._decoy[made.field] >= 0
        spans = pa.ListArray.from_arrays(
            _kept(made.first, labelled),
            self._span(made, labelled, form, subject),
            type=TEXT_SPANS,
        )
        decoys = pa.ListArray.from_arrays(
            _kept(made.first, decoy),
            pa.StructArray.from_arrays(
                [
                    pa.array(made.start[decoy]),
                    pa.array(made.end[decoy]),
                    _dictionary(self._decoy[made.field[decoy]], pa.array(self._decoy_names)),
                ],
                fields=list(DECOY),
            ),
            type=DECOYS,
        )
        return _strings(made.offsets, made.text), spans, decoys

    def _span(
        self,
        made: Rendered,
        where: NDArray[np.bool_],
        form: NDArray[np.int16],
        subject: NDArray[np.int64],
    ) -> pa.StructArray:
        field, row = made.field[where], made.row[where]
        return pa.StructArray.from_arrays(
            [
                pa.array(made.start[where]),
                pa.array(made.end[where]),
                *self._facts(field, form[where], subject[field, row]),
            ],
            fields=list(TEXT_SPAN),
        )

    def _facts(
        self, field: NDArray[np.integer], form: NDArray[np.int16], subject: NDArray[np.int64]
    ) -> list[pa.Array]:
        return [
            _dictionary(self._label[field], self._names),
            pa.array(subject, mask=subject < 0),
            _dictionary(self._quality[form], pa.array(QUALITIES)),
            _dictionary(form, self._forms),
        ]

    def _cell_spans(self, cells: list[Written], subject: NDArray[np.int64]) -> pa.Array:
        labelled = np.flatnonzero(self._label[: len(cells)] >= 0)
        marks = max(len(cells[i].mark_end) for i in labelled)
        rows = subject.shape[1]
        start, end = np.zeros((2, rows, len(labelled), marks), np.int32)
        form = np.empty((rows, len(labelled), marks), np.int16)
        for place, field in enumerate(labelled):
            count = len(cells[field].mark_end)
            start[:, place, :count] = cells[field].mark_start.T
            end[:, place, :count] = cells[field].mark_end.T
            form[:, place] = cells[field].form[:, None]
        present = end > 0
        row, which, _ = np.nonzero(present)
        column = labelled[which]
        counts = present.reshape(rows, -1).sum(axis=1)
        offsets = np.zeros(rows + 1, np.int32)
        np.cumsum(counts, out=offsets[1:])
        spans = pa.StructArray.from_arrays(
            [
                pa.array(column.astype(np.int16)),
                pa.array(start[present]),
                pa.array(end[present]),
                *self._facts(column, form[present], subject[column, row]),
            ],
            fields=list(CELL_SPAN),
        )
        return pa.ListArray.from_arrays(pa.array(offsets), spans, type=CELL_SPANS)

    def _column(self, strings: Strings) -> pa.Array:
        offsets, data = self._population.arena.copy(strings)
        return _strings(offsets, data)


def _value(roles: dict[str, object], path: str) -> Strings:
    role, _, attribute = path.partition(".")
    value: Strings = getattr(roles[role], attribute)
    return value


def _as_written(strings: Strings) -> Written:
    rows = len(strings.start)
    return Written(
        strings, np.zeros((1, rows), np.int32), strings.chars[None], np.zeros(rows, np.int16)
    )


def _grid(columns: list[Written]) -> Values:
    """The columns one below another, with as many marks as the richest of them has."""
    rows = len(columns[0].form)
    marks = max(len(column.mark_end) for column in columns)
    mark_start, mark_end = np.zeros((2, marks, len(columns), rows), np.int32)
    for i, column in enumerate(columns):
        mark_start[: len(column.mark_start), i] = column.mark_start
        mark_end[: len(column.mark_end), i] = column.mark_end
    start, size, chars = (
        np.stack(part) for part in zip(*(column.strings for column in columns), strict=True)
    )
    return Values(start, size, chars, mark_start, mark_end)


def _kept(first: NDArray[np.int32], where: NDArray[np.bool_]) -> pa.Array:
    """List offsets when only the entries told are kept."""
    before = np.zeros(len(where) + 1, np.int32)
    np.cumsum(where, out=before[1:])
    return pa.array(before[first])


def _dictionary(codes: NDArray[np.integer], names: pa.Array) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes), names)


def _strings(offsets: NDArray[np.int32], data: NDArray[np.uint8]) -> pa.StringArray:
    return pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data))
