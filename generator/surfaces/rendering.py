"""The renderer: runs compiled templates over columns of values and writes down where each stands.

A sample of the rows says how large the buffers are to be; whoever needs more than it promised is
written into larger ones. Positions are counted in code points as the text is written, which makes
the labels exact by construction.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.copying import SLACK, copy_bytes
from leakbench.generator.engine.lanes import prefetch
from leakbench.generator.engine.streams import Bits, one_of
from leakbench.generator.engine.strings import LONGEST, Arena, Bytes, Ints
from leakbench.generator.engine.templates import (
    CHOICE,
    END,
    FIELD,
    KIND_MASK,
    LITERAL,
    NEXT_SHIFT,
    OPERAND_MASK,
    OPERAND_SHIFT,
    Programs,
)
from leakbench.generator.surfaces.rendered import Reached, Rendered
from leakbench.generator.surfaces.spans import Fields

Grid = NDArray[np.int32]

_SAMPLE = 512  # rows that are measured
_AHEAD = 4  # rows whose templates memory is asked for
_MORE = 1.1  # times as much as the sample promises


class _Texts(NamedTuple):
    """Which templates texts are written by, and what decides between alternatives.

    Attributes:
        program: The template of each part, shape (parts, rows); -1 writes nothing.
        bits: Random bits, of the same shape.
    """

    program: Grid
    bits: Bits


@compiled
def _measure(texts: _Texts, programs: Programs, fields: Fields, step: int) -> tuple[int, int, int]:
    """Bytes, labelled spans and decoys of the texts of every so-manieth row."""
    program, bits = texts
    # Arrays of a tuple are counted at every use; a name for each is counted once.
    first, code = programs[:2]
    packed, changed, extents, _, labels, kinds = fields[:6]
    total = 0
    spans = 0
    decoys = 0
    for row in range(0, program.shape[1], step):
        for part in range(program.shape[0]):
            chosen = program[part, row]
            at = np.int64(first[chosen]) if chosen >= 0 else END
            while at >= 0:
                word = code[at, 0]
                kind = word & KIND_MASK
                which = (word >> OPERAND_SHIFT) & OPERAND_MASK
                following = word >> NEXT_SHIFT
                if kind == LITERAL:
                    total += (code[at, 1] >> 16) & 0xFFFF
                elif kind == CHOICE:
                    at += 1 + one_of(bits[part, row], code[at, 1], which)
                    following = code[at, 0] >> NEXT_SHIFT
                else:
                    size = (packed[which, row] >> 16) & 0xFFFF
                    if kind != FIELD:
                        following = following if size == 0 else at + 1
                    elif size > 0:
                        total += size
                        labelled = labels[which] >= 0
                        decoy = kinds[which] >= 0
                        if labelled or decoy:
                            count = 1
                            place = changed[which]
                            if place >= 0:
                                extent = extents[place, row]
                                count = int((extent >> 32) & 0xFFFF > 0) + int(extent & 0xFFFF > 0)
                            spans += count * labelled
                            decoys += count * decoy
                at = following
    return total, spans, decoys


@compiled
def _write(
    texts: _Texts,
    programs: Programs,
    source: Bytes,
    fields: Fields,
    out: Rendered,
    place_in: Reached,
) -> tuple[int, int, int, int]:
    """Write rows as long as there is room for whatever the next may need; gives how far it is."""
    program, bits = texts
    first, code, literal_bytes, values = programs
    packed, changed, all_extents, forms, labels, decoy_kinds, persons, seconds = fields[:8]
    subjects, qualities, own_labels, nobodies = fields[8:]
    offsets, text, spans, attributes, decoys = out
    span_first, span_start, span_end, span_label = spans
    decoy_first, decoy_start, decoy_end, decoy_label = decoys
    subject, quality, form = attributes
    row, at_byte, at_span, at_decoy = place_in
    operations = code.ravel()
    rows = program.shape[1]
    while row < rows:
        point = 0
        need = count = 0
        for part in range(program.shape[0]):
            if program[part, row] >= 0:
                need += literal_bytes[program[part, row]]
                count += values[program[part, row]]
        if (
            at_byte + need + count * LONGEST + SLACK > len(text)
            or at_span + count > len(span_start)
            or at_decoy + count > len(decoy_start)
        ):
            break
        for part in range(program.shape[0]):
            soon = program[part, min(row + 2 * _AHEAD, rows - 1)]
            prefetch(operations, 2 * np.int64(first[max(soon, 0)]))
            soon = program[part, min(row + _AHEAD, rows - 1)]
            prefetch(source, code[first[max(soon, 0)], 1] >> 32)
            chosen = program[part, row]
            if chosen < 0:
                continue
            at = np.int64(first[chosen])
            while at >= 0:
                word = code[at, 0]
                kind = word & KIND_MASK
                if kind == LITERAL:
                    value = code[at, 1]
                    at_byte = copy_bytes(text, at_byte, source, value >> 32, (value >> 16) & 0xFFFF)
                    point += value & 0xFFFF
                    at = word >> NEXT_SHIFT
                    continue
                which = (word >> OPERAND_SHIFT) & OPERAND_MASK
                if kind == CHOICE:
                    at += 1 + one_of(bits[part, row], code[at, 1], which)
                    at = code[at, 0] >> NEXT_SHIFT
                    continue
                value = packed[which, row]
                size = (value >> 16) & 0xFFFF
                if kind != FIELD:
                    at = word >> NEXT_SHIFT if size == 0 else at + 1
                    continue
                at = word >> NEXT_SHIFT
                if size == 0:
                    continue
                at_byte = copy_bytes(text, at_byte, source, value >> 32, size)
                label, decoy = labels[which], decoy_kinds[which]
                if label >= 0 or decoy >= 0:
                    place = changed[which]
                    extent = (value & 0xFFFF) << 32
                    if place >= 0:
                        extent = all_extents[place, row]
                    person = persons[which]
                    while extent != 0:  # the first value, then the second if there is one
                        begin, last = point + (extent >> 48), point + ((extent >> 32) & 0xFFFF)
                        if label >= 0:
                            span_start[at_span] = begin
                            span_end[at_span] = last
                            span_label[at_span] = label
                            subject[at_span] = subjects[person, row] if person >= 0 else -1
                            if place >= 0:
                                written = forms[place, row]
                                form[at_span] = written
                                quality[at_span] = qualities[written]
                                if own_labels[written] >= 0:
                                    span_label[at_span] = own_labels[written]
                                if nobodies[written]:
                                    subject[at_span] = -1
                            at_span += 1
                        if decoy >= 0:
                            decoy_start[at_decoy] = begin
                            decoy_end[at_decoy] = last
                            decoy_label[at_decoy] = decoy
                            at_decoy += 1
                        extent = (extent & 0xFFFFFFFF) << 32
                        person = seconds[which]
                point += value & 0xFFFF
        row += 1
        offsets[row] = at_byte
        span_first[row] = at_span
        decoy_first[row] = at_decoy
    return row, at_byte, at_span, at_decoy


def render(
    program: Ints | Grid, bits: Bits, programs: Programs, fields: Fields, arena: Arena
) -> Rendered:
    """Render a block of rows.

    Args:
        program: Which template each row uses, int32, shape (rows,), or (parts, rows) for texts of
            several templates one after another; -1 writes nothing.
        bits: Random bits that choose among the alternatives of each of these templates, uint64, of
            the same shape; those of templates without alternatives are not looked at.
        programs: The compiled templates.
        fields: The fields, and where their values stand.
        arena: Where fields and literals stand.
    """
    program, bits = np.atleast_2d(program), np.atleast_2d(bits)
    rows = program.shape[1]
    texts = _Texts(program, bits)
    step = max(rows // _SAMPLE, 1)
    sampled = _measure(texts, programs, fields, step)
    most = int(programs.values.max(initial=0)) * len(program)
    reserve = int(programs.literal_bytes.max(initial=0)) * len(program) + most * LONGEST + SLACK
    size, labelled, decoys = (int(count * step * _MORE) for count in sampled)
    made = Rendered.room(rows, size + reserve, labelled + most, decoys + most)
    reached = Reached(0, 0, 0, 0)
    while True:
        reached = Reached(*_write(texts, programs, arena.bytes, fields, made, reached))
        if reached.row == rows:
            return made.cut(reached)
        made = made.larger(reserve, most)
