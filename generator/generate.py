"""Generates the records of a corpus, block by block, as Arrow batches with exact labels."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from threading import get_ident

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.corpus import corpus_of, load_corpus
from leakbench.generator.engine.buffers import numbers, strings
from leakbench.generator.engine.files import Files
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, Streams
from leakbench.generator.engine.strings import Packed, Strings, choose
from leakbench.generator.field_columns import FieldColumns
from leakbench.generator.furniture import Furniture, Rows
from leakbench.generator.keys import key_of
from leakbench.generator.pack_checks import in_use
from leakbench.generator.packs import current
from leakbench.generator.schema import FIRST_COLUMNS, LAST_COLUMNS, dataset_schema
from leakbench.generator.spec import Spec
from leakbench.generator.surfaces.cell_spans import cell_spans
from leakbench.generator.surfaces.placeholders import Placeholders
from leakbench.generator.surfaces.rendering import render
from leakbench.generator.surfaces.spans import Fields
from leakbench.generator.surfaces.table_layout import Places, cell_places, headers
from leakbench.generator.surfaces.truth import Truth
from leakbench.generator.wording import Wording

_OF_PEOPLE = ("seed", "split", "reference_date", "identity", "pack", "key")

BLOCK = 32_840
"""Rows of a block: large enough to spread the calls, small enough to stay in the cache, and no
power of two, or the same rows of all columns would claim the same few places of it."""


def schema(spec: Spec) -> pa.Schema:
    """The schema of a dataset; a field's column carries ``field`` and ``label`` as metadata.

    Raises:
        UnknownCorpusError: There is no such corpus.
    """
    fields = corpus_of(spec).fields
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


def _writer(spec: Spec) -> "_Writer":
    return _writer_of(spec, get_ident())


# Each thread has its own, because an arena holds one block at a time.
@lru_cache(maxsize=16)  # every corpus once
def _writer_of(spec: Spec, thread: int) -> "_Writer":
    who = {name: getattr(spec, name) for name in _OF_PEOPLE}
    with in_use(spec.pack):
        return _Writer(spec, _population(Spec("", **who), thread))


@lru_cache(maxsize=8)
def _population(of: Spec, _thread: int) -> Population:
    """What datasets share that tell of the same people: its vocabularies take time to make."""
    return Population(of.seed, of.split, of.reference_date, of.identity, key_of(of.key))


class _Writer:
    """Writes blocks of one dataset."""

    def __init__(self, spec: Spec, population: Population) -> None:
        self._pack = current()
        self._corpus = load_corpus(spec.corpus)
        self._schema = schema(spec)
        self._columns = self._corpus.cell_order(spec.columns)
        self._truth = Truth(self._corpus)
        self._population = population
        self._streams = Streams(spec.seed, f"{spec.split}/{spec.corpus}")
        self._fields = FieldColumns(spec, population, self._streams)
        self._wording = population.vocabulary(Wording, spec.corpus)
        rows = self._corpus.file_rows(spec.rows_per_file)
        self._row_column = self._corpus.row_column
        furnished = self._row_column is not None
        self._files = Files(rows, population.streams, furnished=furnished)
        names = self._schema.names[len(FIRST_COLUMNS) : -len(LAST_COLUMNS)]
        self._furniture = Furniture(self._corpus, names, population)
        self._placeholders = Placeholders(self._corpus, population.arena, self._streams)

    def block(self, first: int, rows: int) -> pa.RecordBatch:
        """One block of records."""
        return self.at(np.arange(first, first + rows, dtype=np.int64))

    def at(self, index: Index) -> pa.RecordBatch:
        """The records at these indices."""
        with in_use(self._pack):
            return self._at(index)

    def _at(self, index: Index) -> pa.RecordBatch:
        self._population.arena.reset()
        located = self._files.locate(index)
        roles = self._fields.roles(located)
        cells = self._fields.cells(index, located.file, roles)
        in_text = cells if self._fields.plain else self._fields.texts(index, roles)
        program = self._wording.choose(index, self._streams)
        bits = self._wording.alternatives(index, self._streams)
        written = [*(column.strings for column in in_text), *self._fields.slots(roles)]
        grid = self._grid(program, index, written)
        furniture = self._furniture.rows(located, grid)
        self._furnish(furniture, program, grid)
        fields = self._truth.fields(grid, in_text, roles)
        made = render(program, bits, self._wording.programs, fields, self._population.arena)
        place = self._place(index, furniture.at)
        in_cells = fields
        if in_text is not cells:
            packed = np.stack([written.strings.packed for written in cells])
            in_cells = self._truth.fields(packed, cells, roles)
        filled = self._placeholders.filling(located.file, index)
        shown = _placed(_shown(in_cells, furniture, filled), place)
        columns = [self._column(column) for column in shown]
        furniture.clear(in_cells)
        return pa.RecordBatch.from_arrays(
            [
                numbers(pa.int64(), np.ascontiguousarray(index)),
                numbers(pa.int64(), located.file),
                *columns,
                strings(made.offsets, made.text),
                self._truth.text_spans(made.spans, made.attributes),
                self._truth.cell_spans(*cell_spans(in_cells, place)),
                self._truth.decoys(made.decoys),
            ],
            schema=self._schema,
        )

    def _grid(
        self, program: NDArray[np.int32], index: Index, written: list[Strings]
    ) -> NDArray[np.int64]:
        """The strings of all fields, decoys last, one below another."""
        packed = np.empty((self._wording.fields, len(index)), np.int64)
        for i, strings_of_field in enumerate(written):
            packed[i] = strings_of_field.packed
        self._wording.fill_decoys(program, index, self._streams, packed)
        return packed

    def _furnish(
        self, furniture: Rows, program: NDArray[np.int32], grid: NDArray[np.int64]
    ) -> None:
        """Let what is no record say in its text what stands in its row."""
        if len(furniture.at):
            self._wording.leave_to_row(program, furniture.at)
            grid[self._row_column, furniture.at] = furniture.line

    def _place(self, index: Index, unmoved: NDArray[np.intp]) -> Places:
        """Which field stands in each column; rows that are no records do not slip."""
        fields = len(self._corpus.fields)
        straight = np.arange(fields)[:, None]
        if self._columns == "straight":
            return straight
        place = cell_places(self._columns, fields, index, self._streams)
        place[:, unmoved] = straight
        return place

    def _column(self, column: Strings) -> pa.Array:
        return strings(*self._population.arena.copy(column))


def _shown(
    fields: Fields, furniture: Rows, filled: Callable[[int, Packed], Packed]
) -> Iterator[Strings]:
    """The fields with what stands in cells beside values; their texts are made before.

    One after another, so that whoever takes a column finds it in the cache.
    """
    for field, cells in enumerate(furniture.cells):
        column = filled(field, fields.packed[field])
        column[furniture.at] = cells
        yield Strings(column)


def _placed(fields: Iterator[Strings], place: Places) -> Iterable[Strings]:
    """The strings of each column, cells standing in others' columns."""
    if place.shape[1] == 1 and (place[:, 0] == np.arange(len(place))).all():
        return fields
    columns = list(fields)
    return [
        choose(which, columns) for which in np.broadcast_to(place, (len(place), len(columns[0])))
    ]
