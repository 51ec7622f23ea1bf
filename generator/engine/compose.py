"""Composing values out of columns by templates: addresses, company names, numbers with units."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.copying import SLACK, copy_bytes
from leakbench.generator.engine.strings import LONGEST, Arena, Bytes, Ints, Packed, Room, Strings
from leakbench.generator.engine.templates import (
    FIELD,
    KIND_MASK,
    LITERAL,
    NEXT_SHIFT,
    OPERAND_MASK,
    OPERAND_SHIFT,
    Programs,
)


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
    program, columns, out = rows
    at_byte, end_byte, row = room
    while row < len(program) and at_byte < end_byte:
        begin = at_byte
        points = 0
        at = np.int64(first[program[row]])
        while at >= 0:
            word = code[at, 0]
            kind = word & KIND_MASK
            if kind == LITERAL:
                value = code[at, 1]
            else:
                value = columns[(word >> OPERAND_SHIFT) & OPERAND_MASK, row]
                if kind != FIELD and (value >> 16) & 0xFFFF > 0:
                    at += 1
                    continue
            at = word >> NEXT_SHIFT
            # A skip whose field is empty copies nothing.
            at_byte = copy_bytes(bytes_, at_byte, bytes_, value >> 32, (value >> 16) & 0xFFFF)
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
    longest = int(np.diff(programs.first).max()) * LONGEST  # what one row could need
    rows = _Rows(program.astype(np.int32), packed, np.empty(len(program), np.int64))
    row = 0
    while row < len(program):
        at = arena.room(2 * longest)
        room = Room(at, len(arena.bytes) - SLACK - longest, row)
        row, arena.used = _compose(programs, rows, arena.bytes, room)
    return Strings(rows.out)
