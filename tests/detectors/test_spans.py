import pyarrow as pa

from leakbench.detectors.spans import SPANS, SpanError, empty_spans, spans_from


def test_no_spans_have_the_schema():
    """An answer without spans is typed like any other."""
    assert empty_spans().schema.equals(SPANS)
    assert spans_from([]).schema.equals(SPANS)


def test_items_become_columns():
    """Every item is one row; a span without a score has 1."""
    answer = spans_from([(3, 1, (0, 2, "QQ")), (5, 0, (4, 9, "EMAIL", 0.5))])
    assert answer.schema.equals(SPANS)
    assert [tuple(span.values()) for span in answer.to_pylist()] == [
        (3, 1, 0, 2, "QQ", 1.0),
        (5, 0, 4, 9, "EMAIL", 0.5),
    ]
    assert pa.Table.from_batches([answer, empty_spans()]).num_rows == 2


def test_an_error_carries_its_data():
    """Detector, span and row stand in the message and as attributes."""
    error = SpanError("toy", "the span is inverted or empty", 4, 7)
    assert str(error) == "detector toy, span 4, row 7: the span is inverted or empty"
    assert (error.detector, error.reason, error.span, error.row) == (
        "toy",
        "the span is inverted or empty",
        4,
        7,
    )
