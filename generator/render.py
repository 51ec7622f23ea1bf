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
from leakbench.generator.marks import Fields, Marks
from leakbench.generator.strings import Arena, Bytes, Ints, Packed
from leakbench.generator.templates import FIELD, LITERAL, Programs

Grid = NDArray[np.int32]


class Rendered(NamedTuple):
    """Texts with the places of the fields in them.

    Attributes:
        offsets: Arrow offsets of the texts, int32, shape (rows + 1,).
        text: Their bytes.
        spans: The labelled spans.
        decoys: The decoys.
    """

    offsets: Ints
    text: Bytes
    spans: Marks
    decoys: Marks


@compiled
def _measure(
    program: Grid,
    first: Ints,
    kind: NDArray[np.int8],
    operand: Ints,
    target: Ints,
    literals: Packed,
    fields: Fields,
) -> tuple[int, int, int]:
    """Bytes, labelled spans and decoys of all texts."""
    total = 0
    spans = 0
    decoys = 0
    for row in range(program.shape[1]):
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
                    size = (fields.packed[which, row] >> 16) & 0xFFFF
                    if size == 0:
                        if kind[at] != FIELD:
                            at = target[at]
                            continue
                    elif kind[at] == FIELD:
                        total += size
                        labelled = fields.label[which] >= 0
                        decoy = fields.decoy[which] >= 0
                        if labelled or decoy:
                            count = 1
                            place = fields.changed[which]
                            if place >= 0:
                                mark = fields.marks[place, row]
                                count = int((mark >> 32) & 0xFFFF > 0) + int(mark & 0xFFFF > 0)
                            spans += count * labelled
                            decoys += count * decoy
                at += 1
    return total, spans, decoys


@compiled
def _write(
    program: Grid,
    first: Ints,
    kind: NDArray[np.int8],
    operand: Ints,
    target: Ints,
    literals: Packed,
    source: Bytes,
    fields: Fields,
    out: Rendered,
) -> None:
    text, spans, decoys = out.text, out.spans, out.decoys
    at_byte = 0
    at_span = 0
    at_decoy = 0
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
                    at += 1
                    continue
                value = fields.packed[which, row]
                size = (value >> 16) & 0xFFFF
                if kind[at] != FIELD:
                    at = target[at] if size == 0 else at + 1
                    continue
                at += 1
                if size == 0:
                    continue
                at_byte = copy_bytes(text, at_byte, source, value >> 32, size)
                if fields.label[which] >= 0 or fields.decoy[which] >= 0:
                    place = fields.changed[which]
                    mark = (value & 0xFFFF) << 32
                    if place >= 0:
                        mark = fields.marks[place, row]
                    for shift in (32, 0):
                        last = (mark >> shift) & 0xFFFF
                        if last == 0:
                            continue
                        begin = point + ((mark >> (shift + 16)) & 0xFFFF)
                        if fields.label[which] >= 0:
                            spans.start[at_span] = begin
                            spans.end[at_span] = point + last
                            spans.field[at_span] = which
                            spans.row[at_span] = row
                            at_span += 1
                        if fields.decoy[which] >= 0:
                            decoys.start[at_decoy] = begin
                            decoys.end[at_decoy] = point + last
                            decoys.field[at_decoy] = which
                            decoys.row[at_decoy] = row
                            at_decoy += 1
                point += value & 0xFFFF
        out.offsets[row + 1] = at_byte
        spans.first[row + 1] = at_span
        decoys.first[row + 1] = at_decoy


@compiled
def _count_cells(fields: Fields, columns: int) -> int:
    total = 0
    for which in range(columns):
        if fields.label[which] >= 0:
            for row in range(fields.packed.shape[1]):
                total += fields.packed[which, row] & 0xFFFF > 0
            place = fields.changed[which]
            if place >= 0:
                for row in range(fields.packed.shape[1]):
                    total += fields.marks[place, row] & 0xFFFF > 0
    return total


@compiled
def _mark_cells(
    fields: Fields, place: NDArray[np.int64], marks: Marks, column: NDArray[np.int16]
) -> None:
    at = 0
    for row in range(fields.packed.shape[1]):
        for here in range(len(place)):
            which = place[here, row if place.shape[1] > 1 else 0]
            if fields.label[which] < 0:
                continue
            changed = fields.changed[which]
            mark = (fields.packed[which, row] & 0xFFFF) << 32
            if changed >= 0:
                mark = fields.marks[changed, row]
            for shift in (32, 0):
                last = (mark >> shift) & 0xFFFF
                if last == 0:
                    continue
                marks.start[at] = (mark >> (shift + 16)) & 0xFFFF
                marks.end[at] = last
                marks.field[at] = which
                marks.row[at] = row
                column[at] = here
                at += 1
        marks.first[row + 1] = at


def render(program: Ints | Grid, programs: Programs, fields: Fields, arena: Arena) -> Rendered:
    """Render a block of rows.

    Args:
        program: Which template each row uses, int32, shape (rows,), or (parts, rows) for texts of
            several templates one after another; -1 writes nothing.
        programs: The compiled templates.
        fields: The fields, and what is marked of them.
        arena: Where fields and literals stand.
    """
    program = np.atleast_2d(program)
    rows = program.shape[1]
    first, kind, operand, target, literals = programs
    code = (program, first, kind, operand, target, literals.packed)
    size, labelled, decoys = _measure(*code, fields)
    made = Rendered(
        np.zeros(rows + 1, np.int32),
        np.empty(size + SLACK, np.uint8),
        Marks.room(labelled, rows),
        Marks.room(decoys, rows),
    )
    _write(*code, arena.bytes, fields, made)
    return made._replace(text=made.text[:size])


def mark_cells(fields: Fields, place: NDArray[np.int64]) -> tuple[Marks, NDArray[np.int16]]:
    """The labelled values of a table's cells, and the column of each, by row and column.

    Args:
        fields: The fields, and what is marked of them.
        place: Which field stands in each column, shape (columns, rows), or (columns, 1) where it is
            the same in all rows.
    """
    count = _count_cells(fields, len(place))
    marks, column = Marks.room(count, fields.packed.shape[1]), np.empty(count, np.int16)
    _mark_cells(fields, place, marks, column)
    return marks, column
