"""Rows of a worksheet out of its XML, as a stream, whatever the sheet says of its own size."""

import re
from collections.abc import Iterator

import pyarrow as pa

from leakbench.generator.containers.cell_values import date_text, number_text, unescaped
from leakbench.generator.containers.limits import DEFAULT
from leakbench.generator.containers.office_package import Attributes
from leakbench.generator.containers.problem_counts import count_problem
from leakbench.generator.containers.sheets import BATCH_ROWS, Problem, grid_of_rows
from leakbench.generator.containers.workbook_parts import Workbook

_LONGEST_GAP = BATCH_ROWS
_FILLED = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br=[\"']([A-Z]{1,3})\d[^<>]*(?<!/)>")
_LAST_TAG = 512


def sheet_batches(book: Workbook, part: str, problems: list[Problem]) -> Iterator[pa.RecordBatch]:
    """The rows of a worksheet in batches.

    Args:
        book: Its workbook.
        part: Its part.
        problems: Where to note what is not read.

    Raises:
        ContainerError: It is missing, damaged or hostile; what came before is sound.
    """
    width = min(_width(book, part), DEFAULT.columns)
    rows = _Rows(book, width, problems)
    waiting: list[list[str]] = []
    for _ in book.package.parse(part, (rows.start, rows.end, rows.text)):
        waiting += rows.found
        rows.found.clear()
        while len(waiting) >= BATCH_ROWS:
            yield grid_of_rows(waiting[:BATCH_ROWS], width)
            del waiting[:BATCH_ROWS]
    if waiting:
        yield grid_of_rows(waiting, width)


def _width(book: Workbook, part: str) -> int:
    """Columns up to the last one with something in it, by a quick look through the cells.

    What escapes this look, such as cells that do not say where they stand, is not lost: it stands
    in the last column.
    """
    seen: set[bytes] = set()
    rest = b""
    for chunk in book.package.chunks(part):
        piece = rest + chunk
        seen.update(_FILLED.findall(piece))
        rest = piece[-_LAST_TAG:]
        last = rest.rfind(b"<")
        rest = rest[last:] if last >= 0 else rest
    return max((_column(one.decode()) for one in seen), default=0) + 1


def _column(letters: str) -> int:
    place = 0
    for one in letters:
        place = place * 26 + ord(one) - 64
    return place - 1


class _Rows:
    """Rows found so far; its methods are called by the parser."""

    def __init__(self, book: Workbook, width: int, problems: list[Problem]) -> None:
        self.found: list[list[str]] = []
        self._book, self._width, self._problems = book, width, problems
        self._columns: dict[str, int] = {}
        self._row, self._last = 0, 0
        self._cells: list[str] = []
        self._place, self._kind, self._style = 0, "n", ""
        self._pieces: list[str] = []
        self._taken = self._spoken = self._formula = self._filled = False

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
            self._row = int(stated) if stated.isdigit() and len(stated) < 9 else self._row + 1
            self._cells, self._filled, self._place = [""] * self._width, False, -1
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

    def _begin_cell(self, attributes: Attributes) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        if letters:
            place = self._columns.get(letters)
            if place is None:
                known = letters.isascii() and letters.isalpha() and len(letters) <= 3
                place = _column(letters.upper()) if known else self._place + 1
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
                self._note("formulas without a stored value")
            return
        text = self._value("".join(self._pieces))
        if not text or not self._cells:
            return
        self._filled = True
        last = self._width - 1
        if self._place <= last:
            self._cells[self._place] = text
        else:
            self._cells[last] = f"{self._cells[last]}\t{text}" if self._cells[last] else text

    def _value(self, stored: str) -> str:
        kind = self._kind
        if kind == "s":
            return self._shared(stored)
        if kind == "n":
            if self._style in self._book.dates:
                return date_text(stored, since_1904=self._book.since_1904)
            return number_text(stored)
        if kind == "b":
            return "FALSE" if stored == "0" else "TRUE"
        if kind == "d":
            return stored.replace("T", " ")
        return unescaped(stored)

    def _shared(self, stored: str) -> str:
        shared = self._book.shared
        if stored.isdigit() and len(stored) < 11 and int(stored) < len(shared):
            return shared[int(stored)]
        self._note("cells that refer to texts that are not there")
        return ""

    def _end_row(self) -> None:
        if not self._filled:
            return
        gap = self._row - self._last - 1
        if gap > _LONGEST_GAP:
            place = f"row {self._last + 1}"
            count_problem(self._problems, Problem("empty rows, left out", gap, where=place))
        elif gap > 0:
            self.found += [[""] * self._width for _ in range(gap)]
        elif gap < 0:
            self._note("rows out of order")
        self._last = max(self._row, self._last)
        self.found.append(self._cells)
        self._cells = []

    def _note(self, what: str) -> None:
        count_problem(self._problems, Problem(what, where=f"row {self._row}"))
