"""Generates the records of a corpus, block by block, as Arrow batches with exact labels."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.corpus import load_corpus
from leakbench.generator.decoys import Decoys, decoy_kinds, decoy_sentences
from leakbench.generator.people import People
from leakbench.generator.population import Population
from leakbench.generator.records import records
from leakbench.generator.render import Values, render
from leakbench.generator.schema import dataset_schema
from leakbench.generator.spec import Spec
from leakbench.generator.streams import Index, Streams, below, chance, lower
from leakbench.generator.strings import Strings, choose
from leakbench.generator.surfaces import Surfaces, Written
from leakbench.generator.tabular import Places, headers, slipped
from leakbench.generator.templates import compile_templates, fields_of
from leakbench.generator.truth import Truth

BLOCK = 16_384
"""Rows of a block: large enough to spread the calls, small enough to stay in the cache."""


def schema(spec: Spec) -> pa.Schema:
    """The schema of a dataset; a field's column carries ``field`` and ``label`` as metadata.

    Raises:
        UnknownCorpusError: There is no such corpus.
    """
    fields = load_corpus(spec.corpus).fields
    columns = []
    for field, header in zip(fields, headers(spec, fields), strict=True):
        metadata = {"field": field.name} | ({"label": field.label} if field.label else {})
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


def records_at(spec: Spec, index: Index) -> pa.RecordBatch:
    """The records of a dataset at any indices, in the order given.

    Args:
        spec: The dataset.
        index: At least one index, none of them negative.

    Raises:
        UnknownCorpusError: There is no such corpus.
        ValueError: There is no index, or a negative one.
    """
    if not len(index) or index.min() < 0:
        raise ValueError("records are at one or more indices, none of them below 0")
    return _writer(spec).at(index)


@lru_cache(maxsize=16)  # every corpus once
def _writer(spec: Spec) -> "_Writer":
    return _Writer(spec)


class _Writer:
    """Writes blocks of one dataset; vocabularies and templates are prepared once."""

    def __init__(self, spec: Spec) -> None:
        self._corpus = load_corpus(spec.corpus)
        self._schema = schema(spec)
        self._columns = self._corpus.slips(spec.columns)
        self._truth = Truth(self._corpus)
        self._population = Population(spec.seed, spec.split, spec.reference_date, spec.identity)
        self._streams = Streams(spec.seed, f"{spec.split}/{spec.corpus}")
        arena = self._population.arena
        self._surfaces = Surfaces(spec.noise, arena)
        self._decoys = Decoys(arena)
        names = [*(field.name for field in self._corpus.fields), *(k.name for k in decoy_kinds())]
        parts = [*self._corpus.parts, decoy_sentences(self._corpus.decoy_rate)]
        carriers = [part.templates[spec.split] for part in parts]
        self._programs = compile_templates(
            [template for some in carriers for template in some],
            {name: i for i, name in enumerate(names)},
            arena,
        )
        self._parts = [(part.name, part.share, len(part.templates[spec.split])) for part in parts]
        carried = [set(fields_of(template)) for some in carriers for template in some]
        self._carries = [
            np.array([kind.name in names for names in carried]) for kind in decoy_kinds()
        ]

    def block(self, first: int, rows: int) -> pa.RecordBatch:
        """One block of records."""
        return self.at(np.arange(first, first + rows, dtype=np.int64))

    def at(self, index: Index) -> pa.RecordBatch:
        """The records at these indices."""
        rows = len(index)
        self._population.arena.reset()
        roles = self._roles(index)
        cells = self._written("cell", index, roles)
        in_text = cells if self._surfaces.plain else self._written("text", index, roles)
        program, decoys = self._choice(index)
        fields = in_text + decoys
        made = render(program, self._programs, _grid(fields), self._population.arena)
        subject = self._subjects(roles, len(fields), rows)
        place = None
        if self._columns != "straight":
            place = slipped(self._columns, len(cells), index, self._streams)
        return pa.RecordBatch.from_arrays(
            [
                pa.array(index),
                *(self._column(strings) for strings in _placed(cells, place)),
                _strings(made.offsets, made.text),
                self._truth.text_spans(made, fields, subject),
                self._truth.cell_spans(cells, subject, place),
                self._truth.decoys(made),
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
                else records(parent)(self._population, index)
            )
        return roles

    def _written(self, where: str, index: Index, roles: dict[str, object]) -> list[Written]:
        wear = self._corpus.wear
        strength = _attribute(roles, wear) if wear else None
        columns = []
        for field in self._corpus.fields:
            values = _attribute(roles, field.value)
            if field.label is None and field.decoy is not None:
                columns.append(_as_written(values))
                continue
            second = None
            if field.second is not None and not self._surfaces.plain:
                second = _attribute(roles, field.second)
            bits = self._streams.bits(f"surface/{where}/{field.name}", index)
            columns.append(self._surfaces.write(values, second, field.label, bits, strength))
        return columns

    def _subjects(self, roles: dict[str, object], fields: int, rows: int) -> NDArray[np.int64]:
        """Index of the person a field is about, shape (fields, rows); -1 for nobody."""
        out = np.full((fields, rows), -1, np.int64)
        for i, field in enumerate(self._corpus.fields):
            role = roles[field.role]
            if isinstance(role, People):
                out[i] = role.index
        return out

    def _choice(self, index: Index) -> tuple[NDArray[np.int32], list[Written]]:
        """The template of each part of each text (-1 is none), and the values of all decoys."""
        program = np.empty((len(self._parts), len(index)), np.int32)
        first = 0
        for place, (name, share, count) in enumerate(self._parts):
            bits = self._streams.bits(f"part/{name}", index)
            program[place] = np.where(chance(lower(bits), share), first + below(bits, count), -1)
            first += count
        values = []
        for kind, carries in enumerate(self._carries):
            wanted = np.any(carries[program] & (program >= 0), axis=0)
            bits = self._streams.bits(f"decoy/{kind}", index)
            values.append(_as_written(self._decoys.draw(kind, bits, wanted)))
        return program, values

    def _column(self, strings: Strings) -> pa.Array:
        return _strings(*self._population.arena.copy(strings))


def _attribute(roles: dict[str, object], path: str) -> Any:
    role, _, attribute = path.partition(".")
    return getattr(roles[role], attribute)


def _placed(cells: list[Written], place: Places | None) -> list[Strings]:
    """The strings of each column, when cells have slipped into others' columns."""
    strings = [written.strings for written in cells]
    if place is None:
        return strings
    return [choose(which, strings) for which in place]


def _as_written(strings: Strings) -> Written:
    rows = len(strings)
    chars = strings.chars.astype(np.int32)[None]
    return Written(strings, np.zeros((1, rows), np.int32), chars, np.zeros(rows, np.int16))


def _grid(columns: list[Written]) -> Values:
    """The columns one below another, with as many marks as the richest of them has."""
    rows = len(columns[0].form)
    marks = max(len(column.mark_end) for column in columns)
    mark_start, mark_end = np.zeros((2, marks, len(columns), rows), np.int32)
    for i, column in enumerate(columns):
        mark_start[: len(column.mark_start), i] = column.mark_start
        mark_end[: len(column.mark_end), i] = column.mark_end
    packed = np.stack([column.strings.packed for column in columns])
    return Values(packed, mark_start, mark_end)


def _strings(offsets: NDArray[np.int32], data: NDArray[np.uint8]) -> pa.StringArray:
    return pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data))
