"""What the passes over a column take, made of plain strings, and what they give."""

import numpy as np
import pyarrow as pa

from leakbench.detectors.normalize.blocks import text_of
from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.structured.candidates import KIND, START, STOP, Place
from leakbench.detectors.structured.find_candidates import Column, Portion, find_candidates
from leakbench.detectors.structured.labels import FIRST_SHAPE, LABELS, SHAPES
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


def column_of(cells):
    """A column as kernels read it."""
    _, offsets, data = pa.array(cells, pa.string()).buffers()
    offsets = np.frombuffer(offsets, np.int32, len(cells) + 1)
    data = np.frombuffer(data or b"", np.uint8)
    data.flags.writeable = offsets.flags.writeable = False
    return Column(text_of(data), offsets)


def first_pass(column, *, as_written=True):
    """(candidates of a column with room behind them, how many, which cells are deferred)."""
    cells = len(column.offsets) - 1
    found = np.zeros((6, len(column.text.data) + _APART), np.int32)
    deferred = np.zeros(cells, np.bool_)
    portion = Portion(0, cells, as_written)
    count = find_candidates(column, portion, FOLDS, NUMBERS, deferred, found)
    return found, count, deferred


def candidates_of(cells):
    """(the column of some cells, its candidates, which cells are deferred)."""
    column = column_of(cells)
    found, count, deferred = first_pass(column)
    return column, found[:, :count], deferred


def kinds_in(cell):
    """The candidates of a cell: each its text, and the label or shape that it may be."""
    column, found, _ = candidates_of([cell])
    raw = column.text.data.tobytes()
    return [(raw[one[START] : one[STOP]].decode(), name_of(one[KIND])) for one in found.T]


def name_of(kind):
    """The name of a label or shape."""
    return SHAPES[kind - FIRST_SHAPE] if kind >= FIRST_SHAPE else LABELS[kind]
