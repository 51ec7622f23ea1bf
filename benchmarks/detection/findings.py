"""Findings: the spans of an answer with what stands in them, as a table to go on with."""

from typing import Final

import numpy as np
import pyarrow as pa

from leakbench.detectors.splicing import Places, TextColumn

FINDINGS: Final = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("column", pa.int32(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("label", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("score", pa.float32(), nullable=False),
    ]
)
"""Rows and columns are counted from 0, offsets are code points, half open."""


def findings(strings: pa.RecordBatch, answer: pa.RecordBatch, first_row: int = 0) -> pa.RecordBatch:
    """The spans of an answer, in order of rows, columns and places, with the text of each.

    Args:
        strings: String columns without nulls.
        answer: An accepted answer to it, with the columns of ``SPANS``, in code points.
        first_row: The row that is the first of these in the whole.

    Returns:
        A batch with the columns of ``FINDINGS``.
    """
    row, column, start, end, score = (
        answer.column(name).to_numpy(zero_copy_only=False)
        for name in ("row", "column", "start", "end", "score")
    )
    order = np.lexsort((end, start, column, row))
    place = np.empty(len(order), np.int64)
    texts, count = [pa.array([], pa.string())], 0
    for number, cells in enumerate(strings.columns):
        here = np.flatnonzero(column == number)
        if len(here):
            places = Places(*(one[here].astype(np.int64) for one in (row, start, end)))
            texts.append(TextColumn.of(cells).cut(places))
            place[here] = count + np.arange(len(here))
            count += len(here)
    labels = answer.column("label").cast(pa.string())
    return pa.RecordBatch.from_arrays(
        [
            pa.array(row[order].astype(np.int64) + first_row),
            pa.array(column[order].astype(np.int32)),
            pa.array(start[order].astype(np.int32)),
            pa.array(end[order].astype(np.int32)),
            labels.take(pa.array(order)),
            pa.concat_arrays(texts).take(pa.array(place[order])),
            pa.array(score[order].astype(np.float32)),
        ],
        schema=FINDINGS,
    )
