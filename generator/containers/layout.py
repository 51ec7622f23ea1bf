"""The layout of a grid: title rows, header, and the records under them.

A record that is taken for a header or a title is somebody lost, and a header that is taken for a
record costs nothing but names. So a row is a header only by evidence, and a record when in doubt.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeVar

import pyarrow as pa

from leakbench.generator.containers.column_names import distinct_names
from leakbench.generator.containers.header_words import (
    is_identifier,
    is_name,
    is_numbered,
    is_title,
    is_value,
)
from leakbench.generator.containers.sheets import Sheet, grid_of_rows

_LOOKED_AT: Final = 50  # rows
_FARTHEST_HEADER: Final = 4  # rows above it, at most
_NAMED: Final = 0.4  # share of the cells of a header that are known names
_SPARSE: Final = 0.2  # share of the rows that hold as little as a title, from which on none is one
_OFTEN: Final = 0.1  # share of a column's cells from which on a word is one of its values

_NUMBER = re.compile(r"\d(?:[\s-]?\d){6}|^[\d\s.,:/-]+$")
_Any = TypeVar("_Any")

Rows = Sequence[Sequence[str]]


@dataclass(slots=True)
class Records:
    """A sheet with titles and header taken off.

    Attributes:
        names: The header, or the sheet's own names, or 列1, 列2, … where there is none; distinct.
        has_header: Whether a row of the grid is the header.
        title_rows: Rows above the header, or above the first record where there is none.
        first_row: The grid's row of the first record: ``title_rows``, and one more for a header.
        head: The rows above it as they stand in the grid.
        batches: The records in batches of string columns called ``names``, without nulls.
    """

    names: tuple[str, ...]
    has_header: bool
    title_rows: int
    first_row: int
    head: pa.RecordBatch
    batches: Iterator[pa.RecordBatch]


def records(sheet: Sheet) -> Records:
    """Find title rows and header in the first rows of a sheet, whose batches are used up.

    A sheet with names of its own, and one of lines, have neither.
    """
    batches = iter(sheet.batches)
    head: list[pa.RecordBatch] = []
    while sum(batch.num_rows for batch in head) < _LOOKED_AT:
        batch = next(batches, None)
        if batch is None:
            break
        head.append(batch)
    width = len(sheet.names) if sheet.names is not None else head[0].num_columns if head else 0
    titles, has_header, cells = 0, False, [""] * width
    if sheet.names is not None:
        cells = list(sheet.names)
    elif sheet.kind == "table":
        rows = _first_rows(head)
        titles, has_header = layout_of(rows)
        cells = [cell.strip() for cell in rows[titles]] if has_header else cells
    first, names = titles + has_header, distinct_names(cells)
    rest = _without_rows(chain(head, batches), first, names)
    above = pa.concat_batches(head).slice(0, first) if head else grid_of_rows((), width)
    return Records(names, has_header, titles, first, above, rest)


def layout_of(rows: Rows) -> tuple[int, bool]:
    """How many title rows the first rows of a grid begin with, and whether a header follows.

    Args:
        rows: The rows, all of one length.
    """
    titles, sparse = 0, _share(_may_be_above, rows[_FARTHEST_HEADER:])
    for at, row in enumerate(rows[: _FARTHEST_HEADER + 1]):
        if is_header(row, rows[at + 1 :]):
            return at, True
        titled = _is_title(row)
        if not _may_be_above(row) or (sparse > _SPARSE and not titled):
            break
        if titled and at == titles and sparse <= _SPARSE:
            titles = at + 1
    return titles, False


def is_header(row: Sequence[str], below: Rows) -> bool:
    """Whether a row names the columns of those under it.

    No cell of it looks like a value, only known names stand there twice, and either four in ten are
    such names, or all are numbered names or identifiers above what is not, or one known name stands
    there above columns of numbers.
    """
    cells = [cell.strip() for cell in row]
    filled = [cell for cell in cells if cell]
    fewest = max(min(2, len(cells)), len(cells) / 2)
    again = (cell for at, cell in enumerate(filled) if cell in filled[:at])
    if len(filled) < fewest or not all(map(is_name, again)):
        return False
    if all(map(is_numbered, filled)):
        return True
    if any(map(is_value, filled)):
        return False
    columns = [[line[at].strip() for line in below if line[at].strip()] for at in range(len(row))]
    named = sum(
        is_name(cell) and not _is_usual(cell, column)
        for cell, column in zip(cells, columns, strict=True)
        if cell
    )
    if named >= max(min(2, len(filled)), _NAMED * len(filled)):
        return True
    if all(map(is_identifier, filled)) and not any(map(_is_usual, cells, columns)):
        others = sum(1 for column in columns if column and _share(is_identifier, column) < 0.2)
        return others >= max(2, len(filled) / 2)
    numbers = sum(
        1
        for cell, column in zip(cells, columns, strict=True)
        if cell and column and _share(is_value, column) >= 0.7
    )
    return named >= 1 and numbers >= 2


def _is_usual(cell: str, column: Sequence[str]) -> bool:
    """Whether a word is a value of its column."""
    return column.count(cell) > max(1, _OFTEN * len(column))


def _share(is_such: Callable[[_Any], bool], of: Sequence[_Any]) -> float:
    """The share of those that are such; 0 of none."""
    return sum(map(is_such, of)) / max(len(of), 1)


def _may_be_above(row: Sequence[str]) -> bool:
    """Whether a row may stand above a header: few cells are filled, and none holds a number."""
    filled = [cell for cell in row if cell.strip()]
    few = len(filled) <= max(1, len(row) // 3) < len(row)
    return few and not any(map(_NUMBER.search, filled))


def _is_title(row: Sequence[str]) -> bool:
    """Whether a row reads like a title though no header follows: blank, or such a cell first."""
    filled = [cell for cell in row if cell.strip()]
    return not filled or (filled == [row[0]] and is_title(row[0]))


def _first_rows(batches: Iterable[pa.RecordBatch]) -> list[list[str]]:
    rows: list[list[str]] = []
    for batch in batches:
        piece = batch.slice(0, _LOOKED_AT - len(rows))
        rows += map(list, zip(*(column.to_pylist() for column in piece.columns), strict=True))
    return rows


def _without_rows(
    batches: Iterable[pa.RecordBatch], first: int, names: Sequence[str]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        skipped = min(first, batch.num_rows)
        first -= skipped
        kept = batch.slice(skipped)
        if kept.num_rows:
            yield pa.RecordBatch.from_arrays(kept.columns, names=list(names))
