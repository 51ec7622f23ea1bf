"""Both passes over a column, some cells at a time: what one reads, the next finds in the cache."""

from typing import NamedTuple

import numpy as np

from leakbench.detectors.answers import Answer
from leakbench.detectors.normalize.blocks import TAIL, Text, write_tail
from leakbench.detectors.normalize.characters import Bytes, Ints
from leakbench.detectors.normalize.fold_tables import FoldTables
from leakbench.detectors.normalize.normalizing import write_views
from leakbench.detectors.normalize.views import Views, only_read, room_for_views
from leakbench.detectors.string_buffers import Strings
from leakbench.detectors.structured.classify import ColumnContext, classify
from leakbench.detectors.structured.cues import CueTables
from leakbench.detectors.structured.find_candidates import Column, Portion, find_candidates
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.placing import merge_by_row, place_in_cells
from leakbench.generator.engine.compiled import compiled

CELLS, SIZE = 2048, 1 << 19  # at a time: at most so many, and of so many bytes if more than one
_CANDIDATE, _SPAN = 6, 7  # rows of what the passes write
_AS_WRITTEN, _AS_MEANT = True, False  # how cells are read; as written, some are deferred
_APART = 80  # entries that keep rows from being a power of two apart: a cache holds few such lines


class Tables(NamedTuple):
    """What a scan knows beforehand.

    Attributes:
        folds: What becomes of characters in the view.
        numbers: What numbers begin with.
        words: Cue words before a value.
        words_after: Cue words after a value.
    """

    folds: FoldTables
    numbers: NumberTables
    words: CueTables
    words_after: CueTables


class Memory(NamedTuple):
    """What the passes write for the cells of one time, to be used again: new memory costs more.

    Attributes:
        found: Candidates, shape (6, as many as there may be bytes).
        spans: Those of cells as written, shape (7, as many).
        others: Those of views, as ``spans``.
        views: The views.
        tail: The last bytes of the text with room behind them, see ``Text``.
        tail_read: The same, not to be written.
    """

    found: Ints
    spans: Ints
    others: Ints
    views: Views
    tail: Bytes
    tail_read: Bytes


def memory_for(longest: int) -> Memory:
    """Memory for cells of which the longest has so many bytes."""
    size = max(SIZE, longest)
    row = size + _APART
    found = np.empty((_CANDIDATE, row), np.int32)
    spans, others = np.empty((_SPAN, row), np.int32), np.empty((_SPAN, row), np.int32)
    tail = np.empty(TAIL, np.uint8)
    return Memory(found, spans, others, room_for_views(CELLS, size), tail, only_read(tail))


@compiled
def scan(strings: Strings, header: int, tables: Tables, memory: Memory, out: Answer) -> int:
    """Find the spans of a column.

    Args:
        strings: The column.
        header: What its header says, see ``cue_kind``.
        tables: What is known beforehand.
        memory: Written over; enough for the longest cell.
        out: The spans, ordered by row and place.

    Returns:
        How many spans there are; if more than ``out`` has room for, the rest are not in it.
    """
    data, offsets = strings
    folds, numbers, words, words_after = tables
    found, spans, others, views, tail, tail_read = memory
    text = Text(data, tail_read, write_tail(data, tail))
    column = Column(text, offsets)
    known = ColumnContext(header, words, words_after, numbers)
    view = Column(Text(views.text, views.text, 0), views.bounds)  # it has room behind it
    deferred, rows = np.empty(CELLS, np.bool_), np.empty(CELLS, np.int32)
    total = end = 0
    while end < len(offsets) - 1:
        begin = end
        end += 1
        while (
            end < len(offsets) - 1
            and end - begin < CELLS
            and offsets[end + 1] - offsets[begin] <= SIZE
        ):
            end += 1
        portion = Portion(begin, end, _AS_WRITTEN)
        count = find_candidates(column, portion, folds, numbers, deferred, found)
        kept = classify(column, found, count, known, spans)
        waiting = 0
        for row in range(begin, end):
            rows[waiting] = row
            waiting += deferred[row - begin]
        later = rows[:waiting]
        more = 0
        if waiting:
            write_views(text, offsets, later, folds, views)
            portion = Portion(0, len(later), _AS_MEANT)
            count = find_candidates(view, portion, folds, numbers, deferred, found)
            more = classify(view, found, count, known, others)
            place_in_cells(offsets, later, views, others, more)
        total = merge_by_row(spans, kept, others, more, out, total)
    return total
