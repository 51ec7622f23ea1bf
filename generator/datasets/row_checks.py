"""What the rows of a shard may hold, looked at column by column as they are read.

A file may say anything, and its hash says only that it is the one that the manifest names. Whoever
reads a dataset relies on sound strings, on values where the schema has no nulls, and on spans that
lie in their strings.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.datasets.content import ContentHash
from leakbench.generator.datasets.manifest import DatasetError, Shard
from leakbench.generator.datasets.shards import count_labels
from leakbench.generator.schema import FIRST_COLUMNS, LAST_COLUMNS

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_LISTS = ("text_spans", "cell_spans", "decoys")


class RowChecks:
    """Looks at the rows of one shard.

    Args:
        path: The file, for messages.
        shard: What the manifest says of it.
        kind: Its columns.
    """

    def __init__(self, path: Path, shard: Shard, kind: pa.Schema) -> None:
        self._path = path
        self._shard = shard
        self._rows = 0
        self._labels: dict[str, int] = {}
        self._cell_labels: dict[str, int] = {}
        self._content = None if shard.sha256 else ContentHash(kind)

    def add(self, batch: pa.RecordBatch) -> None:
        """Look at the next rows.

        Raises:
            DatasetError: One of them holds what no dataset has; the message names it.
        """
        self._look_for_nulls(batch)
        self._look_at_strings(batch)
        self._look_at_spans(batch)
        count_labels(batch.column("text_spans"), self._labels)
        count_labels(batch.column("cell_spans"), self._cell_labels)
        self._compare_labels(at_end=False)
        if self._content is not None:
            self._content.update(batch)
        self._rows += batch.num_rows

    def end(self) -> None:
        """Look at what all rows add up to.

        Raises:
            DatasetError: It is not what the manifest says.
        """
        self._compare_labels(at_end=True)
        if self._content is not None and self._content.hexdigest() != self._shard.content_hash:
            reason = "its content hash is not the one in the manifest: its rows were changed"
            raise DatasetError(self._path, reason)

    def _refuse(self, row: int, reason: str) -> None:
        raise DatasetError(self._path, f"row {self._rows + row + 1}: {reason}")

    def _look_for_nulls(self, batch: pa.RecordBatch) -> None:
        for name in (*FIRST_COLUMNS, *LAST_COLUMNS):
            column = batch.column(name)
            if column.null_count:
                self._refuse(_first(column.is_null()), f"no {name}")
        for name in _LISTS:
            listed = batch.column(name)
            parts = listed.flatten()
            inner = [(part.name, parts.field(part.name)) for part in parts.type]
            needed = [("", parts), *((part, array) for part, array in inner if part != "subject")]
            for part, array in needed:
                if array.null_count:
                    row = pc.list_parent_indices(listed)[_first(array.is_null())].as_py()
                    self._refuse(row, f"{name} without {part or 'a value'}")

    def _look_at_strings(self, batch: pa.RecordBatch) -> None:
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            try:
                column.validate(full=True)
            except pa.ArrowInvalid as error:
                reason = str(error).partition("\n")[0]
                self._refuse(_unsound(column), f"column {name!a}: {reason}")

    def _look_at_spans(self, batch: pa.RecordBatch) -> None:
        text = _lengths(batch.column("text"))
        for name in ("text_spans", "decoys"):
            row, parts = _listed(batch.column(name))
            self._look_inside(name, row, parts, text[row])
        row, parts = _listed(batch.column("cell_spans"))
        cells = batch.columns[len(FIRST_COLUMNS) : -len(LAST_COLUMNS)]
        column = parts.field("column").to_numpy()
        wrong = (column < 0) | (column >= len(cells))
        if wrong.any():
            at = int(wrong.argmax())
            self._refuse(int(row[at]), f"cell_spans: there is no column {column[at]}")
        lengths = np.zeros((len(cells), batch.num_rows), np.int32)
        for number in np.flatnonzero(np.bincount(column, minlength=len(cells))):
            lengths[number] = _lengths(cells[number])
        room = lengths[column, row]
        self._look_inside("cell_spans", row, parts, room)

    def _look_inside(self, name: str, row: Ints, parts: pa.StructArray, room: Ints) -> None:
        start, end = parts.field("start").to_numpy(), parts.field("end").to_numpy()
        wrong: Flags = (start < 0) | (start >= end) | (end > room)
        if wrong.any():
            at = int(wrong.argmax())
            why = "is inverted or empty" if start[at] >= end[at] else "leaves its string"
            reason = f"{name}: [{start[at]}, {end[at]}] {why} of {room[at]} characters"
            self._refuse(int(row[at]), reason)

    def _compare_labels(self, *, at_end: bool) -> None:
        """More than the manifest says are told at once, fewer at the end."""
        for what, found, said in (
            ("labels", self._labels, self._shard.labels),
            ("cell_labels", self._cell_labels, self._shard.cell_labels),
        ):
            for label in {**said, **found} if at_end else found:
                count, expected = found.get(label, 0), said.get(label, 0)
                if count > expected or (at_end and count != expected):
                    more = "" if at_end else " or more"
                    raise DatasetError(
                        self._path,
                        f"its {what} have {label!a} {count} times{more}, but the manifest says "
                        f"{expected}",
                    )


def _first(flags: pa.BooleanArray) -> int:
    """The place of the first true one."""
    return int(flags.to_numpy(zero_copy_only=False).argmax())


def _listed(column: pa.ListArray) -> tuple[Ints, pa.StructArray]:
    """The items of a list column, and the row of each."""
    return pc.list_parent_indices(column).to_numpy(), column.flatten()


def _lengths(column: pa.StringArray) -> Ints:
    """Code points of each cell; none in a null."""
    found: Ints = pc.fill_null(pc.utf8_length(column), 0).to_numpy()
    return found


def _unsound(column: pa.Array) -> int:
    """The first row that makes a column unsound, found by halves."""
    first, count = 0, len(column)
    while count > 1:
        half = count // 2
        try:
            column.slice(first, half).validate(full=True)
        except pa.ArrowInvalid:
            count = half
        else:
            first, count = first + half, count - half
    return first
