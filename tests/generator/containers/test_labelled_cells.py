"""Tests of cells together with what stands in them."""

import numpy as np
import pytest

from leakbench.generator.containers.labelled_cells import LabelledCells, under_one_another
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec


@pytest.fixture(scope="module")
def some():
    """A few worn records."""
    (batch,) = batches(Spec("sales_leads", noise="worn"), 40)
    return LabelledCells.of_records(batch, "table")


def _values(cells):
    """Subject, label and text of every value, by row."""
    columns = [column.to_pylist() for column in cells.cells.columns]
    found = [[] for _ in range(cells.rows)]
    for span in cells.spans.to_pylist():
        text = columns[span["column"]][span["row"]][span["start"] : span["end"]]
        found[span["row"]].append((span["subject"], span["label"], text))
    return found


def test_values_follow_their_rows(some):
    """Into another order, into a part, and under one another."""
    whole = _values(some)
    order = np.random.default_rng(0).permutation(40)[:25]
    assert _values(some.take(order)) == [whole[row] for row in order]
    assert _values(some.slice(7, 20)) == whole[7:27]
    assert _values(some.slice(7, 20).slice(3, 4)) == whole[10:14]
    together = under_one_another([some.slice(30, 10), some.take(order)])
    assert _values(together) == whole[30:] + [whole[row] for row in order]
    assert together.files.tolist() == [*some.files[30:].tolist(), *some.files[order].tolist()]


def test_values_follow_their_columns(some):
    """What stood in a column that is left out is gone, the rest is where its column is."""
    columns = [3, 1, 9]
    made = some.select(columns)
    assert made.names == tuple(some.names[column] for column in columns)
    kept = [span for span in some.spans.to_pylist() if span["column"] in columns]
    for before, after in zip(kept, made.spans.to_pylist(), strict=True):
        assert columns[after["column"]] == before["column"]
        assert {**before, "column": 0} == {**after, "column": 0}


def test_texts_have_one_column():
    """With the spans of the texts."""
    (batch,) = batches(Spec("narratives"), 30)
    made = LabelledCells.of_records(batch, "text")
    assert made.names == ("text",)
    spans = batch.column("text_spans").to_pylist()
    assert made.spans.num_rows == sum(map(len, spans))
    assert _values(made) == [
        [(one["subject"], one["label"], text[one["start"] : one["end"]]) for one in found]
        for text, found in zip(batch.column("text").to_pylist(), spans, strict=True)
    ]
