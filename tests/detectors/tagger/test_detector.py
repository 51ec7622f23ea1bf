"""Tests of the tagger as a detector."""

import pyarrow as pa

from leakbench.detectors.contract import empty_spans
from leakbench.detectors.tagger.detector import TaggerDetector

TAGGER = TaggerDetector()


def test_every_column_is_read():
    """Spans carry the number of their column; null cells have none."""
    cells = ["联系人：王小芳", None]
    batch = pa.RecordBatch.from_pydict({"one": cells, "two": cells[::-1]})
    found = [tuple(span.values())[:5] for span in TAGGER.detect(batch).to_pylist()]
    assert found == [(0, 0, 4, 7, "PERSON_NAME"), (1, 1, 4, 7, "PERSON_NAME")]


def test_nothing_is_found_in_nothing():
    """Batches without columns or rows have an answer without spans."""
    for batch in ({}, {"text": pa.array([], pa.string())}):
        assert TAGGER.detect(pa.RecordBatch.from_pydict(batch)).equals(empty_spans())
