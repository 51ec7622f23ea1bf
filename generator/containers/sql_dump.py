"""SQL dumps of MySQL, PostgreSQL, SQLite and SQL Server: the rows of INSERT and COPY.

Statements of a table that follow on each other are one sheet; a table that comes again, or with
other columns, is another sheet of its name, so that nothing waits in memory.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import BinaryIO, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.containers.cell_batches import laid, widths
from leakbench.generator.containers.cell_splitting import PLAIN, Cells, cells_for, split
from leakbench.generator.containers.delimited import manner_of
from leakbench.generator.containers.encodings import decoded
from leakbench.generator.containers.limits import DEFAULT
from leakbench.generator.containers.problem_counts import count_problem
from leakbench.generator.containers.sheets import Problem, Sheet, grid
from leakbench.generator.containers.sql_statements import (
    BETWEEN,
    COPY,
    END,
    HOUSEKEEPING,
    INSERT,
    backslashes_escape,
    created,
    listed_names,
    table_name,
)
from leakbench.generator.containers.sql_values import HEXADECIMAL, MORE, STRANGE, read_values
from leakbench.generator.containers.sql_writing import fit, write

LONGEST_ROW: Final = 16 << 20
"""Bytes of a row; of longer ones, the statement is left out and counted."""

__all__ = ["fit", "read", "write"]

_AHEAD: Final = 1 << 16  # bytes that are there when it is told what a statement is
_CELLS: Final = 1 << 18  # read at a time
_ESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "N": ""}


def read(file: BinaryIO, where: str, /) -> Iterator[Sheet]:  # noqa: ARG001 - nothing of it fails
    """Its tables in the order of their rows; what is no row is passed over, and counted if unusual.

    Names of columns are those of the statement, else those of the table's CREATE before it.
    """
    problems: list[Problem] = []
    dump = _Dump(decoded(file, problems), problems)
    none = True
    for piece, batches in groupby(dump.pieces(), key=lambda one: one[0]):
        none = False
        sheet = Sheet(piece.table, (), names=piece.names)
        sheet.batches = _told(dump, sheet, batches)
        yield sheet
    if none:
        yield Sheet("", (), problems=problems)


def _told(
    dump: "_Dump", sheet: Sheet, batches: Iterable[tuple["_Table", pa.RecordBatch]]
) -> Iterator[pa.RecordBatch]:
    """The batches of a sheet; the problems that were met with them become its own."""
    for _, batch in batches:
        yield batch
    for problem in dump.problems:
        count_problem(sheet.problems, problem)
    dump.problems.clear()


@dataclass(frozen=True, slots=True)
class _Table:
    """What rows belong together: a table, its columns, and how many tables were created before."""

    table: str
    names: tuple[str, ...] | None
    width: int
    created: int


_Pieces = Iterator[tuple[_Table, pa.RecordBatch]]


@dataclass(slots=True)
class _Dump:
    """A dump that comes in blocks of UTF-8."""

    blocks: Iterator[bytes]
    problems: list[Problem]
    text: bytearray = field(default_factory=bytearray)
    at: int = 0
    ended: bool = False
    escapes: bool = True
    created: int = 0
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    room: Cells = field(default_factory=lambda: cells_for(_CELLS))
    kinds: np.ndarray = field(default_factory=lambda: np.empty(4 * DEFAULT.columns, np.int8))

    def pieces(self) -> _Pieces:
        self._more()
        self.escapes = backslashes_escape(bytes(self.text[:_AHEAD]))
        while self._between():
            if found := INSERT.match(self.text, self.at):
                yield from self._insert(found)
            elif found := COPY.match(self.text, self.at):
                yield from self._copy(found)
            else:
                self._pass_over()

    def _more(self) -> bool:
        """Read on; False at the end."""
        block = next(self.blocks, None)
        if block is None:
            self.ended = True
            return False
        self.text, self.at = self.text[self.at :] + block, 0
        return True

    def _between(self) -> bool:
        """Go on to the next statement, with so much of it as tells what it is; False if none."""
        while True:
            while len(self.text) - self.at < _AHEAD and not self.ended:
                self._more()
            between = BETWEEN.match(self.text, self.at)
            self.at = between.end() if between else self.at
            if self.ended or len(self.text) - self.at >= _AHEAD:
                return self.at < len(self.text)

    def _pass_over(self) -> None:
        """Leave out a statement, which is counted if it may hold rows."""
        kept = END.search(self.text, self.at)
        while kept is None and len(self.text) - self.at < LONGEST_ROW and self._more():
            kept = END.search(self.text, self.at)
        if not HOUSEKEEPING.match(self.text, self.at):
            self._count("statements that are not understood, left out")
        end = kept.end() if kept else len(self.text)
        if found := created(bytes(self.text[self.at : end])):
            self.columns[found[0]] = found[1]
            self.created += 1
        self.at = max(end, self.at + 1)

    def _insert(self, found: re.Match[bytes]) -> _Pieces:
        table, head = table_name(found["table"]), found[0].rstrip()
        names = listed_names(found["columns"]) or self.columns.get(table)
        begun = np.frombuffer(bytes(head), np.uint8)
        self.at = found.end()
        while True:
            view = np.frombuffer(self.text, np.uint8)[self.at :]
            rows, used, status = read_values(view, begun, self.escapes, self.room, self.kinds)
            if rows:
                self._undo_hexadecimal(view, rows)
                yield from self._laid(view, rows, table, names)
            self.at += used
            if status == STRANGE and not used:
                self._pass_over()
            if status != MORE:
                return
            if not used and (len(self.text) - self.at > LONGEST_ROW or not self._more()):
                self._count("rows that end nowhere, left out", rows=1)
                self._pass_over()
                return

    def _laid(
        self, text: np.ndarray, rows: int, table: str, names: tuple[str, ...] | None
    ) -> _Pieces:
        found = widths(self.room, rows)
        width = min(len(names) if names else int(found[0]), DEFAULT.columns)
        if names and found.max() > width:
            names, width = None, min(int(found.max()), DEFAULT.columns)
        self._count("rows with another number of values", int((found != width).sum()))
        key = _Table(table, names, width, self.created)
        for batch in laid(text, self.room, rows, width):
            yield key, batch

    def _undo_hexadecimal(self, text: np.ndarray, rows: int) -> None:
        """Write strings that are told by their bytes as text, if they are such."""
        starts, ends, kinds, row_ends = self.room
        for cell in np.flatnonzero(kinds[: row_ends[rows - 1]] == HEXADECIMAL):
            kinds[cell] = PLAIN
            start = starts[cell]
            try:
                plain = bytes.fromhex(text[start : ends[cell]].tobytes().decode())
                plain.decode()
            except ValueError:
                continue
            text[start : start + len(plain)] = np.frombuffer(plain, np.uint8)
            ends[cell] = start + len(plain)

    def _copy(self, found: re.Match[bytes]) -> _Pieces:
        """Rows as lines of cells between tabs, up to a line of backslash and full stop."""
        table, manner = table_name(found["table"]), manner_of("\t")._replace(quotes=False)
        names = listed_names(found["columns"]) or self.columns.get(table)
        self.at = found.end()
        while True:
            close = self._copy_end()
            end = len(self.text) if close is None else close
            view = np.frombuffer(self.text, np.uint8)[self.at : end][: _CELLS - 1]
            last = len(view) == end - self.at and (self.ended or close is not None)
            rows, used, _ = split(view, manner, last, self.room)
            for key, batch in self._laid(view, rows, table, names) if rows else ():
                yield key, grid(map(_without_escapes, batch.columns))
            self.at += used
            if last:
                self.at = min(end + len(b"\\."), len(self.text))
                return
            if not used and len(view) == _CELLS - 1:
                self._count("rows that end nowhere, left out", rows=1)
                self.at += len(view)
            elif not used:
                self._more()

    def _copy_end(self) -> int | None:
        """Where the line stands that ends the rows of COPY; None if it is not there yet."""
        if self.text.startswith(b"\\.", self.at):
            return self.at
        found = self.text.find(b"\n\\.", self.at)
        return None if found < 0 else found + 1

    def _count(self, what: str, count: int = 1, rows: int = 0) -> None:
        count_problem(self.problems, Problem(what, count, rows))


def _without_escapes(column: pa.Array) -> pa.Array:
    """Cells of COPY as what they mean."""
    if not pc.any(pc.match_substring(column, "\\")).as_py():
        return column
    cells = (
        re.sub(r"(?s)\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), cell)
        for cell in column.to_pylist()
    )
    return pa.array(cells, pa.string())
