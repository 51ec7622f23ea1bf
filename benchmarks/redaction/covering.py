"""What is to be replaced: the spans of an answer, overlapping ones joined so that nothing shows."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.splicing import Places, TextColumn

Ints = NDArray[np.int64]


class Covered(NamedTuple):
    """Values to be replaced in one column, in order of rows and places.

    Attributes:
        places: Where they stand; none overlaps another.
        labels: The label of each: that of the longest span in it.
        values: What stands there.
    """

    places: Places
    labels: NDArray[np.str_]
    values: pa.StringArray


def covered(cells: pa.StringArray, answer: pa.RecordBatch, column: int) -> Covered:
    """What an answer covers in a column; every character that any span covers is covered.

    Args:
        cells: The column.
        answer: With the columns of ``SPANS``, offsets in code points.
        column: Its number.
    """
    here = np.flatnonzero(answer.column("column").to_numpy(zero_copy_only=False) == column)
    row, start, end = (
        answer.column(name).to_numpy(zero_copy_only=False)[here].astype(np.int64)
        for name in ("row", "start", "end")
    )
    named = answer.column("label")
    names = np.array(named.dictionary.to_pylist() or [""], np.str_)
    label = names[named.indices.to_numpy(zero_copy_only=False)[here]]
    order = np.lexsort((-end, start, row))
    row, start, end, label = row[order], start[order], end[order], label[order]
    run = _runs(row, start, end)
    firsts = np.flatnonzero(np.diff(run, prepend=-1))
    longest = np.lexsort((start - end, run))[firsts]
    ends = np.maximum.reduceat(end, firsts) if len(firsts) else end
    places = Places(row[firsts], start[firsts], ends)
    return Covered(places, label[longest], TextColumn.of(cells).cut(places))


def _runs(row: Ints, start: Ints, end: Ints) -> Ints:
    """The number of the run of overlapping spans of each span; spans are sorted by row, start."""
    far = int(end.max(initial=0)) + 1
    reach = np.maximum.accumulate(row * far + end)
    begins = np.ones(len(row), np.int64)
    begins[1:] = (row * far + start)[1:] >= reach[:-1]
    return np.cumsum(begins) - 1
