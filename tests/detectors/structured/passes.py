"""What the passes over a column take and give, made of plain strings."""

import numpy as np
import pyarrow as pa

from leakbench.detectors.normalize.blocks import text_of
from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.structured.candidates import Place
from leakbench.detectors.structured.find_candidates import Column, Portion, find_candidates
from leakbench.detectors.structured.number_tables import number_tables

FOLDS, NUMBERS = fold_tables(), number_tables()
SCRATCH = np.empty(24, np.uint8)  # of a value without its separators
_APART = 80  # more entries than there are bytes


def bytes_of(text):
    """A text as kernels read it, not to be written."""
    return np.frombuffer(text.encode(), np.uint8)


def place_of(marked):
    """The place of the value in square brackets, which are no part of the cell."""
    before, _, rest = marked.partition("[")
    value, _, after = rest.partition("]")
    data = bytes_of(before + value + after)
    start = len(before.encode())
    return Place(data, 0, 0, start, start + len(value.encode()), len(data))


def bounds_of(marked):
    """Where the value in square brackets begins and ends, in bytes of the cell without them."""
    place = place_of(marked)
    return place.start, place.stop


def column_of(cells):
    """A column as kernels read it."""
    _, offsets, data = pa.array(cells, pa.string()).buffers()
    offsets = np.frombuffer(offsets, np.int32, len(cells) + 1)
    data = np.frombuffer(data or b"", np.uint8)
    data.flags.writeable = offsets.flags.writeable = False
    return Column(text_of(data), offsets)


def candidates_of(cells, *, as_written=True):
    """(the column of some cells, its candidates, which cells are deferred)."""
    column = column_of(cells)
    out = np.zeros((6, len(column.text.data) + _APART), np.int32)
    deferred = np.zeros(len(cells), np.bool_)
    portion = Portion(0, len(cells), as_written)
    count = find_candidates(column, portion, FOLDS, NUMBERS, deferred, out)
    return column, out[:, :count], deferred
