"""What two scans found in a column as one answer: where they overlap, the first's spans stand."""

import numpy as np

from leakbench.detectors.answers import Answer, first_of, room_for
from leakbench.generator.engine.compiled import compiled, direct, inlined


class PriorityMerge:
    """Merges answers of two detectors, whose labels become one row of labels."""

    def __init__(self, labels: int) -> None:
        """Say how many labels the first one has; those of the second count on from there."""
        self._labels = np.int8(labels)
        nothing = room_for(0)
        self._merge = direct(_merge, nothing, nothing, self._labels, nothing)

    def merged(self, first: Answer, second: Answer) -> Answer:
        """All spans of the first answer, and those of the second that touch none of them.

        Args:
            first: Spans that do not overlap each other, ordered by row and place.
            second: Others, as the first.

        Returns:
            Spans ordered by row and place.
        """
        out = room_for(len(first.label) + len(second.label))
        return first_of(out, self._merge(first, second, self._labels, out))


@compiled
def _merge(first: Answer, second: Answer, labels: np.int8, out: Answer) -> int:
    """Write the spans that stand; how many they are."""
    at = count = 0
    for i in range(len(second.row)):
        while at < len(first.row) and (
            first.row[at] < second.row[i]
            or (first.row[at] == second.row[i] and first.end[at] <= second.start[i])
        ):
            count = _write(first, at, np.int8(0), out, count)
            at += 1
        if (
            at == len(first.row)
            or first.row[at] > second.row[i]
            or first.start[at] >= second.end[i]
        ):
            count = _write(second, i, labels, out, count)
    for left in range(at, len(first.row)):
        count = _write(first, left, np.int8(0), out, count)
    return count


@inlined
def _write(spans: Answer, i: int, above: np.int8, out: Answer, count: int) -> int:
    """Write one span behind others; how many then are."""
    out.row[count], out.start[count], out.end[count] = spans.row[i], spans.start[i], spans.end[i]
    out.label[count] = spans.label[i] + above
    out.score[count] = spans.score[i]
    return count + 1
