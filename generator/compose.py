"""Composing values out of columns by templates: addresses, company names, numbers with units."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.compiled import compiled
from leakbench.generator.copying import copy_bytes
from leakbench.generator.strings import Arena, Bytes, Ints, Packed, Strings
from leakbench.generator.templates import FIELD, LITERAL, Programs


@compiled
def _compose(
    program: Ints,
    first: Ints,
    kind: NDArray[np.int8],
    operand: Ints,
    target: Ints,
    literals: Packed,
    columns: Packed,
    bytes_: Bytes,
    at_byte: int,
    out: Packed,
) -> int:
    for row in range(len(program)):
        begin = at_byte
        points = 0
        at = first[program[row]]
        end = first[program[row] + 1]
        while at < end:
            if kind[at] == LITERAL:
                value = literals[operand[at]]
            else:
                value = columns[operand[at], row]
                if kind[at] != FIELD:
                    at = target[at] if (value >> 16) & 0xFFFF == 0 else at + 1
                    continue
            at_byte = copy_bytes(bytes_, at_byte, bytes_, value >> 32, (value >> 16) & 0xFFFF)
            points += value & 0xFFFF
            at += 1
        out[row] = (begin << 32) | ((at_byte - begin) << 16) | points
    return at_byte


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
    # Written in one pass into as much room as the longest row could take; the rest is given back.
    longest = _longest(programs, ((packed >> 16) & 0xFFFF).max(axis=1, initial=0))
    at = arena.reserve(longest * len(program))
    first, kind, operand, target, literals = programs
    out = np.empty(len(program), np.int64)
    code = (program.astype(np.int32), first, kind, operand, target, literals.packed)
    arena.used = _compose(*code, packed, arena.bytes, at, out)
    return Strings(out)


def _longest(programs: Programs, sizes: Packed) -> int:
    """Bytes of the longest text that templates can give of fields of these sizes."""
    literal = programs.literals.size
    each = np.where(programs.kind == FIELD, 1, 0) * sizes[programs.operand % len(sizes)]
    if len(literal):
        of_literal = literal[programs.operand % len(literal)]
        each = np.where(programs.kind == LITERAL, of_literal, each)
    total = np.concatenate([[0], np.cumsum(each)])
    return int((total[programs.first[1:]] - total[programs.first[:-1]]).max(initial=0))
