"""Tests of what is to be replaced."""

import pyarrow as pa

from leakbench.benchmarks.redaction.covering import covered
from leakbench.detectors.spans import spans_from

CELLS = pa.array(["", "0123456789", "0123456789"])


def test_overlapping_spans_become_one_under_the_longest_label():
    """Spans that only touch stay two."""
    spans = [
        (1, 0, (4, 8, "ADDRESS")),
        (1, 0, (1, 5, "MOBILE")),
        (1, 0, (2, 3, "EMAIL")),
        (1, 0, (8, 9, "QQ")),
        (2, 0, (0, 2, "PERSON_NAME")),
        (2, 1, (3, 9, "MOBILE")),
    ]
    found = covered(CELLS, spans_from(spans), 0)
    places = [tuple(map(int, one)) for one in zip(*found.places, strict=True)]
    assert places == [(1, 1, 8), (1, 8, 9), (2, 0, 2)]
    assert found.labels.tolist() == ["MOBILE", "QQ", "PERSON_NAME"]
    assert found.values.to_pylist() == ["1234567", "8", "01"]


def test_nothing_found_covers_nothing():
    """No span, or none in this column."""
    for spans in ([], [(1, 1, (0, 1, "QQ"))]):
        assert not len(covered(CELLS, spans_from(spans), 0).labels)
