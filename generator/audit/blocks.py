"""What an audit looks at: a block of records with the values of its spans cut out.

Everything here is done from the Arrow columns alone, as any reader of the dataset would do it.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.entities import entities
from leakbench.generator.schema import FIRST_COLUMNS, LAST_COLUMNS
from leakbench.generator.surfaces.forms import PLAIN
from leakbench.generator.value_forms import partial_forms, value_forms

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NOBODY = -1
UNKNOWN = -1
"""Code of a label that is not in the registry."""


class Column(NamedTuple):
    """A string column as bytes.

    Attributes:
        data: UTF-8 bytes.
        offsets: Where each row begins in them, shape (rows + 1,).
        points: Where each code point begins, and the end of the data.
        first: Index of each row's first code point in ``points``, shape (rows + 1,).
    """

    data: Bytes
    offsets: Ints
    points: Ints
    first: Ints

    @property
    def length(self) -> Ints:
        """Code points of each row."""
        return np.diff(self.first)


def column_of(array: pa.Array) -> Column:
    """The bytes of a string array; nulls are empty."""
    array = pc.fill_null(array, "")
    offsets = np.frombuffer(array.buffers()[1], np.int32)[array.offset :][: len(array) + 1]
    data = np.frombuffer(array.buffers()[2] or b"", np.uint8)[offsets[0] : offsets[-1]]
    offsets = offsets.astype(np.int64) - offsets[0]
    points = np.append(np.flatnonzero((data & 0xC0) != 0x80), len(data))
    return Column(data, offsets, points, np.searchsorted(points, offsets))


def cut(data: Bytes, begin: Ints, end: Ints) -> pa.StringArray:
    """The strings that stand at these places of some bytes."""
    size = end - begin
    offsets = np.zeros(len(size) + 1, np.int64)
    np.cumsum(size, out=offsets[1:])
    source = np.repeat(begin - offsets[:-1], size) + np.arange(offsets[-1])
    found = np.append(data[source], np.uint8(0))  # a buffer of nothing has no address
    buffers = [pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(found)]
    return pa.StringArray.from_buffers(len(size), *buffers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Spans with their values, in the order of the dataset.

    Attributes:
        row: Row within the block.
        column: Index of the cell's column; -1 in the text.
        start: First code point; ``end`` is the one after the last.
        end: See ``start``.
        begin: First byte in the column's data; ``stop`` is the one after the last.
        stop: See ``begin``.
        inside: Whether the offsets lie in the string; else the value is empty.
        label: Place of the label in the registry, or ``UNKNOWN``.
        subject: Index of the person, or ``NOBODY``.
        exact: Whether the value survived.
        plain: Whether it is written plainly and says all that its label does.
        partial: Whether it is of a form that says less, such as a surname with a title.
        form: Names of the forms.
        value: What stands there.
    """

    row: Ints
    column: Ints
    start: Ints
    end: Ints
    begin: Ints
    stop: Ints
    inside: Flags
    label: Ints
    subject: Ints
    exact: Flags
    plain: Flags
    partial: Flags
    form: pa.DictionaryArray
    value: pa.StringArray

    def __len__(self) -> int:
        """How many."""
        return len(self.row)


