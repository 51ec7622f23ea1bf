"""How large the sheets of an XLS are, by the records of their cells, before anything reads them."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from leakbench.generator.containers.compound_file import stream
from leakbench.generator.containers.sheets import ContainerError

_BEGIN, _ENCRYPTED, _DIMENSIONS = 0x0809, 0x002F, 0x0200
_CELLS = frozenset(
    {0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD}
    | {0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406}
)
_SEVERAL = frozenset({0x00BD, 0x00BE})
_ROWS, _COLUMNS = 65_536, 256  # what a sheet may have
_RANGES = {10: "<4H", 14: "<2L2H"}  # first row, row behind the last, and the same of columns


def extents(file: BinaryIO, where: str) -> Iterator[tuple[int, int]]:
    """Rows and columns of each sheet up to its last cell.

    Args:
        file: The workbook.
        where: What it is called in messages.

    Raises:
        ContainerError: It is encrypted, or a sheet says that it has cells where none can be:
            calamine takes memory for as many as it says.
    """
    data = stream(file, ("Workbook", "Book"))
    place, rows, columns = 0, 0, 0
    while place + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, place)
        place += 4
        if kind in _CELLS and size >= 4 and place + 4 <= len(data):
            row, column = struct.unpack_from("<HH", data, place)
            if kind in _SEVERAL and place + size <= len(data):
                column = struct.unpack_from("<H", data, place + size - 2)[0]
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind == _DIMENSIONS and size in _RANGES and place + size <= len(data):
            first, last, left, right = struct.unpack_from(_RANGES[size], data, place)
            if not (first <= last <= _ROWS and left <= right <= _COLUMNS):
                said = f"rows {first:,} to {last:,} and columns {left:,} to {right:,}"
                raise ContainerError(where, f"damaged: a sheet of {said}")
        elif kind == _BEGIN:
            yield rows, columns
            rows, columns = 0, 0
        elif kind == _ENCRYPTED:
            raise ContainerError(where, "encrypted")
        place += size
    yield rows, columns
