"""Tests of scoring a file of predictions."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leakbench.benchmarks.running import predictions as module
from leakbench.benchmarks.running.predictions import PredictionsError, score_file
from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.sources.opening import open_path
from leakbench.detectors.contract import SPANS
from leakbench.generator.datasets.dataset import open_dataset


@pytest.fixture
def stored(tmp_path):
    """Write predictions given as (row, start, end, label), shuffled, labels plain."""

    def write(spans, **columns):
        names = ("row", "start", "end", "label")
        table = {name: [span[i] for span in spans] for i, name in enumerate(names)}
        table |= {"column": [0] * len(spans), "score": [1.0] * len(spans)} | columns
        path = tmp_path / "mine.parquet"
        pq.write_table(pa.table(table), path)
        return path

    return write


def _truth(path):
    rows = [
        spans
        for batch in open_dataset(path).batches()
        for spans in batch.column("text_spans").to_pylist()
    ]
    return [
        (row, span["start"], span["end"], span["label"])
        for row, spans in enumerate(rows)
        for span in spans
    ]


def test_the_truth_scores_full_marks(dataset, stored, monkeypatch):
    """In any order, with rows over several chunks, on every mode."""
    monkeypatch.setattr(module, "SIZE", 70)
    spans = _truth(dataset)
    found = score_file(open_path(dataset), stored(spans[::-1]), Scoring())
    assert (found["recall"], found["precision"], found["recall_any"]) == (1.0, 1.0, 1.0)
    assert (found["corpus"], found["detector"], found["rows"]) == ("legal_person", "mine", 300)
    assert set(found["modes"]) == {"strict", "exact", "partial", "type", "character"}
    assert found["modes"]["strict"]["correct"] == len(spans)


def test_the_table_track_counts_cells(dataset, tmp_path):
    """The column is the place among the corpus's columns."""
    (batch,) = open_dataset(dataset).batches()
    spans = [
        {"row": row, "score": 1.0, **{k: span[k] for k in ("column", "start", "end", "label")}}
        for row, cells in enumerate(batch.column("cell_spans").to_pylist())
        for span in cells
    ]
    path = tmp_path / "cells.parquet"
    pq.write_table(pa.Table.from_pylist(spans, schema=SPANS), path)
    found = score_file(open_path(dataset), path, Scoring(track="table"))
    assert (found["recall"], found["precision"]) == (1.0, 1.0)


def test_no_predictions_find_nothing(dataset, tmp_path):
    """An empty file of the right columns is scored; timing keys are there and empty."""
    path = tmp_path / "empty.parquet"
    pq.write_table(SPANS.empty_table(), path)
    found = score_file(open_path(dataset), path, Scoring())
    assert (found["recall"], found["precision"]) == (0.0, None)
    assert {found[key] for key in ("rows_per_s", "mb_per_s", "p50_ms", "p95_ms")} == {None}


@pytest.mark.parametrize(
    ("span", "message"),
    [
        ((300, 0, 1, "MOBILE"), "span 1, row 300: the truth has 300 rows"),
        ((-1, 0, 1, "MOBILE"), "span 1, row -1: the truth has 300 rows"),
        ((299, 0, 9_999, "MOBILE"), "span 1, row 299: the span leaves its cell"),
        ((250, 2, 1, "MOBILE"), "span 1, row 250: the span is inverted"),
        ((250, 0, 1, "NOBODY"), "span 1, row 250: label 'NOBODY' is unknown"),
    ],
)
def test_a_bad_span_is_named_with_its_row_in_the_truth(dataset, stored, monkeypatch, span, message):
    """The index is that of the file, the row that of the truth, wherever chunks end."""
    monkeypatch.setattr(module, "SIZE", 70)
    path = stored([(299, 0, 1, "MOBILE"), span, (3, 0, 1, "MOBILE")])
    with pytest.raises(PredictionsError, match=message) as error:
        score_file(open_path(dataset), path, Scoring())
    assert (error.value.file, error.value.span, error.value.row) == (path, 1, span[0])


def test_wrong_columns_are_named(dataset, stored, tmp_path):
    """A missing, wrongly typed or null column."""
    for columns, message in (
        ({"start": ["a"]}, "column 'start' is string, not int32"),
        ({"end": [1.5]}, "column 'end' is double, not int32"),
        ({"row": pa.array([None], pa.int64())}, "column 'row' is null"),
        ({"label": [3]}, "column 'label' is int64"),
    ):
        with pytest.raises(PredictionsError, match=message):
            score_file(open_path(dataset), stored([(0, 0, 1, "MOBILE")], **columns), Scoring())
    path = tmp_path / "foreign.parquet"
    pq.write_table(pa.table({"row": [0]}), path)
    with pytest.raises(PredictionsError, match="not one column named 'column'"):
        score_file(open_path(dataset), path, Scoring())


def test_a_truncated_file_is_named(dataset, stored):
    """One line, with the file in it."""
    path = stored([(0, 0, 1, "MOBILE")])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(PredictionsError, match="truncated or corrupt Parquet") as error:
        score_file(open_path(dataset), path, Scoring())
    assert error.value.file == path
    assert "\n" not in str(error.value)
