"""Rows of a worksheet out of its XML, as a stream, whatever the sheet says of its own size."""

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.containers.limits import DEFAULT
from leakbench.generator.containers.part_parser import Handlers
from leakbench.generator.containers.quick_parsing import parse_quickly
from leakbench.generator.containers.row_scanning import NOTES, Around, Progress, scan_rows
from leakbench.generator.containers.sheet_rows import SheetRows
from leakbench.generator.containers.sheet_width import width_of
from leakbench.generator.containers.sheets import ContainerError, Problem
from leakbench.generator.containers.stored_cells import laid, room_for
from leakbench.generator.containers.workbook_parts import Workbook


def sheet_batches(book: Workbook, part: str, problems: list[Problem]) -> Iterator[pa.RecordBatch]:
    """The rows of a worksheet in batches.

    Args:
        book: Its workbook.
        part: Its part.
        problems: Where to note what is not read.

    Raises:
        ContainerError: It is missing, damaged or hostile; what came before is sound.
    """
    width = min(width_of(book.package.chunks(part)), DEFAULT.columns)
    sheet = _Sheet(book, width, problems)
    try:
        for _ in parse_quickly(book.package, part, sheet):
            yield from sheet.batches()
    except ContainerError:
        yield from sheet.rows.batches(rest=True)
        raise
    yield from sheet.rows.batches(rest=True)


class _Sheet:
    """A worksheet of which plain rows are read by a kernel, and others by a parser."""

    opening = re.compile(rb"<sheetData>")
    closing = b"</row>"
    depth = 2
    handlers: Handlers

    def __init__(self, book: Workbook, width: int, problems: list[Problem]) -> None:
        self.rows = SheetRows(book, width, problems)
        self.handlers = (self.rows.start, self.rows.end, self.rows.text)
        self._book, self._width = book, width
        self._text = np.empty(0, np.uint8)
        self._found = 0
        self._room = room_for(0)
        self._around = Around(book.shared.texts.ends, _flags(book.dates), width - 1)

    def idle(self) -> bool:
        return self.rows.idle()

    def scan(self, text: bytes, at: int) -> tuple[int, bool]:
        self._text = np.frombuffer(text, np.uint8)
        self._room = room_for(len(text), self._room)
        rows = np.array([self.rows.row, self.rows.last])
        progress = Progress(rows, np.zeros((NOTES, 3), np.int64))
        found = scan_rows(self._text, at, self._around, progress, self._room)
        self._found, behind, strange = found
        self.rows.row, self.rows.last = map(int, rows)
        for kind in np.argsort(progress.notes[:, 2]):
            count, row, _ = map(int, progress.notes[kind])
            if count:
                self.rows.note(kind, count, row)
        return behind, strange

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Rows that have been found; of those of the parser, the rest that is no batch waits."""
        if not self._found:
            yield from self.rows.batches(rest=False)
            return
        yield from self.rows.batches(rest=True)
        found, self._found = self._found, 0
        since_1904, shared = self._book.since_1904, self._book.shared.texts
        cells = (self._text, self._room)
        yield from laid(*cells, found, self._width, shared, since_1904=since_1904)


def _flags(dates: frozenset[str]) -> NDArray[np.bool_]:
    """Whether each number of a format is one of those that show dates."""
    numbers = np.array(sorted(map(int, dates)), np.int64)
    flags = np.zeros(numbers.max(initial=-1) + 1, np.bool_)
    flags[numbers] = True
    return flags