class Block:
    """Some consecutive records of a dataset.

    Attributes:
        batch: The records.
        rows: How many there are.
        canonical: Canonical values of columns, kept by whoever has worked them out.
    """

    def __init__(self, batch: pa.RecordBatch) -> None:
        self.batch = batch
        self.rows: int = batch.num_rows
        self.canonical: dict[int, pa.StringArray] = {}

    @cached_property
    def record_id(self) -> Ints:
        """Index of each record."""
        found: Ints = self.batch.column("record_id").to_numpy()
        return found

    @cached_property
    def file(self) -> Ints:
        """Number of the file of each record."""
        found: Ints = self.batch.column("file").to_numpy()
        return found

    @cached_property
    def text(self) -> Column:
        """The texts."""
        return column_of(self.batch.column("text"))

    @cached_property
    def cells(self) -> list[Column]:
        """The columns of the table."""
        return [
            column_of(column)
            for column in self.batch.columns[len(FIRST_COLUMNS) : -len(LAST_COLUMNS)]
        ]

    @cached_property
    def text_spans(self) -> Spans:
        """What is labelled in the texts."""
        return _spans(self.batch.column("text_spans"), [self.text], cells=False)

    @cached_property
    def cell_spans(self) -> Spans:
        """What is labelled in the cells."""
        return _spans(self.batch.column("cell_spans"), self.cells, cells=True)

    @cached_property
    def decoys(self) -> "Extents":
        """What looks personal in the texts and is not."""
        array = self.batch.column("decoys")
        row, parts = _rows(array), array.flatten()
        zero = np.zeros(len(row), np.int64)
        return _extents([self.text], row, zero, _whole(parts, "start"), _whole(parts, "end"))


class Extents(NamedTuple):
    """Stretches of strings; see ``Spans``."""

    row: Ints
    column: Ints
    start: Ints
    end: Ints
    begin: Ints
    stop: Ints
    inside: Flags
    value: pa.StringArray


def _rows(array: pa.ListArray) -> Ints:
    found: Ints = np.repeat(np.arange(len(array)), array.value_lengths().to_numpy())
    return found


def _whole(parts: pa.StructArray, name: str) -> Ints:
    found: Ints = parts.field(name).to_numpy().astype(np.int64)
    return found


def _codes(parts: pa.StructArray, name: str, known: list[str]) -> Ints:
    """Place of each value of a dictionary column among the known ones, else ``UNKNOWN``."""
    array = parts.field(name)
    code = {text: place for place, text in enumerate(known)}
    table = [code.get(text, UNKNOWN) for text in array.dictionary.to_pylist()]
    return np.array([*table, UNKNOWN], np.int64)[array.indices.to_numpy()]


def _spans(array: pa.ListArray, columns: list[Column], *, cells: bool) -> Spans:
    row, parts = _rows(array), array.flatten()
    column = _whole(parts, "column") if cells else np.zeros(len(row), np.int64)
    found = _extents(columns, row, column, _whole(parts, "start"), _whole(parts, "end"))
    subject = pc.fill_null(parts.field("subject"), NOBODY).to_numpy()
    whole = [name for name in value_forms() if name not in partial_forms()]
    return Spans(
        **found._replace(column=column if cells else column - 1)._asdict(),
        label=_codes(parts, "label", list(entities())),
        subject=subject,
        exact=_codes(parts, "quality", ["exact"]) == 0,
        plain=_codes(parts, "form", [PLAIN, *whole]) != UNKNOWN,
        partial=_codes(parts, "form", list(partial_forms())) != UNKNOWN,
        form=parts.field("form"),
    )


def _extents(columns: list[Column], row: Ints, column: Ints, start: Ints, end: Ints) -> Extents:
    begin, stop = np.zeros((2, len(row)), np.int64)
    inside = np.zeros(len(row), np.bool_)
    pieces: list[pa.StringArray] = []
    order: list[Ints] = []
    for number, strings in enumerate(columns):
        here = np.flatnonzero(column == number)
        first, length = strings.first[row[here]], strings.length[row[here]]
        fits = (start[here] >= 0) & (start[here] < end[here]) & (end[here] <= length)
        inside[here] = fits
        begin[here] = strings.points[np.where(fits, first + start[here], 0)]
        stop[here] = strings.points[np.where(fits, first + end[here], 0)]
        pieces.append(cut(strings.data, begin[here], stop[here]))
        order.append(here)
    nowhere = np.flatnonzero((column < 0) | (column >= len(columns)))
    pieces.append(pa.array([""] * len(nowhere), pa.string()))
    order.append(nowhere)
    back = np.argsort(np.concatenate(order), kind="stable")
    value: Any = pa.concat_arrays(pieces)
    if len(columns) > 1:
        value = value.take(pa.array(back))
    return Extents(row, column, start, end, begin, stop, inside, value)
