from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leakbench.benchmarks.store.stored_predictions import (
    STORED,
    PredictionsWriter,
    about_predictions,
)
from leakbench.detectors.contract import spans_from


def chunk(rows):
    """Some records."""
    return SimpleNamespace(strings=pa.RecordBatch.from_pydict({"text": ["甲"] * rows}))


def test_rows_count_from_the_first_record(tmp_path):
    """Whatever the chunks; labels of all answers are kept, and the order too."""
    path = tmp_path / "raw.parquet"
    writer = PredictionsWriter(path)
    first = spans_from([(1, 0, (0, 1, "MOBILE", 0.5)), (0, 0, (0, 1, "EMAIL"))])
    writer.add([chunk(2), chunk(3)], [first, spans_from([])])
    writer.add([chunk(1)], [spans_from([])])
    writer.add([chunk(4)], [spans_from([(3, 2, (5, 7, "QQ"))])])
    writer.close({"detector": "x"})
    table = pq.read_table(path)
    assert table.schema.names == STORED.names
    assert table.column("row").to_pylist() == [1, 0, 9]
    assert table.column("label").to_pylist() == ["MOBILE", "EMAIL", "QQ"]
    assert table.column("score").to_pylist() == [0.5, 1.0, 1.0]
    assert writer.spans == 3


def test_a_file_says_who_predicted_what(tmp_path):
    """In its metadata; a file of somebody else's says nothing."""
    path, about = tmp_path / "raw.parquet", {"detector": "名", "rows": 3, "labels": ["QQ"]}
    writer = PredictionsWriter(path)
    writer.close(about)
    assert pq.read_table(path).num_rows == 0
    assert about_predictions(path) == about
    pq.write_table(pa.table({"row": [1]}), path)
    assert about_predictions(path) == {}


def test_no_parquet_is_an_error(tmp_path):
    """Half a file has no metadata."""
    path = tmp_path / "raw.parquet"
    path.write_bytes(b"PAR1")
    with pytest.raises(pa.ArrowInvalid):
        about_predictions(path)
