"""Which of overlapping spans to keep: the longest, columnar."""

import numpy as np


def keep_longest(group: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Keep the longest of spans that overlap within a group; of equals, the one given first.

    The longest span of all is kept and those that it overlaps fall, then the longest of the rest,
    and so on. In each run of overlapping spans one can be decided at a time, in all runs at once.

    Args:
        group: Of every span, a number; spans of different groups never overlap.
        start: Where it starts.
        end: Where it ends, exclusive; greater than ``start``.

    Returns:
        Ascending indices of the spans that stay.
    """
    kept = [np.zeros(0, np.intp)]
    left = np.lexsort((start, group))
    length = end - start
    while left.size:
        run = _runs(group[left], start[left], end[left])
        order = np.lexsort((left, -length[left], run))
        firsts = order[np.flatnonzero(np.diff(run[order], prepend=-1))]
        best = left[firsts]
        kept.append(best)
        # Runs are numbered without gaps, so a run's number finds its best span.
        apart = (start[left] >= end[best][run]) | (end[left] <= start[best][run])
        left = left[apart]
    return np.sort(np.concatenate(kept))


def _runs(group: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Number of the run of overlapping spans of each span, spans sorted by group and start."""
    new_group = np.diff(group, prepend=group[0] - 1) != 0
    # One line for all groups: each is moved behind everything before it.
    width = int(end.max()) + 1
    base = (np.cumsum(new_group) - 1) * width
    reach = np.maximum.accumulate(base + end)
    begins = np.ones(start.size, bool)
    begins[1:] = (base + start)[1:] >= reach[:-1]
    return np.cumsum(begins) - 1
