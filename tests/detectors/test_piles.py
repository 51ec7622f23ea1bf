"""Tests of spans that lie over one another."""

from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.answer_checks import check_spans
from leakbench.detectors.piles import DEEPEST, NOWHERE, first_too_deep
from leakbench.detectors.spans import SpanError, spans_from

SPANS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 6), st.integers(1, 4)).map(
        lambda one: (one[0], one[1], one[1] + one[2])
    ),
    max_size=14,
)


def deepest_of(spans):
    """How many lie over the fullest character, counted one by one."""
    over = Counter((cell, place) for cell, start, end in spans for place in range(start, end))
    return max(over.values(), default=0)


@given(SPANS, st.integers(1, 5))
def test_depth_is_what_characters_count(spans, most):
    """A span is named if and only if a character has more, and that span begins there."""
    cell, start, end = np.array(spans, np.int64).reshape(-1, 3).T
    found = first_too_deep(cell, start, end, most)
    assert (found != NOWHERE) == (deepest_of(spans) > most)
    if found != NOWHERE:
        row, place, _ = spans[found]
        assert sum(one[0] == row and one[1] <= place < one[2] for one in spans) > most


def test_a_detector_that_piles_spans_up_is_refused():
    """As many as may be are accepted, one more is not, and touching ones never pile up."""
    batch = pa.RecordBatch.from_pydict({"text": ["a" * (DEEPEST + 9)]})
    beside = [(0, 0, (place, place + 1, "QQ")) for place in range(DEEPEST + 9)]
    assert check_spans(spans_from(beside), batch, "some").num_rows == len(beside)
    piled = [(0, 0, (0, 1 + place, "QQ")) for place in range(DEEPEST)]
    assert check_spans(spans_from(piled), batch, "some").num_rows == DEEPEST
    with pytest.raises(SpanError, match="more than 1,000 spans lie over one character"):
        check_spans(spans_from([*piled, piled[0]]), batch, "some")
