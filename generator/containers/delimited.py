"""Text of cells between delimiters, read block by block.

A row is a line: a blank one is a row of empty cells, so that rows are numbered as an editor numbers
lines (of files without line breaks in cells). Lines end with a line feed, a carriage return, or
both. The width is that of the widest row in the first block; where a later row has more cells, the
rest of it stays joined in the last column. Splitting is a kernel over bytes, for files with stray
quotes and ragged rows as for others: ``pyarrow.csv``, a little faster, refuses or drops such rows.
"""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO, Final, TypeVar

import numpy as np
import pyarrow as pa

from leakbench.generator.containers.cell_batches import laid, widths
from leakbench.generator.containers.cell_splitting import (
    Bytes,
    Cells,
    Manner,
    cells_for,
    split,
)
from leakbench.generator.containers.delimiters import HEAD_CHARACTERS, QUOTING, SPACES, lines_of
from leakbench.generator.containers.encodings import BLOCK_BYTES, decoded
from leakbench.generator.containers.limits import DEFAULT
from leakbench.generator.containers.problem_counts import count_problem
from leakbench.generator.containers.sheets import Problem, Sheet

LONGEST_ROW: Final = DEFAULT.cell_characters
"""Bytes of a row; what is longer is cut into several rows."""

_Result = TypeVar("_Result")
Pieces = Generator[pa.RecordBatch, None, _Result]
"""Batches, and what is returned behind the last one."""

_NEAR = 256  # bytes within which a long row is cut between words


def manner_of(delimiter: str) -> Manner:
    """How a text with this delimiter is written; an empty one cuts no lines."""
    written = np.frombuffer(delimiter.encode(), np.uint8)
    return Manner(written, delimiter in QUOTING, delimiter == SPACES)


def read_delimited(file: BinaryIO, delimiter_by: Callable[[list[str]], str]) -> Sheet:
    """The one sheet of a text.

    Args:
        file: Its bytes, from the beginning.
        delimiter_by: Tells the delimiter by the first lines; empty where lines are not cut.
    """
    problems: list[Problem] = []
    blocks = decoded(file, problems)
    first = next(blocks, b"")
    head = first[: HEAD_CHARACTERS * 4].decode(errors="ignore")
    whole = len(first) < BLOCK_BYTES
    delimiter = delimiter_by(lines_of(head, whole=whole))
    rows = _Rows(manner_of(delimiter), problems)
    return Sheet(
        "",
        rows.batches(chain([first] if first else [], blocks)),
        kind="table" if delimiter else "text",
        delimiter=delimiter,
        problems=problems,
    )


@dataclass(slots=True)
class _Rows:
    """Rows of a text that comes in blocks."""

    manner: Manner
    problems: list[Problem]
    width: int = 0
    room: Cells = field(default_factory=lambda: cells_for(BLOCK_BYTES + LONGEST_ROW))
    rows: int = 0

    def batches(self, blocks: Iterator[bytes]) -> Iterator[pa.RecordBatch]:
        rest = b""
        for block in blocks:
            rest = yield from self._of(rest + block if rest else block, final=False)
        if rest:
            yield from self._of(rest, final=True)

    def _of(self, text: bytes, *, final: bool) -> Pieces[bytes]:
        """Batches of the rows that end in a text; returns what is left of it."""
        view = np.frombuffer(text, np.uint8)
        while len(view):
            rows, used = yield from self._piece(view, final=final)
            view = view[used:]
            if not rows and len(view) <= LONGEST_ROW:
                break
            if not rows:
                cut = _cut(view)
                self._count("rows that are too long, cut into several", 1)
                yield from self._piece(view[:cut], final=True)
                view = view[cut:]
        return view.tobytes()

    def _piece(self, text: Bytes, *, final: bool) -> Pieces[tuple[int, int]]:
        if len(text) > len(self.room.starts) - 1:
            self.room = cells_for(len(text))
        rows, used, strays = split(text, self.manner, final, self.room)
        self._count("quotes that are never closed, read as text", strays)
        if rows:
            yield from self._laid(text, rows)
        return rows, used

    def _laid(self, text: Bytes, rows: int) -> Iterator[pa.RecordBatch]:
        found = widths(self.room, rows)
        self.width = self.width or min(int(found.max()), DEFAULT.columns)
        self._count("rows with more cells than those above", int((found > self.width).sum()))
        self.rows += rows
        yield from laid(text, self.room, rows, self.width)

    def _count(self, what: str, count: int) -> None:
        count_problem(self.problems, Problem(what, count, where=f"after row {self.rows}"))


def _cut(text: Bytes) -> int:
    """Where a row that is too long is cut: between words if there are any, else characters."""
    near = text[LONGEST_ROW - _NEAR : LONGEST_ROW]
    letters = (near >= ord("0")) & (near != ord("|")) & (near != ord(";"))
    between = np.flatnonzero(~letters)
    if len(between):
        return LONGEST_ROW - _NEAR + int(between[-1]) + 1
    begins = np.flatnonzero((near & 0xC0) != 0x80)
    return LONGEST_ROW - _NEAR + int(begins[-1])
