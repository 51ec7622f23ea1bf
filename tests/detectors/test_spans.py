import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.spans import LABEL_TYPE, SPANS, SpanError, empty_spans, spans_from

LARGE = 2**31 - 1
PLACES = st.tuples(*[st.integers(-LARGE - 1, LARGE)] * 2, st.sampled_from(["QQ", "号码", ""]))
FOUND = st.one_of(PLACES, st.tuples(PLACES, st.floats()).map(lambda one: (*one[0], one[1])))
ITEMS = st.tuples(st.integers(0, LARGE), st.integers(-(2**15), 2**15 - 1), FOUND)


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


@given(st.lists(ITEMS, max_size=6))
def test_columns_are_those_that_arrow_makes(items):
    """Whatever numbers and names there are, memory holds what Arrow would put there."""
    answer = spans_from(items)
    answer.validate(full=True)
    rows = [(row, column, *found, 1.0)[:6] for row, column, found in items]
    for number, field in enumerate(SPANS):
        kind = pa.string() if field.type == LABEL_TYPE else field.type
        made = pa.array([row[number] for row in rows], kind)
        # As written, for a score that is no number is equal to none.
        assert repr(answer.column(field.name).to_pylist()) == repr(made.to_pylist())


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ((0, 0, (0, True, "QQ")), "Expected integer, got bool"),
        ((0, 0, ("0", 1, "QQ")), "Could not convert '0' with type str"),
        ((2**31, 0, (0, 1, "QQ")), "too large"),
        ((0, 2**15, (0, 1, "QQ")), "too large|out of bounds|not in range"),
        ((0, 0, (0, 1, 7)), "Expected bytes, got a 'int' object"),
        ((0, 0, (0, 1, "QQ", "sure")), "Could not convert 'sure' with type str"),
    ],
)
def test_what_is_no_number_or_name_is_refused(item, reason):
    """As Arrow refuses it, wherever it stands."""
    good = (0, 0, (0, 1, "QQ"))
    for items in ([item], [good, item]):
        with pytest.raises((pa.ArrowInvalid, pa.ArrowTypeError), match=reason):
            spans_from(items)


def test_numbers_of_other_kinds_are_taken():
    """Of numpy, and whole scores."""
    answer = spans_from([(np.int64(1), 0, (np.int32(0), 1, "QQ", 1)), (2, 0, (0, 1, "QQ", 0.5))])
    assert answer.column("row").to_pylist() == [1, 2]
    assert answer.column("score").to_pylist() == [1.0, 0.5]


def test_more_names_than_codes_are_refused():
    """A label is a code of eight bits."""
    with pytest.raises(pa.ArrowInvalid, match="128 not in range"):
        spans_from([(0, 0, (0, 1, str(label))) for label in range(129)])
    assert spans_from([(0, 0, (0, 1, str(label))) for label in range(128)]).num_rows == 128


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
