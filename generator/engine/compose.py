"""Composing values out of columns by templates: addresses, company names, numbers with units."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.copying import SLACK, copy_bytes
from leakbench.generator.engine.intrinsics import entry
from leakbench.generator.engine.lanes import prefetch
from leakbench.generator.engine.strings import LONGEST, Arena, Bytes, Ints, Packed, Room, Strings
from leakbench.generator.engine.templates import (
    FIELD_MASK,
    HAS_FIELD,
    IS_SKIP,
    NEXT_SHIFT,
    WORDS,
    Programs,
)

_AHEAD = 8  # rows for whose strings memory is asked


class _Rows(NamedTuple):
    """What is composed, row by row.

    Attributes:
        program: The template of each row, shape (rows,).
        columns: The fields, shape (fields, rows).
        out: The values.
    """

    program: Ints
    columns: Packed
    out: Packed


@compiled
def _compose(programs: Programs, rows: _Rows, bytes_: Bytes, room: Room) -> tuple[int, int]:
    """Write rows as long as there is room; gives the next row and byte."""
    # Arrays of a tuple are counted at every use; a name for each is counted once.
    first, code = programs[:2]
    operations = code.ravel()
    program, columns, out = rows
    fields, stride = columns.shape
    values = columns.ravel()
    at_byte, end_byte, row = room
    while row < len(program) and at_byte < end_byte:
        begin = at_byte
        points = 0
        at = np.int64(first[program[row]])
        soon = min(row + _AHEAD, stride - 1)
        for field in range(fields):
            prefetch(bytes_, entry(values, field * stride + soon) >> 32)
        while at >= 0:
            literal, word = entry(operations, at), entry(operations, at + 1)
            at = word >> NEXT_SHIFT
            if literal > 0:
                size = (literal >> 16) & 0xFFFF
                at_byte = copy_bytes(bytes_, at_byte, bytes_, literal >> 32, size)
                points += literal & 0xFFFF
            if (word >> HAS_FIELD) & 1 > 0:
                value = entry(values, (word & FIELD_MASK) * stride + row)
                size = (value >> 16) & 0xFFFF
                if (word >> IS_SKIP) & 1 > 0:
                    at += WORDS * (size == 0)
                    continue
                at_byte = copy_bytes(bytes_, at_byte, bytes_, value >> 32, size)
                points += value & 0xFFFF
        out[row] = (begin << 32) | ((at_byte - begin) << 16) | points
        row += 1
    return row, at_byte


def compose(
    program: NDArray[np.integer], programs: Programs, columns: list[Strings], arena: Arena
) -> Strings:
    """Compose a value out of columns by templates, into the arena.

    Args:
        program: Which template each row uses, shape (rows,).
        programs: The compiled templates.
        columns: The fields.
        arena: Where fields and literals stand, and where the values are written.
    """
    packed = np.stack([column.packed for column in columns])
    # What one row could need.
    longest = int(programs.literal_bytes.max()) + int(programs.values.max()) * LONGEST
    rows = _Rows(program.astype(np.int32), packed, np.empty(len(program), np.int64))
    row = 0
    while row < len(program):
        at = arena.room(2 * longest)
        room = Room(at, len(arena.bytes) - SLACK - longest, row)
        row, arena.used = _compose(programs, rows, arena.bytes, room)
    return Strings(rows.out)
