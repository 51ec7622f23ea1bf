"""The renderer: runs compiled templates over columns of values and writes down where each stands.

Two passes over the rows: the first adds up sizes, so that the buffers are exactly as large as the
result; the second copies. Positions are counted in code points as the text is written, which makes
the labels exact by construction.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.compiled import compiled
from leakbench.generator.copying import SLACK, copy_bytes
from leakbench.generator.strings import Arena, Bytes, Ints, Packed, Strings
from leakbench.generator.templates import FIELD, LITERAL, Programs

Grid = NDArray[np.int32]


class Values(NamedTuple):
    """The fields of a block of rows, as written.

    Attributes:
        packed: The strings as ``Strings`` packs them, int64, shape (fields, rows).
        mark_start: Code points from the value's begin to its marks (what is labelled in it), int32,
            shape (marks, fields, rows).
        mark_end: Their ends; 0 where there is no such mark.
    """

    packed: NDArray[np.int64]
    mark_start: NDArray[np.int32]
    mark_end: NDArray[np.int32]


class Rendered(NamedTuple):
    """Texts with the places of the fields in them.

    Attributes:
        offsets: Arrow offsets of the texts, int32, shape (rows + 1,).
        text: Their bytes.
        first: Index of each row's first mark, int32, shape (rows + 1,).
        start: Begin of each mark in code points of its text; likewise ``end``.
        end: Its end.
        field: The field it belongs to.
        row: The row it belongs to.
    """

    offsets: Ints
    text: Bytes
    first: Ints
    start: Ints
    end: Ints
    field: Ints
    row: Ints


@compiled
def _measure(
    program: Grid,
    first: Ints,
    kind: NDArray[np.int8],
    operand: Ints,
    target: Ints,
    literals: Packed,
    packed: Packed,
    mark_end: Grid,
    offsets: Ints,
    marks: Ints,
) -> None:
    for row in range(program.shape[1]):
        total = 0
        found = 0
        for part in range(program.shape[0]):
            chosen = program[part, row]
            if chosen < 0:
                continue
            at = first[chosen]
            end = first[chosen + 1]
            while at < end:
                which = operand[at]
                if kind[at] == LITERAL:
                    total += (literals[which] >> 16) & 0xFFFF
                else:
                    size = (packed[which, row] >> 16) & 0xFFFF
                    if kind[at] == FIELD:
                        total += size
                        if size > 0:
                            for mark in range(mark_end.shape[0]):
                                found += mark_end[mark, which, row] > 0
                    elif size == 0:
                        at = target[at]
                        continue
                at += 1
        offsets[row + 1] = offsets[row] + total
        marks[row + 1] = marks[row] + found


@compiled
def _write(
    program: Grid,
    first: Ints,
    kind: NDArray[np.int8],
    operand: Ints,
    target: Ints,
    literals: Packed,
    source: Bytes,
    packed: Packed,
    mark_start: Grid,
    mark_end: Grid,
    text: Bytes,
    at_byte: int,
    ends: Packed,
    points: Ints,
    marks: Grid,
) -> None:
    at_mark = 0
    for row in range(program.shape[1]):
        point = 0
        for part in range(program.shape[0]):
            chosen = program[part, row]
            if chosen < 0:
                continue
            at = first[chosen]
            end = first[chosen + 1]
            while at < end:
                which = operand[at]
                if kind[at] == LITERAL:
                    value = literals[which]
                    at_byte = copy_bytes(text, at_byte, source, value >> 32, (value >> 16) & 0xFFFF)
                    point += value & 0xFFFF
                else:
                    value = packed[which, row]
                    size = (value >> 16) & 0xFFFF
                    if kind[at] == FIELD:
                        if size > 0:
                            at_byte = copy_bytes(text, at_byte, source, value >> 32, size)
                            for mark in range(mark_end.shape[0]):
                                if mark_end[mark, which, row] > 0:
                                    marks[0, at_mark] = point + mark_start[mark, which, row]
                                    marks[1, at_mark] = point + mark_end[mark, which, row]
                                    marks[2, at_mark] = which
                                    marks[3, at_mark] = row
                                    at_mark += 1
                            point += value & 0xFFFF
                    elif size == 0:
                        at = target[at]
                        continue
                at += 1
        ends[row] = at_byte
        points[row] = point


def render(program: Ints | Grid, programs: Programs, values: Values, arena: Arena) -> Rendered:
    """Render a block of rows.

    Args:
        program: Which template each row uses, int32, shape (rows,), or (parts, rows) for texts of
            several templates one after another; -1 writes nothing.
        programs: The compiled templates.
        values: The fields.
        arena: Where fields and literals stand.
    """
    program = np.atleast_2d(program)
    offsets, first_mark = _sizes(program, programs, values)
    text = np.empty(offsets[-1] + SLACK, np.uint8)
    marks = np.empty((4, first_mark[-1]), np.int32)
    _run(program, programs, values, arena, text, 0, marks)
    return Rendered(offsets, text[: offsets[-1]], first_mark, *marks)


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
    none = np.zeros((0, *packed.shape), np.int32)
    # Written in one pass into as much room as the longest row could take; the rest is given back.
    longest = _longest(programs, ((packed >> 16) & 0xFFFF).max(axis=1, initial=0))
    at = arena.reserve(longest * len(program))
    chosen = program.astype(np.int32)[None]
    ends, points = _run(
        chosen,
        programs,
        Values(packed, none, none),
        arena,
        arena.bytes,
        at,
        np.empty((4, 0), np.int32),
    )
    if len(ends):
        arena.used = int(ends[-1])
    begins = np.concatenate([[at], ends[:-1]])
    return Strings.of(begins, ends - begins, points)


def _longest(programs: Programs, sizes: Packed) -> int:
    """Bytes of the longest text that templates can give of fields of these sizes."""
    literal = programs.literals.size
    each = np.where(programs.kind == FIELD, 1, 0) * sizes[programs.operand % len(sizes)]
    if len(literal):
        of_literal = literal[programs.operand % len(literal)]
        each = np.where(programs.kind == LITERAL, of_literal, each)
    total = np.concatenate([[0], np.cumsum(each)])
    return int((total[programs.first[1:]] - total[programs.first[:-1]]).max(initial=0))


def _sizes(program: Grid, programs: Programs, values: Values) -> tuple[Ints, Ints]:
    """Offsets of the texts in bytes, and of their marks."""
    rows = program.shape[1]
    offsets, marks = np.zeros(rows + 1, np.int32), np.zeros(rows + 1, np.int32)
    first, kind, operand, target, literals = programs
    _measure(
        program,
        first,
        kind,
        operand,
        target,
        literals.packed,
        values.packed,
        values.mark_end,
        offsets,
        marks,
    )
    return offsets, marks


def _run(
    program: Grid,
    programs: Programs,
    values: Values,
    arena: Arena,
    text: Bytes,
    at: int,
    marks: Grid,
) -> tuple[Packed, Ints]:
    """Write all rows from a place on; gives where each ends, and its code points."""
    ends, points = np.empty(program.shape[1], np.int64), np.empty(program.shape[1], np.int32)
    first, kind, operand, target, literals = programs
    _write(
        program,
        first,
        kind,
        operand,
        target,
        literals.packed,
        arena.bytes,
        *values,
        text,
        at,
        ends,
        points,
        marks,
    )
    return ends, points
