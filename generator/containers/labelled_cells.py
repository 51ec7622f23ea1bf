"""Cells together with what stands in them: some records of a list, on their way into a container.

Rows can be put in another order, left out or set under one another, columns left out; the spans
follow. Everything is columns: nothing here looks at single rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.schema import FIRST_COLUMNS, FORM_TYPE, LAST_COLUMNS, NAME_TYPE

Track = Literal["text", "table"]

SPANS = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("column", pa.int16(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("label", NAME_TYPE, nullable=False),
        pa.field("subject", pa.int64()),
        pa.field("quality", NAME_TYPE, nullable=False),
        pa.field("form", FORM_TYPE, nullable=False),
    ]
)
"""Where values stand: a row of the cells, a column, and code points in the cell, half open."""


@dataclass(frozen=True, slots=True)
class LabelledCells:
    """Some rows of cells.

    Attributes:
        cells: String columns without nulls, called what the list calls them.
        spans: What stands in them, with the columns of ``SPANS``, by row.
        files: Number of the file of a dataset in which each row stands, shape (rows,).
    """

    cells: pa.RecordBatch
    spans: pa.RecordBatch
    files: NDArray[np.int64]

    @classmethod
    def of_records(cls, batch: pa.RecordBatch, track: Track) -> Self:
        """The records of a dataset: its columns, or their texts in a column ``text``."""
        if track == "text":
            cells = batch.select(["text"])
        else:
            names = batch.schema.names[len(FIRST_COLUMNS) : -len(LAST_COLUMNS)]
            cells = batch.select(names)
        found = batch.column("text_spans" if track == "text" else "cell_spans")
        rows = pc.list_parent_indices(found).cast(pa.int64())
        facts = pc.list_flatten(found)
        # Of a slice, too, these are the entries of its own rows only.
        columns = dict(zip((one.name for one in facts.type), facts.flatten(), strict=True))
        if track == "text":
            columns["column"] = pa.array(np.zeros(len(facts), np.int16))
        columns["row"] = rows
        spans = pa.RecordBatch.from_arrays([columns[name] for name in SPANS.names], schema=SPANS)
        plain = cells.schema.remove_metadata().names
        return cls(
            pa.RecordBatch.from_arrays(cells.columns, plain), spans, batch.column("file").to_numpy()
        )

    @property
    def rows(self) -> int:
        """How many rows."""
        return int(self.cells.num_rows)

    @property
    def names(self) -> tuple[str, ...]:
        """What the columns are called."""
        return tuple(self.cells.schema.names)

    def slice(self, first: int, rows: int) -> "LabelledCells":
        """So many rows from one on."""
        row = self.spans.column("row").to_numpy()
        begin, end = np.searchsorted(row, [first, first + rows]).tolist()
        spans = self.spans.slice(begin, end - begin)
        moved = pa.array(row[begin:end] - first)
        return LabelledCells(
            self.cells.slice(first, rows),
            spans.set_column(0, SPANS.field("row"), moved),
            self.files[first : first + rows],
        )

    def take(self, order: NDArray[np.int64]) -> "LabelledCells":
        """Some rows, each at most once, in another order."""
        place = np.full(self.rows, -1, np.int64)
        place[order] = np.arange(len(order))
        row = place[self.spans.column("row").to_numpy()]
        kept = np.flatnonzero(row >= 0)
        kept = kept[np.argsort(row[kept], kind="stable")]
        spans = self.spans.take(pa.array(kept))
        spans = spans.set_column(0, SPANS.field("row"), pa.array(row[kept]))
        return LabelledCells(self.cells.take(pa.array(order)), spans, self.files[order])

    def select(self, columns: Sequence[int]) -> "LabelledCells":
        """Some columns, in this order."""
        place = np.full(self.cells.num_columns, -1, np.int16)
        place[np.asarray(columns, np.int64)] = np.arange(len(columns), dtype=np.int16)
        column = place[self.spans.column("column").to_numpy()]
        kept = column >= 0
        spans = self.spans.filter(pa.array(kept))
        spans = spans.set_column(1, SPANS.field("column"), pa.array(column[kept]))
        return LabelledCells(self.cells.select(list(columns)), spans, self.files)

    def called(self, names: Sequence[str]) -> "LabelledCells":
        """The same under other names of the columns."""
        cells = pa.RecordBatch.from_arrays(self.cells.columns, list(names))
        return LabelledCells(cells, self.spans, self.files)


def under_one_another(parts: Sequence[LabelledCells]) -> LabelledCells:
    """All rows of some cells with as many columns, under the first one's names."""
    first_rows = np.cumsum([0, *(part.rows for part in parts)]).tolist()
    names = list(parts[0].names)
    cells = pa.concat_batches([part.called(names).cells for part in parts])
    spans = [
        part.spans.set_column(
            0, SPANS.field("row"), pa.array(part.spans.column("row").to_numpy() + first)
        )
        for part, first in zip(parts, first_rows, strict=False)
    ]
    together = pa.Table.from_batches(spans).unify_dictionaries().combine_chunks()
    (whole,) = together.to_batches() or [spans[0]]
    return LabelledCells(cells, whole, np.concatenate([part.files for part in parts]))
