"""Cells as lines: texts cut at their line breaks, rows of a table joined into one line each.

Spans move along exactly. A line break inside of a value becomes a space, for the value must stay
in one piece; every other one begins a new line.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.containers.labelled_cells import SPANS, LabelledCells
from leakbench.generator.engine.buffers import strings

_LINE = "text"
_SPACE = ord(" ")
_BREAKS = (ord("\n"), ord("\r"))
_FIRST_OF_TWO, _FIRST_OF_THREE, _FIRST_OF_FOUR = 0x80, 0x800, 0x10000  # bytes of UTF-8


def as_lines(texts: LabelledCells) -> LabelledCells:
    """Texts, which stand in the one column of ``texts``, line by line."""
    column = texts.cells.column(0)
    ends = np.cumsum(pc.utf8_length(column).to_numpy().astype(np.int64))
    starts = np.concatenate([[0], ends[:-1]])
    joined = "".join(column.to_pylist())  # one pass of C for all rows
    points = np.frombuffer(joined.encode("utf-32-le"), np.uint32).copy()
    row = texts.spans.column("row").to_numpy()
    begin = texts.spans.column("start").to_numpy() + starts[row]
    end = texts.spans.column("end").to_numpy() + starts[row]
    breaks = np.isin(points, _BREAKS)
    inside = breaks & _covered(begin, end, len(points))
    points[inside] = _SPACE
    breaks &= ~inside
    lines, first, of_text = _cut(points, breaks, ends)
    line = np.searchsorted(first, begin, side="right") - 1
    spans = _moved(texts.spans, line, begin - first[line], end - first[line])
    files = texts.files[of_text]
    return LabelledCells(pa.RecordBatch.from_arrays([lines], [_LINE]), spans, files)


def joined(table: LabelledCells, delimiter: str) -> LabelledCells:
    """Every row as one line, its cells one behind the other, line breaks in them as spaces."""
    cells = [pc.replace_substring(column, "\n", " ") for column in table.cells.columns]
    cells = [pc.replace_substring(column, "\r", " ") for column in cells]
    line = pc.binary_join_element_wise(*cells, delimiter)
    width = np.stack([pc.utf8_length(column).to_numpy().astype(np.int64) for column in cells])
    before = np.zeros_like(width)
    before[1:] = np.cumsum(width[:-1] + len(delimiter), axis=0)
    row = table.spans.column("row").to_numpy()
    moved = before[table.spans.column("column").to_numpy(), row]
    start = table.spans.column("start").to_numpy() + moved
    end = table.spans.column("end").to_numpy() + moved
    spans = _moved(table.spans, row, start, end)
    return LabelledCells(pa.RecordBatch.from_arrays([line], [_LINE]), spans, table.files)


def _covered(begin: NDArray[np.int64], end: NDArray[np.int64], points: int) -> NDArray[np.bool_]:
    """Which code points stand in a span."""
    steps = np.zeros(points + 1, np.int32)
    np.add.at(steps, begin, 1)
    np.add.at(steps, end, -1)
    covered: NDArray[np.bool_] = np.cumsum(steps[:-1]) > 0
    return covered


def _cut(
    points: NDArray[np.uint32], breaks: NDArray[np.bool_], ends: NDArray[np.int64]
) -> tuple[pa.StringArray, NDArray[np.int64], NDArray[np.int64]]:
    """Cut texts that stand one behind the other.

    Gives lines, the first code point of each, and the number of its text.
    """
    at = np.flatnonzero(breaks)
    # Ends of lines: before every break, and at the end of every text; both in order of place.
    closes = np.concatenate([at, ends])
    skips = np.concatenate([np.ones(len(at), np.int64), np.zeros(len(ends), np.int64)])
    order = np.lexsort((skips, closes))
    closes, skips = closes[order], skips[order]
    first = np.concatenate([[0], (closes + skips)[:-1]])
    width = (
        1
        + (points >= _FIRST_OF_TWO).astype(np.int64)
        + (points >= _FIRST_OF_THREE)
        + (points >= _FIRST_OF_FOUR)
    )
    kept = np.where(breaks, 0, width)
    place = np.concatenate([[0], np.cumsum(kept)])
    text = points[~breaks].tobytes().decode("utf-32-le").encode()
    offsets = place[np.concatenate([[0], closes])].astype(np.int32)
    lines = strings(np.ascontiguousarray(offsets), np.frombuffer(text, np.uint8))
    return lines, first, np.cumsum(skips == 0) - (skips == 0)


def _moved(
    spans: pa.RecordBatch,
    row: NDArray[np.int64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
) -> pa.RecordBatch:
    """Spans in the one column of lines."""
    places = (row, np.zeros(len(row), np.int16), start.astype(np.int32), end.astype(np.int32))
    columns = [pa.array(one) for one in places]
    columns += [spans.column(name) for name in SPANS.names[len(places) :]]
    return pa.RecordBatch.from_arrays(columns, schema=SPANS)
