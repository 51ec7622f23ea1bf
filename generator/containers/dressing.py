"""Records dressed as sheets of a file: title, header and rows, text as lines, one sheet or more.

Sheets come as a stream, and the truth is told while their rows go by: a value stands where the
written file's ``read`` will show it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from operator import itemgetter

import numpy as np
import pyarrow as pa

from leakbench.generator.containers.formats import Format, Style
from leakbench.generator.containers.labelled_cells import LabelledCells
from leakbench.generator.containers.lines import as_lines, joined
from leakbench.generator.containers.sheets import BATCH_ROWS, Sheet, grid_of_rows
from leakbench.generator.containers.truth import TruthWriter

SHEET_ROWS = 1_000_000
"""Rows of a worksheet, beyond which it goes on in another one; Excel has no more than 2**20."""

_OF_WORKSHEETS = ("xlsx",)
_JOINS_CELLS = ("pdf",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What stands around the rows.

    Attributes:
        title: A line above all columns; none if it is empty.
        header: Whether a row says what the columns are called, where the format does not.
        sheet_per_file: Whether each file of the dataset has a sheet of its own.
        name: What the sheet is called, or where there are several, what stands before its number.
        lines: Whether the cells are text, which is cut into lines where the format holds prose.
    """

    title: str = ""
    header: bool = True
    sheet_per_file: bool = False
    name: str = ""
    lines: bool = False


def dressed(
    parts: Iterable[LabelledCells],
    form: Format,
    style: Style,
    layout: Layout,
    truth: TruthWriter,
) -> Iterator[Sheet]:
    """The sheets that hold some rows, ready to be written.

    Args:
        parts: The rows, in order, all with the same columns.
        form: What they are written as.
        style: How a text container is written.
        layout: What stands around them.
        truth: Is told of every value where it comes to stand.
    """
    if layout.lines and form.prose:
        parts = (as_lines(part) for part in parts)
        layout = Layout(header=False, lines=True)
    several = _sheet_numbers(parts, form, layout)
    for number, group in groupby(several, key=itemgetter(0)):
        own = (part for _, part in group)
        first = next(own)
        sheet = _sheet(chain([first], own), first.names, (form, style, layout), (number, truth))
        yield form.fit(sheet, style)


def _sheet_numbers(
    parts: Iterable[LabelledCells], form: Format, layout: Layout
) -> Iterator[tuple[int, LabelledCells]]:
    """Rows with the number of their sheet."""
    most = SHEET_ROWS if form.name in _OF_WORKSHEETS else None
    sheet, row, file = 0, 0, -1
    for part in parts:
        cuts = (np.flatnonzero(np.diff(part.files)) + 1).tolist() if layout.sheet_per_file else ()
        bounds = [0, *cuts, part.rows]
        for begin, stop in pairwise(bounds):
            first = begin
            if layout.sheet_per_file and row and part.files[begin] != file:
                sheet, row = sheet + 1, 0
            while first < stop:
                if most is not None and row == most:
                    sheet, row = sheet + 1, 0
                rows = stop - first if most is None else min(stop - first, most - row)
                yield sheet, part if rows == part.rows else part.slice(first, rows)
                first, row = first + rows, row + rows
            file = part.files[stop - 1] if part.rows else file


def _sheet(
    parts: Iterable[LabelledCells],
    names: tuple[str, ...],
    made: tuple[Format, Style, Layout],
    kept: tuple[int, TruthWriter],
) -> Sheet:
    """One sheet."""
    form, style, layout = made
    number, truth = kept
    top: list[list[str]] = [[layout.title]] if layout.title and not form.names else []
    title_rows = len(top)
    if layout.header and not form.names:
        top.append(list(names))
    as_text = layout.lines and form.prose
    delimiter = _joint(form, style)
    if delimiter is not None and not as_text:
        parts = (joined(part, delimiter) for part in parts)
        top = [[delimiter.join(row)] for row in top]
        as_text = True
    name = f"{layout.name or 'Sheet'}{number + 1}" if number or not layout.name else layout.name
    return Sheet(
        name,
        _batches(parts, grid_of_rows(top, 1 if as_text else len(names)), (name, number), truth),
        names if form.names else None,
        "text" if as_text else "table",
        title_rows,
    )


def _joint(form: Format, style: Style) -> str | None:
    """What stands between the cells of a table in one line; None where cells stay cells."""
    if form.name in _JOINS_CELLS:
        return " "
    return "" if form.name == "txt" and not style.delimiter else None


def _batches(
    parts: Iterable[LabelledCells],
    top: pa.RecordBatch,
    which: tuple[str, int],
    truth: TruthWriter,
) -> Iterator[pa.RecordBatch]:
    name, number = which
    row = top.num_rows
    if row:
        yield top
    for part in parts:
        truth.add(number, row, part.spans)
        columns = [str(place) for place in range(part.cells.num_columns)]
        whole = pa.RecordBatch.from_arrays(part.cells.columns, columns)
        yield from (whole.slice(first, BATCH_ROWS) for first in range(0, part.rows, BATCH_ROWS))
        row += part.rows
    truth.sheets.append({"name": name, "rows": row, "top": top.num_rows})
