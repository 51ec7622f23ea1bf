"""Labelled values of the cells of tables: where each stands in its cell, and in which column."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.surfaces.spans import Fields, SpanAttributes, Spans


@compiled
def _count_cells(fields: Fields, columns: int) -> int:
    packed, extents = fields.packed, fields.extents
    total = 0
    for which in range(columns):
        if fields.label[which] >= 0:
            for row in range(packed.shape[1]):
                total += packed[which, row] & 0xFFFF > 0
            place = fields.changed[which]
            if place >= 0:
                for row in range(packed.shape[1]):
                    total += extents[place, row] & 0xFFFF > 0
    return total


@compiled
def _cell_spans(
    fields: Fields,
    place: NDArray[np.int64],
    spans: Spans,
    attributes: SpanAttributes,
    column: NDArray[np.int16],
) -> None:
    packed, changed, all_extents, forms, labels, _, persons, seconds = fields[:8]
    subjects, qualities, own_labels, nobodies = fields[8:]
    first, start, end, label = spans
    subject, quality, form = attributes
    moving = place.shape[1] > 1
    at = 0
    for row in range(packed.shape[1]):
        for here in range(place.shape[0]):
            which = place[here, row if moving else 0]
            if labels[which] < 0:
                continue
            turn = changed[which]
            extent = (packed[which, row] & 0xFFFF) << 32
            if turn >= 0:
                extent = all_extents[turn, row]
            person = persons[which]
            while extent != 0:  # the first value, then the second if there is one
                start[at] = extent >> 48
                end[at] = (extent >> 32) & 0xFFFF
                label[at] = labels[which]
                subject[at] = subjects[person, row] if person >= 0 else -1
                if turn >= 0:
                    written = forms[turn, row]
                    form[at] = written
                    quality[at] = qualities[written]
                    if own_labels[written] >= 0:
                        label[at] = own_labels[written]
                    if nobodies[written]:
                        subject[at] = -1
                column[at] = here
                at += 1
                extent = (extent & 0xFFFFFFFF) << 32
                person = seconds[which]
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
    spans, attributes = Spans.room(count, fields.packed.shape[1]), SpanAttributes.room(count)
    column = np.empty(count, np.int16)
    _cell_spans(fields, place, spans, attributes, column)
    return spans, attributes, column
