"""What two scans found in a column as one answer: where they overlap, the first's spans stand."""

import numpy as np

from leakbench.detectors.answers import Answer, first_of, room_for
from leakbench.generator.engine.compiled import compiled, inlined


def merge_by_priority(first: Answer, second: Answer, labels: int) -> Answer:
    """All spans of the first answer, and those of the second that touch none of them.

    Args:
        first: Spans that do not overlap each other, ordered by row and place.
        second: Others, as the first.
        labels: How many labels the first may have; those of the second count on from there.

    Returns:
        Spans ordered by row and place.
    """
    out = room_for(len(first.label) + len(second.label))
    return first_of(out, _merge(first, second, labels, out))


@compiled
def _merge(first: Answer, second: Answer, labels: int, out: Answer) -> int:
    """Write the spans that stand; how many they are."""
    row, begin, end = first.places
    other_row, other_begin, other_end = second.places
    at = count = 0
    for i in range(len(other_row)):
        while at < len(row) and (
            row[at] < other_row[i] or (row[at] == other_row[i] and end[at] <= other_begin[i])
        ):
            count = _write(first, at, np.int8(0), out, count)
            at += 1
        if at == len(row) or row[at] > other_row[i] or begin[at] >= other_end[i]:
            count = _write(second, i, np.int8(labels), out, count)
    for left in range(at, len(row)):
        count = _write(first, left, np.int8(0), out, count)
    return count


@inlined
def _write(spans: Answer, i: int, above: np.int8, out: Answer, count: int) -> int:
    """Write one span behind others; how many then are."""
    for line in range(3):
        out.places[line, count] = spans.places[line, i]
    out.label[count] = spans.label[i] + above
    out.score[count] = spans.score[i]
    return count + 1
