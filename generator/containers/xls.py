"""XLS, the workbooks of Excel before 2007 and of many programs since: read by calamine."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from itertools import islice
from typing import BinaryIO

import pyarrow as pa
import python_calamine

from leakbench.generator.containers.biff_extent import extents
from leakbench.generator.containers.cell_values import number_text
from leakbench.generator.containers.compound_file import circular
from leakbench.generator.containers.sheets import BATCH_ROWS, ContainerError, Sheet, grid_of_rows
from leakbench.generator.containers.unpacking import reason

_MOST_CELLS = 8_000_000
_MOST_BYTES = 256 << 20


def read(file: BinaryIO, where: str) -> Iterator[Sheet]:
    """The sheets of a workbook in order, hidden ones too; see ``formats.Reads``.

    Cells read as in ``cell_values``. Calamine holds a sheet as a rectangle up to its last row and
    column, so how large that is is looked up before.
    """
    if file.seek(0, 2) > _MOST_BYTES:
        raise ContainerError(where, "an XLS of more than 256 MiB")
    if circular(file):  # calamine would follow it until there is no memory
        raise ContainerError(where, "damaged: its sectors lead in a circle")
    for rows, columns in extents(file, where):
        if rows * columns > _MOST_CELLS:
            size = f"{rows:,} rows and {columns:,} columns"
            raise ContainerError(where, f"an XLS sheet of {size}, which Excel cannot have filled")
    file.seek(0)
    with _told(where):
        book = python_calamine.CalamineWorkbook.from_filelike(file)
        names = book.sheet_names
    for place, name in enumerate(names):
        yield Sheet(name, _batches(book, place, f"{where} {name}"))


@contextmanager
def _told(where: str) -> Iterator[None]:
    """Whatever calamine raises is a ``ContainerError``, also its panics, no ``Exception``."""
    try:
        yield
    except python_calamine.PasswordError as error:
        raise ContainerError(where, "encrypted") from error
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise ContainerError(where, f"damaged or cut off: {reason(error)}") from error


def _batches(
    book: python_calamine.CalamineWorkbook, place: int, where: str
) -> Iterator[pa.RecordBatch]:
    with _told(where):
        sheet = book.get_sheet_by_index(place)
    if sheet.end is None:
        return
    # Rows are from the first of the sheet on, their cells from the first column that has any.
    lead = [""] * (sheet.start or (0, 0))[1]
    width = sheet.end[1] + 1
    rows = ([*lead, *map(_text, row)] for row in sheet.iter_rows())
    while batch := list(islice(rows, BATCH_ROWS)):
        yield grid_of_rows(batch, width)


def _text(value: object) -> str:
    """A cell as text; see ``cell_values``."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number_text(repr(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    return "" if value is None else str(value)
