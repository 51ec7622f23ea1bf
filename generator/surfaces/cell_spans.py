"""Labelled values of the cells of tables: where each stands in its cell, and in which column."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.intrinsics import either
from leakbench.generator.surfaces.spans import Fields, SpanAttributes, Spans


@compiled
def _count_cells(fields: Fields, columns: int) -> int:
    packed, extents, first = fields.packed, fields.extents, fields.further.first
    total = 0
    for which in range(columns):
        if fields.label[which] < 0:
            continue
        place, several = fields.changed[which], fields.several[which]
        if place < 0:
            for row in range(packed.shape[1]):
                total += packed[which, row] & 0xFFFF > 0
        else:
            for row in range(packed.shape[1]):
                total += (extents[place, row] >> 32) & 0xFFFF > 0
        if several >= 0:
            for row in range(packed.shape[1]):
                count = first[several, row + 1] - first[several, row]
                total += count * (packed[which, row] & 0xFFFF > 0)
    return total


@compiled
def _cell_spans(
    fields: Fields,
    place: NDArray[np.int64],
    spans: Spans,
    attributes: SpanAttributes,
    column: NDArray[np.int16],
) -> None:
    packed, changed, all_extents, forms, labels, _, persons, several = fields[:8]
    subjects, qualities, own_labels, nobodies, further = fields[8:]
    firsts, starts, ends, other_labels, other_forms, other_subjects = further[:6]
    first, start, end, label = spans
    subject, quality, form = attributes
    moving = place.shape[1] > 1
    at = 0
    for row in range(packed.shape[1]):
        here = np.uint64(row)  # where an index has no sign, nobody asks for it
        for number in range(place.shape[0]):
            which = np.uint64(place[number, row if moving else 0])
            if labels[which] < 0:
                continue
            turn, person = changed[which], persons[which]
            extent = (packed[which, here] & 0xFFFF) << 32
            written, whose, marked = np.int16(0), np.int64(-1), labels[which]
            if person >= 0:
                whose = subjects[np.uint64(person), here]
            if turn >= 0:
                extent = all_extents[np.uint64(turn), here]
                written = forms[np.uint64(turn), here]
            code = np.uint64(written)
            own, nobody = own_labels[code], nobodies[code]
            marked = either(own >= 0, own, marked)
            # Written in any case, for nobody foresees which cells are empty; the next value then
            # takes the place.
            span = np.uint64(at)
            start[span], end[span] = extent >> 48, (extent >> 32) & 0xFFFF
            label[span], column[span] = marked, number
            subject[span] = either(nobody, np.int64(-1), whose)
            form[span], quality[span] = written, qualities[code]
            at += extent != 0
            if several[which] < 0 or packed[which, here] & 0xFFFF == 0:
                continue
            among = firsts[several[which]]
            for other in range(among[row], among[row + 1]):
                span, written = np.uint64(at), other_forms[other]
                start[span], end[span] = starts[other], ends[other]
                label[span], column[span] = other_labels[other], number
                subject[span] = other_subjects[other]
                form[span], quality[span] = written, qualities[np.uint64(written)]
                at += 1
        first[row + 1] = at


def cell_spans(
    fields: Fields, place: NDArray[np.int64]
) -> tuple[Spans, SpanAttributes, NDArray[np.int16]]:
    """The labelled values of a table's cells, what is known of each and its column, by row.

    Args:
        fields: The fields, and where their values stand.
        place: Which field stands in each column, shape (columns, rows), or (columns, 1) where it is
            the same in all rows.
    """
    count = _count_cells(fields, len(place))
    spans = Spans.room(count + 1, fields.packed.shape[1])
    attributes, column = SpanAttributes.room(count + 1), np.empty(count + 1, np.int16)
    _cell_spans(fields, place, spans, attributes, column)
    return spans.cut(count), attributes.cut(count), column[:count]
