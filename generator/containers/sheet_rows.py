"""Rows of a worksheet as a parser tells them, element by element."""

from collections.abc import Iterator
from typing import Final

import pyarrow as pa

from leakbench.generator.containers.cell_values import Stored, read_as
from leakbench.generator.containers.part_parser import Attributes
from leakbench.generator.containers.problem_counts import count_problem
from leakbench.generator.containers.row_scanning import (
    FORMULAS,
    LEFT_OUT,
    LONGEST_GAP,
    MISSING,
    OUT_OF_ORDER,
)
from leakbench.generator.containers.sheet_width import column_of_letters
from leakbench.generator.containers.sheets import BATCH_ROWS, ContainerError, Problem, grid_of_rows
from leakbench.generator.containers.workbook_parts import Workbook

_STORED: Final = {"n": Stored.NUMBER, "b": Stored.TRUTH, "d": Stored.MOMENT}
_NOTES: Final = {
    FORMULAS: "formulas without a stored value",
    MISSING: "cells that refer to texts that are not there",
    OUT_OF_ORDER: "rows out of order",
    LEFT_OUT: "empty rows, left out",
}
_BATCH_CHARACTERS: Final = 16 << 20
_LONGEST_ROW: Final = 256 << 20  # characters: cells of a few bytes may refer to a long text


class SheetRows:
    """Rows found so far.

    Attributes:
        row: The number of the last row.
        last: The number of the last row with something in it, the greatest.
    """

    def __init__(self, book: Workbook, width: int, problems: list[Problem]) -> None:
        """Begin a sheet.

        Args:
            book: Its workbook.
            width: Its columns; cells beyond stay joined in the last one.
            problems: Where to note what is not read.
        """
        self.row = self.last = 0
        self._book, self._width, self._problems = book, width, problems
        self._columns: dict[str, int] = {}
        self._found: list[tuple[int, list[str]]] = []  # with the empty rows before each
        self._waiting: list[list[str]] = []
        self._waiting_characters = self._characters = 0
        self._cells: list[str] = []
        self._place, self._kind, self._style = 0, "n", ""
        self._pieces: list[str] = []
        self._taken = self._spoken = self._formula = self._filled = False

    def idle(self) -> bool:
        """Whether nothing is open in which text is taken, or not taken."""
        return not self._taken and not self._spoken

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name in {"v", "t"}:
            self._taken = not self._spoken
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self._formula = True
        elif name == "row":
            stated = attributes.get("r", "")
            self.row = int(stated) if stated.isdecimal() and len(stated) < 9 else self.row + 1
            self._cells, self._filled, self._place = [""] * self._width, False, -1
            self._characters = 0
        elif name == "rPh":
            self._spoken = True

    def end(self, name: str) -> None:
        """An element ends."""
        if name in {"v", "t"}:
            self._taken = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._spoken = False

    def text(self, piece: str) -> None:
        """Text, of a cell or between elements."""
        if self._taken:
            self._pieces.append(piece)

    def note(self, kind: int, count: int, row: int) -> None:
        """Count what is not read, of a kind of ``row_scanning``, first in a row."""
        count_problem(self._problems, Problem(_NOTES[kind], count, where=f"row {row}"))

    def batches(self, *, rest: bool) -> Iterator[pa.RecordBatch]:
        """Rows that have been found; without the ``rest`` of them that is no whole batch yet."""
        for gap, cells in self._found:
            for _ in range(gap):
                yield from self._add([""] * self._width, 0)
            yield from self._add(cells, sum(map(len, cells)))
        self._found.clear()
        if rest and self._waiting:
            yield self._batch()

    def _add(self, cells: list[str], characters: int) -> Iterator[pa.RecordBatch]:
        self._waiting.append(cells)
        self._waiting_characters += characters
        if len(self._waiting) == BATCH_ROWS or self._waiting_characters > _BATCH_CHARACTERS:
            yield self._batch()

    def _batch(self) -> pa.RecordBatch:
        batch = grid_of_rows(self._waiting, self._width)
        self._waiting, self._waiting_characters = [], 0
        return batch

    def _begin_cell(self, attributes: Attributes) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        if letters:
            place = self._columns.get(letters)
            if place is None:
                known = letters.isascii() and letters.isalpha() and len(letters) <= 3
                place = column_of_letters(letters.upper()) if known else self._place + 1
                if known:
                    self._columns[letters] = place
            self._place = place
        else:
            self._place += 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._pieces.clear()
        self._formula = False

    def _end_cell(self) -> None:
        if not self._pieces:
            if self._formula and self._kind != "str":
                self.note(FORMULAS, 1, self.row)
            return
        text = self._value("".join(self._pieces))
        if not text or not self._cells:
            return
        self._filled = True
        self._characters += len(text)
        if self._characters > _LONGEST_ROW:
            raise ContainerError(self._book.package.where, f"row {self.row:,} is beyond 256 MiB")
        last = self._width - 1
        if self._place <= last:
            self._cells[self._place] = text
        else:
            self._cells[last] = f"{self._cells[last]}\t{text}" if self._cells[last] else text

    def _value(self, stored: str) -> str:
        if self._kind == "s":
            return self._shared(stored)
        kind = _STORED.get(self._kind, Stored.TEXT)
        if kind == Stored.NUMBER and self._style in self._book.dates:
            kind = Stored.DATE
        return read_as(kind, stored, since_1904=self._book.since_1904)

    def _shared(self, stored: str) -> str:
        shared = self._book.shared
        if stored.isdecimal() and len(stored) < 11 and int(stored) < len(shared):
            return shared[int(stored)]
        self.note(MISSING, 1, self.row)
        return ""

    def _end_row(self) -> None:
        if not self._filled:
            return
        gap = self.row - self.last - 1
        if gap > LONGEST_GAP:
            self.note(LEFT_OUT, gap, self.last + 1)
        elif gap < 0:
            self.note(OUT_OF_ORDER, 1, self.row)
        self.last = max(self.row, self.last)
        self._found.append((gap if 0 < gap <= LONGEST_GAP else 0, self._cells))
        self._cells = []
