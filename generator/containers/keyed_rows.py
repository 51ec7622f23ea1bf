"""Rows that tell their own columns, such as objects and cards, as sheets of a growing width.

The keys of a batch are known before it goes out. Where later rows have new keys, a new sheet of the
same name begins, with the old columns and the new ones behind them: so there are never more sheets
than keys, nothing is lost, and nothing waits in memory.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.containers.limits import DEFAULT
from leakbench.generator.containers.problem_counts import count_problem
from leakbench.generator.containers.sheets import BATCH_ROWS, Problem, Sheet, grid

REST: Final = "…"
"""The column of what is beyond ``limits.columns``."""

Row = dict[str, str]
"""Cells by the names of their columns."""

_BATCH_CHARACTERS = 1 << 22


class Keyed(NamedTuple):
    """A row and where it stands.

    Attributes:
        sheet: What its sheet is called.
        run: Counts sheets, so that two of one name are told apart.
        row: Its cells, or a line of text.
        characters: About how many it has.
    """

    sheet: str
    run: int
    row: Row | str
    characters: int = 100


def keyed_sheets(rows: Iterable[Keyed], problems: list[Problem]) -> Iterator[Sheet]:
    """Sheets of rows, each to be gone through before the next one.

    Args:
        rows: The rows in order.
        problems: What is met while they are read; it becomes the problems of each sheet in turn.
    """
    empty = True
    for (name, _, names), batches in groupby(_batches(rows), key=lambda one: one[0]):
        empty = False
        sheet = Sheet(name, (), names=names, kind="text" if names is None else "table")
        sheet.batches = _told(sheet, (batch for _, batch in batches), problems)
        yield sheet
    if empty:
        yield Sheet("", (), problems=problems)


def _told(
    sheet: Sheet, batches: Iterable[pa.RecordBatch], problems: list[Problem]
) -> Iterator[pa.RecordBatch]:
    yield from batches
    for problem in problems:
        count_problem(sheet.problems, problem)
    problems.clear()


_Key = tuple[str, int, tuple[str, ...] | None]


def _batches(rows: Iterable[Keyed]) -> Iterator[tuple[_Key, pa.RecordBatch]]:
    names: tuple[str, ...] = ()
    last = None
    for (sheet, run, is_text), found in _pieces(rows):
        piece = [{"": row} for row in found] if is_text else found
        if not is_text:
            names = _names(names if last == (sheet, run) else (), piece)
            last = (sheet, run)
        own = ("",) if is_text else names
        key = (sheet, run, None if is_text else names)
        batch = _batch(own, piece)
        if max(map(_longest, batch.columns), default=0) > DEFAULT.cell_characters:
            for row in piece:
                yield key, _batch(own, [*_cut(row)])
        else:
            yield key, batch


def _longest(column: pa.Array) -> int:
    """Bytes of the longest cell, which has no more characters than these."""
    return pc.max(pc.binary_length(column)).as_py() or 0


def _pieces(rows: Iterable[Keyed]) -> Iterator[tuple[tuple[str, int, bool], list[Any]]]:
    """Rows of one kind and sheet, so many that they are a batch."""
    piece: list[Row | str] = []
    key, size = ("", 0, False), 0
    for sheet, run, row, characters in rows:
        own = (sheet, run, row.__class__ is str)
        if piece and (own != key or len(piece) == BATCH_ROWS or size > _BATCH_CHARACTERS):
            yield key, piece
            piece, size = [], 0
        key = own
        size += characters
        piece.append(row)
    if piece:
        yield key, piece


def _cut(row: Row) -> Iterator[Row]:
    """A row as several where a cell is too long."""
    most = DEFAULT.cell_characters
    for first in range(0, max(map(len, row.values()), default=0) or 1, most):
        yield {name: cell[first : first + most] for name, cell in row.items()}


def _names(names: tuple[str, ...], rows: list[Row]) -> tuple[str, ...]:
    """The columns so far and those that these rows add, as many as there may be."""
    there = dict.fromkeys(names)
    for row in rows:
        if not row.keys() <= there.keys():
            there |= dict.fromkeys(row)
    found = tuple(there)
    if len(found) > DEFAULT.columns:
        found = (*[name for name in found if name != REST][: DEFAULT.columns - 1], REST)
    return found


def _batch(names: tuple[str, ...], rows: list[Row]) -> pa.RecordBatch:
    if names and names[-1] == REST:
        own = frozenset(names)
        rows = [_with_rest(row, own) for row in rows]
    return grid(_strings([row.get(name, "") for row in rows]) for name in names)


def _with_rest(row: Row, own: frozenset[str]) -> Row:
    rest = [f"{name}: {cell}" for name, cell in row.items() if name not in own]
    if REST in row:
        rest.insert(0, row[REST])
    return {**row, REST: "\n".join(rest)}


def _strings(cells: list[str]) -> pa.Array:
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:  # half a character, as "\ud83d" in JSON
        whole = [
            cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for cell in cells
        ]
        return pa.array(whole, pa.string())
