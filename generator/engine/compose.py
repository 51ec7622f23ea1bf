"""Composing values out of columns by templates: addresses, company names, numbers with units."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.copying import SLACK, copy_bytes
from leakbench.generator.engine.strings import LONGEST, Arena, Bytes, Ints, Packed, Room, Strings
from leakbench.generator.engine.templates import (
    FIELD_MASK,
    HAS_FIELD,
    IS_SKIP,
    NEXT_SHIFT,
    WORDS,
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
    operations = code.ravel()
    program, columns, out = rows
    at_byte, end_byte, row = room
    while row < len(program) and at_byte < end_byte:
        begin = at_byte
        points = 0
        at = np.int64(first[program[row]])
        while at >= 0:
            literal, word = operations[at], operations[at + 1]
            value = columns[word & FIELD_MASK, row] & -((word >> HAS_FIELD) & 1)
            skip = (word >> IS_SKIP) & 1
            at = (word >> NEXT_SHIFT) + WORDS * (skip & ((value >> 16) & 0xFFFF == 0))
            value &= skip - 1  # what is only looked at is not copied
            at_byte = copy_bytes(bytes_, at_byte, bytes_, literal >> 32, (literal >> 16) & 0xFFFF)
            at_byte = copy_bytes(bytes_, at_byte, bytes_, value >> 32, (value >> 16) & 0xFFFF)
            points += (literal & 0xFFFF) + (value & 0xFFFF)
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
