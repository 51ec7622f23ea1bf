"""The renderer: runs compiled templates over columns of values and writes down where each stands.

A sample of the rows says how large the buffers are to be; whoever needs more than it promised is
written into larger ones. Positions are counted in code points as the text is written, which makes
the labels exact by construction.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.copying import SLACK, copy_bytes
from leakbench.generator.engine.intrinsics import either
from leakbench.generator.engine.laying import (
    NO_FIELD,
    TOGETHER,
    Laid,
    Texts,
    fetch_rows,
    lay,
    room_to_lay,
)
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import LONGEST, Arena, Bytes, Ints
from leakbench.generator.engine.templates import Programs
from leakbench.generator.surfaces.rendered import Reached, Rendered
from leakbench.generator.surfaces.spans import Fields

Grid = NDArray[np.int32]

_SAMPLE = 512  # rows that are measured
_MORE = 1.1  # times as much as the sample promises


@compiled
def _measure(
    texts: Texts, source: Bytes, fields: Fields, laid: Laid, step: int
) -> tuple[int, int, int]:
    """Bytes, labelled spans and decoys of the texts of every so-manieth row."""
    packed, changed, extents, _, labels, kinds = fields[:6]
    several, firsts = fields.several, fields.further.first
    parts, all_rows = texts.program.shape
    room, pieces, which, end = laid[:4]
    total = spans = decoys = 0
    for first in range(0, all_rows, step * TOGETHER):
        lay(first, texts, packed, source, laid)
        for text in range(TOGETHER * parts):
            row = first + text % TOGETHER
            if row >= all_rows:
                continue
            for piece in range(text * room, end[text]):
                total += (pieces[piece] >> 16) & 0xFFFF
                field = which[piece]
                if field == NO_FIELD:
                    continue
                count = 1
                if changed[field] >= 0:
                    count = int((extents[changed[field], row] >> 32) & 0xFFFF > 0)
                if several[field] >= 0:
                    count += firsts[several[field], row + 1] - firsts[several[field], row]
                spans += count * (labels[field] >= 0)
                decoys += count * (kinds[field] >= 0)
    return total, spans, decoys


@compiled
def _write(
    texts: Texts,
    source: Bytes,
    fields: Fields,
    laid: Laid,
    out: Rendered,
    place_in: Reached,
) -> tuple[int, int, int, int]:
    """Write rows as long as there is room for whatever the next may need; gives how far it is."""
    program = texts.program
    literal_bytes, values = texts.programs[2:4]
    packed, changed, all_extents, forms, labels, decoy_kinds, persons, several = fields[:8]
    subjects, qualities, own_labels, nobodies, further = fields[8:]
    firsts, starts, ends_of, other_labels, other_forms, other_subjects, most = further
    offsets, text, spans, attributes, decoys = out
    span_first, span_start, span_end, span_label = spans
    decoy_first, decoy_start, decoy_end, decoy_label = decoys
    subject, quality, form = attributes
    row, at_byte, at_span, at_decoy = place_in
    parts, rows = program.shape
    room, pieces, fields_of, ends = laid[:4]
    # The fields of a row and where each begins; their spans follow when its text is copied.
    seen = np.empty(2 * int(values.max()) * parts + 2, np.int64)
    begin = row
    while row < rows:
        if (row - begin) % TOGETHER == 0:
            lay(row, texts, packed, source, laid)
            fetch_rows(all_extents, row + TOGETHER)
            fetch_rows(forms, row + TOGETHER)
            fetch_rows(subjects, row + TOGETHER)
            begin = row
        need = count = 0
        for part in range(parts):
            need += literal_bytes[max(program[part, row], 0)]
            count += values[max(program[part, row], 0)]
        spans_of = count * (1 + most)
        if (
            at_byte + need + count * LONGEST + SLACK > len(text)
            or at_span + spans_of >= len(span_start)
            or at_decoy + spans_of >= len(decoy_start)
        ):
            break
        point = met = 0
        for mine in range(row - begin, parts * TOGETHER, TOGETHER):
            for piece in range(mine * room, ends[mine]):
                value = pieces[np.uint64(piece)]
                at_byte = copy_bytes(text, at_byte, source, value >> 32, (value >> 16) & 0xFFFF)
                which = fields_of[np.uint64(piece)]
                seen[np.uint64(met)], seen[np.uint64(met + 1)] = which, point
                met += 2 * int(which != NO_FIELD)
                point += value & 0xFFFF
        here = np.uint64(row)  # where an index has no sign, nobody asks for it
        for turn in range(0, met, 2):
            which, point = np.uint64(seen[turn]), seen[turn + 1]
            label, decoy, place = labels[which], decoy_kinds[which], changed[which]
            extent = (packed[which, here] & 0xFFFF) << 32
            turned = np.uint64(max(place, 0))
            extent = either(place >= 0, all_extents[turned, here], extent)
            written = either(place >= 0, forms[turned, here], np.int16(0))
            code = np.uint64(written)
            own, nobody = own_labels[code], nobodies[code]
            label = either(label >= 0 and own >= 0, own, label)
            person = persons[which]
            whose = subjects[np.uint64(max(person, 0)), here]
            span, other = np.uint64(at_span), np.uint64(at_decoy)
            span_start[span] = decoy_start[other] = point + (extent >> 48)
            span_end[span] = decoy_end[other] = point + ((extent >> 32) & 0xFFFF)
            span_label[span], decoy_label[other] = label, decoy
            subject[span] = either(person >= 0 and not nobody, whose, np.int64(-1))
            form[span], quality[span] = written, qualities[code]
            at_span += int(extent != 0 and label >= 0)
            at_decoy += int(extent != 0 and decoy >= 0)
            if several[which] < 0:
                continue
            among = firsts[several[which]]
            for one in range(among[row], among[row + 1]):
                span, other, written = np.uint64(at_span), np.uint64(at_decoy), other_forms[one]
                span_start[span] = decoy_start[other] = point + starts[one]
                span_end[span] = decoy_end[other] = point + ends_of[one]
                span_label[span], decoy_label[other] = other_labels[one], decoy
                subject[span] = other_subjects[one]
                form[span], quality[span] = written, qualities[np.uint64(written)]
                at_span += int(label >= 0)
                at_decoy += int(decoy >= 0)
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
    texts = Texts(np.ascontiguousarray(program), np.ascontiguousarray(bits), programs)
    laid = room_to_lay(texts)
    step = max(rows // _SAMPLE, 1)
    sampled = _measure(texts, arena.bytes, fields, laid, step)
    most = int(programs.values.max(initial=0)) * len(program)
    reserve = int(programs.literal_bytes.max(initial=0)) * len(program) + most * LONGEST + SLACK
    size, labelled, decoys = (int(count * step * _MORE) for count in sampled)
    most *= 1 + fields.further.most
    made = Rendered.room(rows, size + reserve, labelled + most + 1, decoys + most + 1)
    reached = Reached(0, 0, 0, 0)
    while True:
        reached = Reached(*_write(texts, arena.bytes, fields, laid, made, reached))
        if reached.row == rows:
            return made.cut(reached)
        made = made.larger(reserve, most)
