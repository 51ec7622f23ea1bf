"""Columns of strings as they were meant: what other rooms call.

normal = normalize_column(pa.array(["电话１３８…"]))
normal.text                     # the same strings with plain digits
normal.written(row, start, end) # code points of spans of it in the strings as written
"""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.normalize.blocks import text_of
from leakbench.detectors.normalize.characters import Ints
from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.normalize.normalizing import write_views
from leakbench.detectors.normalize.views import Views, room_for_views, written_range
from leakbench.detectors.string_buffers import string_buffers
from leakbench.generator.engine.compiled import compiled

_CONTINUATION, _NOT_LEAD = 0b1000_0000, 0b1100_0000  # bytes that begin no character are 10______


class NormalizedColumn(NamedTuple):
    """Strings of a column as they were meant.

    Attributes:
        text: The strings.
        views: The same with the map back.
        offsets: Where each string as written begins in its data.
    """

    text: pa.StringArray
    views: Views
    offsets: Ints

    def written(self, row: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """Where spans of the text stand in the strings as written.

        Args:
            row: The string of each span, shape (spans,).
            start: Its first code point.
            end: The one after its last; no span is empty.

        Returns:
            The same of what each span came from, in code points as written.
        """
        rows, points = np.concatenate([row, row]), np.concatenate([start, end])
        order = np.lexsort((points, rows))  # so that each string is walked over once
        places = np.empty(len(order), np.int32)
        _find_bytes(self.views, (rows[order], points[order]), places)
        at = np.empty_like(places)
        at[order] = places
        spans = np.stack([row, at[: len(row)], at[len(row) :]]).astype(np.int32)
        _to_written(self.views, self.offsets, spans)
        return spans[1], spans[2]


def normalize_column(strings: pa.StringArray) -> NormalizedColumn:
    """Read strings as they were meant.

    Args:
        strings: Any number; a null is read as the empty string. Memory is taken for about ten times
            their bytes.

    Raises:
        StringsError: They are no sound Arrow or no UTF-8.
    """
    data, offsets = string_buffers(strings)
    size = int(offsets[-1] - offsets[0])
    views = room_for_views(len(strings), size)
    rows = np.arange(len(strings), dtype=np.int32)
    write_views(text_of(data), offsets, rows, fold_tables(), views)
    buffers = [pa.py_buffer(views.bounds), pa.py_buffer(views.text)]
    text = pa.StringArray.from_buffers(len(strings), *buffers)
    return NormalizedColumn(text, views, offsets)


@compiled
def _find_bytes(views: Views, characters: tuple[Ints, Ints], places: Ints) -> None:
    """Write where characters, ordered by view and code point, begin in the text of all views."""
    rows, points = characters
    view = -1
    at = end = point = 0
    for character in range(len(rows)):
        if rows[character] != view:
            view = rows[character]
            at, end, point = int(views.bounds[view]), int(views.bounds[view + 1]), 0
        while at < end and point < points[character]:
            at += 1
            while at < end and views.text[at] & _NOT_LEAD == _CONTINUATION:
                at += 1
            point += 1
        places[character] = at


@compiled
def _to_written(views: Views, offsets: Ints, spans: NDArray[np.int32]) -> None:
    """Replace spans of views, as row and bytes, by those of the strings as written."""
    for span in range(spans.shape[1]):
        view = spans[0, span]
        begin, end = spans[1, span], spans[2, span]
        spans[1, span], spans[2, span] = written_range(views, view, begin, end, int(offsets[view]))
