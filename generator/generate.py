"""Generates the records of a corpus, block by block, as Arrow batches with exact labels."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from threading import get_ident
from typing import cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.corpus import corpus_of, load_corpus
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.engine.buffers import numbers, strings
from leakbench.generator.engine.files import Files
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, Streams, chance
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.pack_checks import in_use
from leakbench.generator.packs import current, place_of_file
from leakbench.generator.records.attributes import (
    COLUMN,
    RECORDS_OF_A_ROLE,
    SHARES,
    Place,
    attribute,
    check_attribute,
)
from leakbench.generator.records.registry import Records, UnknownRecordsError, records
from leakbench.generator.schema import dataset_schema
from leakbench.generator.spec import Noise, Spec
from leakbench.generator.surfaces.declared_forms import Setting
from leakbench.generator.surfaces.forms import MEDIA, Medium
from leakbench.generator.surfaces.noise_profile import (
    NoiseProfile,
    WrittenColumn,
    told_by_value,
    written_plainly,
)
from leakbench.generator.surfaces.rendering import cell_spans, render
from leakbench.generator.surfaces.table_layout import Places, cell_places, headers
from leakbench.generator.surfaces.truth import Truth
from leakbench.generator.wording import Wording

_IN_ONE_WAY = 0.85  # of the columns of files; cells of the others are written one by one
_OF_PEOPLE = ("seed", "split", "reference_date", "identity", "pack")

BLOCK = 32_768
"""Rows of a block: large enough to spread the calls, small enough to stay in the cache."""


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
    return Population(of.seed, of.split, of.reference_date, of.identity)


class _Writer:
    """Writes blocks of one dataset."""

    def __init__(self, spec: Spec, population: Population) -> None:
        self._pack = current()
        self._corpus = load_corpus(spec.corpus)
        self._file = place_of_file("corpora", f"{spec.corpus}.toml")
        self._schema = schema(spec)
        self._columns = self._corpus.cell_order(spec.columns)
        self._truth = Truth(self._corpus)
        self._population = population
        self._streams = Streams(spec.seed, f"{spec.split}/{spec.corpus}")
        self._noise = {
            medium: population.vocabulary(_noise_profile, spec.noise, medium) for medium in MEDIA
        }
        self._strength = spec.strength
        self._plain = self._noise["cell"].plain or spec.strength == 0
        self._wording = population.vocabulary(Wording, spec.corpus)
        self._files = Files(self._corpus.file_rows(spec.rows_per_file), population.streams)

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
        roles = self._roles(located.number)
        cells = self._cells(index, located.file, roles)
        in_text = cells if self._plain else self._texts(index, roles)
        program = self._wording.choose(index, self._streams)
        bits = self._wording.alternatives(index, self._streams)
        written = [*(column.strings for column in in_text), *self._slots(roles)]
        fields = self._truth.fields(self._grid(program, index, written), in_text, roles)
        made = render(program, bits, self._wording.programs, fields, self._population.arena)
        place = self._place(index)
        in_cells = fields
        if in_text is not cells:
            packed = np.stack([written.strings.packed for written in cells])
            in_cells = self._truth.fields(packed, cells, roles)
        return pa.RecordBatch.from_arrays(
            [
                numbers(pa.int64(), np.ascontiguousarray(index)),
                numbers(pa.int64(), located.file),
                *(self._column(column) for column in _placed(cells, place)),
                strings(made.offsets, made.text),
                self._truth.text_spans(made.spans, made.attributes),
                self._truth.cell_spans(*cell_spans(in_cells, place)),
                self._truth.decoys(made.decoys),
            ],
            schema=self._schema,
        )

    def _roles(self, number: Index) -> dict[str, object]:
        roles: dict[str, object] = {}
        for name, source in self._corpus.roles.items():
            place = Place(self._file, "roles", name)
            roles[name] = (
                attribute(roles, source, RECORDS_OF_A_ROLE, place)
                if "." in source
                else self._records(source, place)(self._population, number)
            )
        return roles

    @staticmethod
    def _records(source: str, place: Place) -> Records:
        try:
            return records(source)
        except UnknownRecordsError as error:
            raise DeclarationError(place.file, place.where, f"key {place.key!r}: {error}") from None

    def _cells(self, index: Index, file: Index, roles: dict[str, object]) -> list[WrittenColumn]:
        """The fields as cells: a file writes most of a column in one way."""

        def drawn(field: str) -> tuple[Bits, Bits]:
            bits = self._streams.bits(f"surface/cell/{field}", index)
            whole = self._streams.bits(f"surface/file/{field}", file)
            in_one_way = chance(self._streams.bits(f"surface/column/{field}", file), _IN_ONE_WAY)
            return bits, np.where(in_one_way, whole, bits)

        return self._written("cell", drawn, len(index), roles)

    def _texts(self, index: Index, roles: dict[str, object]) -> list[WrittenColumn]:
        """The fields as texts have them, each in a way of its own."""

        def drawn(field: str) -> tuple[Bits, Bits]:
            bits = self._streams.bits(f"surface/text/{field}", index)
            return bits, bits

        return self._written("text", drawn, len(index), roles)

    def _written(
        self,
        where: Medium,
        drawn: Callable[[str], tuple[Bits, Bits]],
        rows: int,
        roles: dict[str, object],
    ) -> list[WrittenColumn]:
        wear = self._wear(rows, roles)
        columns = []
        for field in self._corpus.fields:
            place = Place(self._file, f"field {field.name!r}", "value")
            column = attribute(roles, field.value, COLUMN, place)
            values = _values(column)
            of_second = place._replace(key="second")
            if field.label is None or self._plain:
                if field.second is not None:  # not written, and refused all the same
                    check_attribute(roles, field.second, COLUMN, of_second)
                columns.append(_told(written_plainly(values), column))
                continue
            second = None
            if field.second is not None:
                second = _values(attribute(roles, field.second, COLUMN, of_second))
            bits, way = drawn(field.name)
            written = self._noise[where].write(values, second, field.label, bits, wear, way)
            columns.append(_told(written, column))
        return columns

    def _slots(self, roles: dict[str, object]) -> list[Strings]:
        """What the texts say beside the fields."""
        found = []
        for slot in self._corpus.slots:
            place = Place(self._file, f"slot {slot.name!r}", "value")
            found.append(_values(attribute(roles, slot.value, COLUMN, place)))
        return found

    def _wear(self, rows: int, roles: dict[str, object]) -> NDArray[np.float64] | None:
        """Share of the noise that each row gets, if they do not get all of it."""
        source = self._corpus.wear
        if source is not None:
            shares = attribute(roles, source, SHARES, Place(self._file, "", "wear"))
            return self._strength * cast("NDArray[np.float64]", shares)
        return None if self._strength == 1 else np.full(rows, self._strength)

    def _grid(
        self, program: NDArray[np.int32], index: Index, written: list[Strings]
    ) -> NDArray[np.int64]:
        """The strings of all fields, decoys last, one below another."""
        packed = np.empty((self._wording.fields, len(index)), np.int64)
        for i, strings_of_field in enumerate(written):
            packed[i] = strings_of_field.packed
        self._wording.fill_decoys(program, index, self._streams, packed)
        return packed

    def _place(self, index: Index) -> Places:
        """Which field stands in each column."""
        fields = len(self._corpus.fields)
        if self._columns == "straight":
            return np.arange(fields)[:, None]
        return cell_places(self._columns, fields, index, self._streams)

    def _column(self, column: Strings) -> pa.Array:
        return strings(*self._population.arena.copy(column))


def _values(column: Strings | Formed) -> Strings:
    return column.strings if isinstance(column, Formed) else column


def _told(written: WrittenColumn, column: Strings | Formed) -> WrittenColumn:
    """What is written, under the forms of its values if they have any."""
    return told_by_value(written, column) if isinstance(column, Formed) else written


def _noise_profile(population: Population, noise: Noise, medium: Medium) -> NoiseProfile:
    return NoiseProfile(noise, population.arena, Setting(population.split, medium))


def _placed(cells: list[WrittenColumn], place: Places) -> list[Strings]:
    """The strings of each column, cells standing in others' columns."""
    columns = [written.strings for written in cells]
    if place.shape[1] == 1:  # the same in all rows, or there is one row
        return [columns[which] for which in place[:, 0]]
    return [choose(which, columns) for which in place]
