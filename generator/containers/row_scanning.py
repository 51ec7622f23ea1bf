"""A kernel that reads the rows of a worksheet, as Office programs write them.

Rows with a comment, a run of another look, or a cell out of order are not plain: others read them.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.containers.cell_scanning import (
    DATE,
    MOMENT,
    NUMBER,
    REFERENCE,
    RESULT,
    TEXT,
    TRUTH,
    column_of_name,
    content,
    kind_of,
    number_of,
    reads_as_it_stands,
    shows_dates,
)
from leakbench.generator.containers.cell_splitting import Bytes
from leakbench.generator.containers.sheets import BATCH_ROWS
from leakbench.generator.containers.stored_cells import (
    ESCAPED,
    MOST_BYTES,
    ODD,
    PLAIN,
    SHARED,
    StoredCells,
)
from leakbench.generator.containers.xml_scanning import (
    GREATER,
    LESS,
    MOST_ATTRIBUTES,
    SLASH,
    skipped,
    tag,
)
from leakbench.generator.containers.xml_text_scanning import (
    HAS_ESCAPES,
    HAS_UNDERSCORES,
    MORE,
    STRANGE,
)
from leakbench.generator.engine.compiled import compiled, inner

LONGEST_GAP: Final = BATCH_ROWS
"""So many empty rows between two are rows; more are left out, and told."""

FORMULAS: Final = 0
MISSING: Final = 1
OUT_OF_ORDER: Final = 2
LEFT_OUT: Final = 3
NOTES: Final = 4
"""Kinds of notes: formulas without value, references to nothing, rows out of order or left out."""

_LONGEST_NUMBER: Final = 8
_LONGEST_REFERENCE: Final = 10


class Around(NamedTuple):
    """What cells depend on beside themselves.

    Attributes:
        ends: Where shared strings end, behind a zero.
        dates: Whether each number of a format shows dates.
        last: The last column.
    """

    ends: NDArray[np.uint32]
    dates: NDArray[np.bool_]
    last: int


class Progress(NamedTuple):
    """Where a sheet is, changed by reading.

    Attributes:
        rows: The number of the last row, and of the last row with something in it, the greatest.
        notes: Of each kind, how often, in which row first, and as the how manieth note of all.
    """

    rows: NDArray[np.int64]
    notes: NDArray[np.int64]


@inner
def _note(notes: NDArray[np.int64], kind: int, count: int, row: int) -> None:
    if not notes[kind, 0]:
        notes[kind, 1], notes[kind, 2] = row, 0
        for one in range(NOTES):
            notes[kind, 2] += notes[one, 0]
    notes[kind, 0] += count


@compiled
def scan_rows(  # noqa: C901, PLR0912, PLR0915 - one loop with all its cases
    text: Bytes, at: int, around: Around, progress: Progress, cells: StoredCells
) -> tuple[int, int, bool]:
    """Read plain rows from here on, as many as end in a text.

    Args:
        text: UTF-8, between two rows at ``at``.
        at: Where to begin.
        around: What cells depend on.
        progress: Where the sheet is.
        cells: Where cells are written down.

    Returns:
        How many rows with something in them there are, the byte behind the last row, and whether
        what follows is not plain.
    """
    found = np.empty((MOST_ATTRIBUTES, 4), np.int64)
    numbers, notes = progress
    size, used, rows, cell = len(text), at, 0, 0
    while True:
        at = skipped(text, used)
        if at + 6 > size:
            return rows, used, False
        opens = text[at] == LESS and text[at + 1] == ord("r") and text[at + 2] == ord("o")
        if not opens or text[at + 3] != ord("w"):
            return rows, used, True
        at, count, closed = tag(text, at + 4, found)
        number = numbers[0] + 1
        for one in range(count if at >= 0 else 0):
            if found[one, 1] - found[one, 0] == 1 and text[found[one, 0]] == ord("r"):
                number = number_of(text, found[one, 2], found[one, 3], _LONGEST_NUMBER)
                if number < 0:
                    at = STRANGE
        first, previous, place, total = cell, -1, -1, 0
        formulas, missing, formula_first = 0, 0, False
        while not closed and at >= 0:
            at = skipped(text, at)
            if at + 6 > size:
                at = MORE
                break
            if text[at] != LESS:
                at = STRANGE
                break
            if text[at + 1] == SLASH:
                closed = text[at + 2] == ord("r") and text[at + 3] == ord("o")
                closed = closed and text[at + 4] == ord("w") and text[at + 5] == GREATER
                at = at + 6 if closed else STRANGE
                break
            if text[at + 1] != ord("c") or cell == len(cells.starts):
                at = STRANGE
                break
            at, count, empty = tag(text, at + 2, found)
            if at < 0:
                break
            kind, dated = NUMBER, False
            place += 1
            for one in range(count):
                if found[one, 1] - found[one, 0] != 1:
                    continue
                name, start, end = text[found[one, 0]], found[one, 2], found[one, 3]
                if name == ord("r"):
                    place = column_of_name(text, start, end)
                elif name == ord("t"):
                    kind = kind_of(text, start, end)
                elif name == ord("s"):
                    dated = shows_dates(text, start, end, around.dates)
            if place < 0:
                at = STRANGE
                break
            if empty:
                continue
            at, start, end, length, marks, formula = content(text, at, found)
            if at < 0:
                break
            if not length:
                if formula and kind != RESULT:
                    formula_first = formula_first or not missing
                    formulas += 1
                continue
            if kind == REFERENCE:
                start = STRANGE if marks else number_of(text, start, end, _LONGEST_REFERENCE)
                if start < 0:
                    at = STRANGE
                    break
                if start + 1 >= len(around.ends):
                    missing += 1
                    continue
                length = int(around.ends[start + 1]) - int(around.ends[start])
                if not length:
                    continue
                stored = SHARED
            elif kind == NUMBER and not dated:
                plain = not marks and reads_as_it_stands(text, start, end)
                stored = PLAIN if plain else ODD + NUMBER
            elif kind == NUMBER:
                stored = ODD + DATE
            elif kind == TRUTH or kind == MOMENT:  # noqa: PLR1714, SIM109 - a set is made
                stored = ODD + kind
            elif marks & HAS_UNDERSCORES:
                stored = ODD + TEXT
            else:
                stored = ESCAPED if marks & HAS_ESCAPES else PLAIN
            total += length
            if place <= previous or place > around.last or total > MOST_BYTES:
                at = STRANGE
                break
            cells.starts[cell], cells.ends[cell] = start, end
            cells.sizes[cell], cells.kinds[cell] = length, stored
            cells.columns[cell] = previous = place
            cell += 1
        if at < 0:
            return rows, used, at == STRANGE
        used, numbers[0] = at, number
        if formulas and formula_first:
            _note(notes, FORMULAS, formulas, number)
        if missing:
            _note(notes, MISSING, missing, number)
        if formulas and not formula_first:
            _note(notes, FORMULAS, formulas, number)
        if cell == first:
            continue
        gap = number - numbers[1] - 1
        if gap > LONGEST_GAP:
            _note(notes, LEFT_OUT, gap, numbers[1] + 1)
        elif gap < 0:
            _note(notes, OUT_OF_ORDER, 1, number)
        numbers[1] = max(number, numbers[1])
        cells.gaps[rows] = gap if 0 < gap <= LONGEST_GAP else 0
        cells.row_ends[rows] = cell
        rows += 1
