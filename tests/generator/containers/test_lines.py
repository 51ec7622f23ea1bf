"""Tests of cells as lines."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.labelled_cells import SPANS, LabelledCells
from leakbench.generator.containers.lines import as_lines, joined

PIECES = st.lists(st.text("张a€😀\n\r ", min_size=1, max_size=4), max_size=5)


def _labelled(columns, places):
    """Cells with values at places: row, column, start, end; in order."""
    names = [str(number) for number in range(len(columns))]
    rows = len(columns[0])
    facts = {"label": "MOBILE", "subject": 1, "quality": "exact", "form": "plain"}
    spans = [
        {"row": row, "column": column, "start": start, "end": end, **facts}
        for row, column, start, end in sorted(places)
    ]
    return LabelledCells(
        pa.RecordBatch.from_arrays([pa.array(one, pa.string()) for one in columns], names),
        pa.RecordBatch.from_pylist(spans, schema=SPANS),
        np.arange(rows),
    )


@st.composite
def texts(draw):
    """Texts made of pieces, every second of which is a value."""
    column, places = [], []
    for row, pieces in enumerate(draw(st.lists(PIECES, min_size=1, max_size=5))):
        text = ""
        for number, piece in enumerate(pieces):
            if number % 2:
                places.append((row, 0, len(text), len(text) + len(piece)))
            text += piece
        column.append(text)
    return _labelled([column], places)


@given(texts())
def test_texts_are_cut_at_breaks_outside_of_values(some):
    """As one would cut them by hand, each line keeping the file of its text."""
    (column,) = (one.to_pylist() for one in some.cells.columns)
    spans = some.spans.to_pylist()
    expected, files = [], []
    for row, text in enumerate(column):
        points = list(text)
        for span in (one for one in spans if one["row"] == row):
            for place in range(span["start"], span["end"]):
                points[place] = " " if points[place] in "\r\n" else points[place]
        lines = "".join(points).replace("\r", "\n").split("\n")
        expected += lines
        files += [row] * len(lines)
    made = as_lines(some)
    lines = made.cells.column(0).to_pylist()
    assert lines == expected
    assert made.files.tolist() == files
    for span, moved in zip(spans, made.spans.to_pylist(), strict=True):
        value = column[span["row"]][span["start"] : span["end"]]
        there = lines[moved["row"]][moved["start"] : moved["end"]]
        assert there == value.replace("\r", " ").replace("\n", " ")


def test_cells_are_joined_with_their_values():
    """A value stands as far to the right as the cells before it are long."""
    some = _labelled([["张三", ""], ["a😀b", "x\ny"]], [(0, 0, 0, 2), (0, 1, 1, 2), (1, 1, 0, 3)])
    for delimiter in ("", "----"):
        made = joined(some, delimiter)
        lines = made.cells.column(0).to_pylist()
        assert lines == [f"张三{delimiter}a😀b", f"{delimiter}x y"]
        cut = [lines[one["row"]][one["start"] : one["end"]] for one in made.spans.to_pylist()]
        assert cut == ["张三", "😀", "x y"]
