"""Grids of cells, which is what every container holds: rows of strings, in order, in batches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

from leakbench.generator.errors import LeakbenchError

BATCH_ROWS = 4_096
"""Rows of a batch, at most."""

SheetKind = Literal["table", "text"]


class ContainerError(LeakbenchError, ValueError):
    """A file, or what is left of it, cannot be read or written as the container that it is.

    Attributes:
        where: The file, and inside it whatever is known of the place.
        reason: Why, in a few words.
    """

    def __init__(self, where: str, reason: str) -> None:
        self.where, self.reason = where, reason
        super().__init__(f"{where}: {reason}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that was not read as it stands, or not at all.

    Attributes:
        what: A few words, the same for all of its kind, such as ``bytes that are no GB18030``.
        count: How often.
        rows: Rows that are lost by it, as far as that is known.
        where: The first place.
    """

    what: str
    count: int = 1
    rows: int = 0
    where: str = ""


@dataclass(slots=True)
class Sheet:
    """One grid of a container: a worksheet, a table of a dump, the lines of a text.

    Attributes:
        name: What it is called in its container; empty where there is only one.
        batches: Its rows in order, from title rows and header on, in batches of ``BATCH_ROWS`` at
            most. All have the same string columns without nulls, called 0, 1, … by position; what
            is empty is an empty string. They can be gone through once, and never hold more in
            memory than a few batches where the format allows it.
        names: What the columns are called where the container tells it apart from the rows
            (Parquet, JSON, SQL, vCard); None where a header, if there is any, is one of the rows.
        kind: Cells of a table, or one column of lines or paragraphs that are not cut into cells.
        title_rows: Of a sheet to be written: so many rows at the top are titles over all columns.
        delimiter: Of a text that is read: what stands between its cells; empty if nothing does.
        problems: What was not read; complete once the batches are used up.
    """

    name: str
    batches: Iterable[pa.RecordBatch]
    names: tuple[str, ...] | None = None
    kind: SheetKind = "table"
    title_rows: int = 0
    delimiter: str = ""
    problems: list[Problem] = field(default_factory=list)

    def rows(self) -> Iterator[list[str]]:
        """Row by row, for tests and small things."""
        for batch in self.batches:
            yield from (list(row.values()) for row in batch.to_pylist())


def grid(columns: Iterable[pa.Array]) -> pa.RecordBatch:
    """A batch of a sheet out of its string columns."""
    arrays = list(columns)
    return pa.RecordBatch.from_arrays(arrays, [str(place) for place in range(len(arrays))])


def grid_of_rows(rows: Iterable[Iterable[str]], width: int) -> pa.RecordBatch:
    """A batch of a sheet out of rows; cells that a row lacks are empty.

    Args:
        rows: The rows, none of them longer than ``width``.
        width: Number of columns.
    """
    filled = [[*row] for row in rows]
    filled = [row + [""] * (width - len(row)) for row in filled]
    return grid(pa.array([row[place] for row in filled], pa.string()) for place in range(width))
