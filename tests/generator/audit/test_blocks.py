"""Tests of cutting values out of Arrow columns."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.audit.blocks import UNKNOWN, Block, column_of, cut
from leakbench.generator.entities import entities
from leakbench.generator.generate import batches, schema
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

TEXTS = st.lists(st.none() | st.text("甲a𬱖é0", max_size=5), min_size=1, max_size=6)


@given(TEXTS, st.integers(0, 2))
def test_columns_know_where_code_points_begin(texts, skipped):
    """Lengths and bytes are Python's, for slices as well."""
    array = pa.array(texts, pa.string()).slice(min(skipped, len(texts) - 1))
    column = column_of(array)
    expected = [text or "" for text in array.to_pylist()]
    assert column.length.tolist() == [len(text) for text in expected]
    assert cut(column.data, column.offsets[:-1], column.offsets[1:]).to_pylist() == expected
    points = cut(column.data, column.points[:-1], column.points[1:]).to_pylist()
    assert points == list("".join(expected))


def test_values_are_slices_by_code_points():
    """Of texts and cells, as Python slices them."""
    (batch,) = batches(Spec(corpus="legal_person", noise="evasive", seed=3), 300)
    block = Block(batch)
    rows = batch.to_pylist()
    texts = [row["text"][s["start"] : s["end"]] for row in rows for s in row["text_spans"]]
    cells = [
        list(row.values())[2 + s["column"]][s["start"] : s["end"]]
        for row in rows
        for s in row["cell_spans"]
    ]
    decoys = [row["text"][s["start"] : s["end"]] for row in rows for s in row["decoys"]]
    assert block.text_spans.value.to_pylist() == texts
    assert block.cell_spans.value.to_pylist() == cells
    assert block.decoys.value.to_pylist() == decoys
    names = list(entities())
    labels = [span["label"] for row in rows for span in row["text_spans"]]
    assert [names[code] for code in block.text_spans.label] == labels


def test_what_lies_outside_is_told():
    """Offsets beyond the string, columns that are not there, and labels nobody knows."""
    spec = Spec(corpus="legal_person", rows_per_file=1)
    (batch,) = batches(spec, 1)
    (row,) = batch.to_pylist()
    span = row["cell_spans"][0]
    row["cell_spans"] = [
        span,
        {**span, "end": 10_000},
        {**span, "start": -1},
        {**span, "end": span["start"]},
        {**span, "column": 99, "label": "NO_LABEL"},
    ]
    block = Block(pa.RecordBatch.from_pylist([row], schema=schema(spec)))
    found = block.cell_spans
    assert found.inside.tolist() == [True, False, False, False, False]
    assert found.value.to_pylist()[1:] == [""] * 4
    assert np.flatnonzero(found.label == UNKNOWN).tolist() == [4]
