"""The renderer: runs compiled templates over columns of values and writes down where each stands.

Two passes over the rows: the first adds up sizes, so that the buffers are exactly as large as the
result; the second copies. Positions are counted in code points as the text is written, which makes
the labels exact by construction.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.compiled import compiled
from leakbench.generator.copying import SLACK, copy_bytes
from leakbench.generator.strings import Arena, Bytes, Ints, Strings
from leakbench.generator.templates import FIELD, LITERAL, SKIP, Programs

Grid = NDArray[np.int32]


class Values(NamedTuple):
    """The fields of a block of rows, as written.

    Attributes:
        start: Byte start in the arena, int32, shape (fields, rows); so for ``size`` and ``chars``.
        size: Bytes.
        chars: Code points.
        mark_start: Code points from the value's begin to its marks (what is labelled in it), int32,
            shape (marks, fields, rows).
        mark_end: Their ends; 0 where there is no such mark.
    """

    start: Grid
    size: Grid
    chars: Grid
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
    literal_size: Ints,
    size: Grid,
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
            while at < first[chosen + 1]:
                which = operand[at]
                if kind[at] == LITERAL:
                    total += literal_size[which]
                elif kind[at] == FIELD:
                    total += size[which, row]
                    if size[which, row] > 0:
                        for mark in range(mark_end.shape[0]):
                            found += mark_end[mark, which, row] > 0
                elif kind[at] == SKIP and size[which, row] == 0:
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
    literals: tuple[Ints, ...],
    source: Bytes,
    values: tuple[Grid, ...],
    text: Bytes,
    at_byte: int,
    points: Ints,
    marks: tuple[Ints, ...],
) -> None:
    literal_start, literal_size, literal_chars = literals
    start, size, chars, mark_start, mark_end = values
    out_start, out_end, out_field, out_row = marks
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
                    at_byte = copy_bytes(
                        text, at_byte, source, literal_start[which], literal_size[which]
                    )
                    point += literal_chars[which]
                elif kind[at] == FIELD:
                    if size[which, row] > 0:
                        at_byte = copy_bytes(
                            text, at_byte, source, start[which, row], size[which, row]
                        )
                        for mark in range(mark_end.shape[0]):
                            if mark_end[mark, which, row] > 0:
                                out_start[at_mark] = point + mark_start[mark, which, row]
                                out_end[at_mark] = point + mark_end[mark, which, row]
                                out_field[at_mark] = which
                                out_row[at_mark] = row
                                at_mark += 1
                        point += chars[which, row]
                elif size[which, row] == 0:
                    at = target[at]
                    continue
                at += 1
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
    points = np.empty(program.shape[1], np.int32)
    _run(program, programs, values, arena, (text, 0, points, tuple(marks)))
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
    start, size, chars = (np.stack(part) for part in zip(*columns, strict=True))
    none = np.zeros((0, *start.shape), np.int32)
    values = Values(start, size, chars, none, none)
    chosen = program.astype(np.int32)[None]
    offsets, _ = _sizes(chosen, programs, values)
    at = arena.reserve(int(offsets[-1]))
    points = np.empty(len(program), np.int32)
    marks = np.empty((4, 0), np.int32)
    _run(chosen, programs, values, arena, (arena.bytes, at, points, tuple(marks)))
    return Strings(offsets[:-1] + np.int32(at), np.diff(offsets), points)


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
        literals.size,
        values.size,
        values.mark_end,
        offsets,
        marks,
    )
    return offsets, marks


def _run(
    program: Grid, programs: Programs, values: Values, arena: Arena, into: tuple[Any, ...]
) -> None:
    first, kind, operand, target, literals = programs
    _write(
        program, first, kind, operand, target, tuple(literals), arena.bytes, tuple(values), *into
    )
