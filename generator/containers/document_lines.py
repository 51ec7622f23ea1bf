"""What documents hold, in their order: paragraphs and rows of tables, gathered to sheets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby, islice

import pyarrow as pa

from leakbench.generator.containers.limits import DEFAULT
from leakbench.generator.containers.sheets import BATCH_ROWS, Problem, Sheet, grid_of_rows


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a row of a table.

    Attributes:
        block: Number of the table, or of the text between two, that it belongs to.
        table: Whether it is a row.
        cells: The one string of a paragraph, or one for each column of a row.
    """

    block: int
    table: bool
    cells: list[str]


def in_sheets(lines: Iterable[Line], problems: list[Problem]) -> Iterator[Sheet]:
    """A sheet for each table and each text between two, each to be gone through before the next.

    A text whose paragraphs are all empty, as there must be one between two tables of a document,
    is none.

    Args:
        lines: Lines in order.
        problems: Those of the file, shared by its sheets.
    """
    for (_, table), found in groupby(lines, _block):
        rows = _from_first_filled(found)
        first = list(islice(rows, BATCH_ROWS))
        if not first:
            continue
        width = max(1, min(max(len(row) for row in first), DEFAULT.columns))
        kind = "table" if table else "text"
        yield Sheet("", _batches(chain(first, rows), width), kind=kind, problems=problems)  # type: ignore[arg-type]


def _block(line: Line) -> tuple[int, bool]:
    return line.block, line.table


def _from_first_filled(found: Iterable[Line]) -> Iterator[list[str]]:
    """The rows, or none if all of them are empty paragraphs."""
    lines = iter(found)
    for empty, line in enumerate(lines):
        if line.table or line.cells[0]:
            yield from ([""] for _ in range(empty))
            yield line.cells
            break
    for line in lines:
        yield line.cells


def _batches(rows: Iterable[list[str]], width: int) -> Iterator[pa.RecordBatch]:
    """Rows in batches; cells beyond the width of the first rows stay joined in the last."""
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH_ROWS)):
        yield grid_of_rows((_joined(row, width) for row in batch), width)


def _joined(row: list[str], width: int) -> list[str]:
    return row if len(row) <= width else [*row[: width - 1], "\t".join(row[width - 1 :])]
