"""Findings say what stands where."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.detection.findings import FINDINGS, findings
from leakbench.detectors.spans import spans_from

SPANS = st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 7), st.integers(1, 8))


@given(st.lists(st.text(min_size=8, max_size=9), min_size=6, max_size=6), st.lists(SPANS))
def test_texts_are_what_the_spans_cut(cells, spans):
    """In order of rows, columns and places, whatever order the answer has."""
    names = ["first", "second"]
    batch = pa.RecordBatch.from_arrays([pa.array(cells[:3]), pa.array(cells[3:])], names)
    given_ = [(row, column, (a, b, "MOBILE")) for row, column, a, b in spans if a < b]
    found = findings(batch, spans_from(given_), first_row=10)
    assert found.schema == FINDINGS
    wanted = sorted((row, column, *span) for row, column, span in given_)
    assert found.to_pylist() == [
        {
            "row": row + 10,
            "column": column,
            "start": start,
            "end": end,
            "label": label,
            "text": cells[column * 3 + row][start:end],
            "score": 1.0,
        }
        for row, column, start, end, label in wanted
    ]
