"""Generates the records of a corpus, block by block, as Arrow batches with exact labels."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.corpus import load_corpus
from leakbench.generator.decoy_kinds import decoy_kinds, decoy_sentences
from leakbench.generator.engine.buffers import numbers, strings
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, Streams, below, chance, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.records.registry import records
from leakbench.generator.schema import dataset_schema
from leakbench.generator.spec import Spec
from leakbench.generator.surfaces.decoys import Decoys
from leakbench.generator.surfaces.noise_profile import NoiseProfile, WrittenColumn, written_plainly
from leakbench.generator.surfaces.rendering import cell_spans, render
from leakbench.generator.surfaces.table_layout import Places, cell_places, headers
from leakbench.generator.surfaces.truth import Truth

BLOCK = 32_768
"""Rows of a block: large enough to spread the calls, small enough to stay in the cache."""


class UnknownAttributeError(LeakbenchError, LookupError):
    """A corpus asks a kind of record for what it has not.

    Attributes:
        path: What was asked for: ``role.attribute``.
    """

    def __init__(self, path: str, kind: type) -> None:
        self.path = path
        super().__init__(f"{path}: {kind.__name__} has no such attribute")


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
        self._columns = self._corpus.cell_order(spec.columns)
        self._truth = Truth(self._corpus)
        self._population = Population(spec.seed, spec.split, spec.reference_date, spec.identity)
        self._streams = Streams(spec.seed, f"{spec.split}/{spec.corpus}")
        arena = self._population.arena
        self._noise = NoiseProfile(spec.noise, arena, spec.strength)
        names = [*(field.name for field in self._corpus.fields), *(k.name for k in decoy_kinds())]
        parts = [*self._corpus.parts, decoy_sentences(self._corpus.decoy_rate)]
        templates = [template for part in parts for template in part.templates[spec.split]]
        self._decoys = Decoys(templates, spec.split, arena)
        self._programs = compile_templates(
            templates, {name: i for i, name in enumerate(names)}, arena
        )
        self._fields = len(names)
        self._parts = [(part.name, part.share, len(part.templates[spec.split])) for part in parts]

    def block(self, first: int, rows: int) -> pa.RecordBatch:
        """One block of records."""
        return self.at(np.arange(first, first + rows, dtype=np.int64))

    def at(self, index: Index) -> pa.RecordBatch:
        """The records at these indices."""
        self._population.arena.reset()
        roles = self._roles(index)
        cells = self._written("cell", index, roles)
        in_text = cells if self._noise.plain else self._written("text", index, roles)
        program = self._choice(index)
        fields = self._truth.fields(self._grid(program, index, in_text), in_text, roles)
        made = render(program, self._programs, fields, self._population.arena)
        place = self._place(index)
        in_cells = fields
        if in_text is not cells:
            packed = np.stack([written.strings.packed for written in cells])
            in_cells = self._truth.fields(packed, cells, roles)
        return pa.RecordBatch.from_arrays(
            [
                numbers(pa.int64(), np.ascontiguousarray(index)),
                *(self._column(column) for column in _placed(cells, place)),
                strings(made.offsets, made.text),
                self._truth.text_spans(made.spans, made.attributes),
                self._truth.cell_spans(*cell_spans(in_cells, place)),
                self._truth.decoys(made.decoys),
            ],
            schema=self._schema,
        )

    def _roles(self, index: Index) -> dict[str, object]:
        roles: dict[str, object] = {}
        for name, source in self._corpus.roles.items():
            roles[name] = (
                _attribute(roles, source)
                if "." in source
                else records(source)(self._population, index)
            )
        return roles

    def _written(self, where: str, index: Index, roles: dict[str, object]) -> list[WrittenColumn]:
        source = self._corpus.wear
        wear = _attribute(roles, source) if source else None
        columns = []
        for field in self._corpus.fields:
            values = _attribute(roles, field.value)
            if field.label is None:
                columns.append(written_plainly(values))
                continue
            second = None
            if field.second is not None and not self._noise.plain:
                second = _attribute(roles, field.second)
            bits = self._streams.bits(f"surface/{where}/{field.name}", index)
            columns.append(self._noise.write(values, second, field.label, bits, wear))
        return columns

    def _choice(self, index: Index) -> NDArray[np.int32]:
        """The template of each part of each text, shape (parts, rows); -1 is none."""
        program = np.empty((len(self._parts), len(index)), np.int32)
        first = 0
        for place, (name, share, count) in enumerate(self._parts):
            bits = self._streams.bits(f"part/{name}", index)
            program[place] = np.where(chance(lower(bits), share), first + below(bits, count), -1)
            first += count
        return program

    def _grid(
        self, program: NDArray[np.int32], index: Index, written: list[WrittenColumn]
    ) -> NDArray[np.int64]:
        """The strings of all fields, decoys last, one below another."""
        packed = np.empty((self._fields, len(index)), np.int64)
        for i, column in enumerate(written):
            packed[i] = column.strings.packed
        self._decoys.fill(program, index, self._streams, packed[len(written) :])
        return packed

    def _place(self, index: Index) -> Places:
        """Which field stands in each column."""
        fields = len(self._corpus.fields)
        if self._columns == "straight":
            return np.arange(fields)[:, None]
        return cell_places(self._columns, fields, index, self._streams)

    def _column(self, column: Strings) -> pa.Array:
        return strings(*self._population.arena.copy(column))


def _attribute(roles: dict[str, object], path: str) -> Any:
    role, _, attribute = path.partition(".")
    if not hasattr(type(roles[role]), attribute):
        raise UnknownAttributeError(path, type(roles[role]))
    return getattr(roles[role], attribute)


def _placed(cells: list[WrittenColumn], place: Places) -> list[Strings]:
    """The strings of each column, cells standing in others' columns."""
    columns = [written.strings for written in cells]
    if place.shape[1] == 1:  # the same in all rows, or there is one row
        return [columns[which] for which in place[:, 0]]
    return [choose(which, columns) for which in place]
