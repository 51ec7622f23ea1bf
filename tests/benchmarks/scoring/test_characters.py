from collections import defaultdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.characters import BOTH, PREDICTED, TRUTH, count_characters
from leakbench.benchmarks.scoring.spans import SpanArrays

# A first call compiles the kernels, which no deadline allows for.
COMPILED = settings(deadline=None)

FAMILIES = np.array([0, 0, 2], np.int16)
SPAN = st.tuples(st.integers(0, 2), st.integers(0, 12), st.integers(1, 9), st.integers(0, 2)).map(
    lambda drawn: (drawn[0], drawn[1], drawn[1] + drawn[2], drawn[3])
)


def arrays(spans):
    """Columns of (cell, start, end, label) tuples."""
    columns = np.array(spans, np.int64).reshape(-1, 4).T
    kinds = (np.int64, np.int32, np.int32, np.int16)
    return SpanArrays(*(column.astype(kind) for column, kind in zip(columns, kinds, strict=True)))


def counted(truth, predicted):
    """Count lists of (span, ignored) and of spans."""
    ignored = np.array([ignored for _, ignored in truth], np.bool_)
    return count_characters(
        arrays([span for span, _ in truth]), ignored, arrays(predicted), FAMILIES
    )


def covered(spans):
    """Sets of (cell, offset) by row of the counts."""
    rows = defaultdict(set)
    for cell, start, end, label in spans:
        for row in (label, len(FAMILIES) + FAMILIES[label], 2 * len(FAMILIES)):
            rows[row].update((cell, offset) for offset in range(start, end))
    return rows


@COMPILED
@given(
    st.lists(st.tuples(SPAN, st.booleans()), max_size=8),
    st.lists(SPAN, max_size=8),
)
def test_counts_are_those_of_sets_of_characters(truth, predicted):
    """Counts equal plain sets of offsets, with overlaps, nesting and ignored stretches."""
    blanked = covered([span for span, ignored in truth if ignored])[2 * len(FAMILIES)]
    true = covered([span for span, ignored in truth if not ignored])
    called = covered(predicted)
    counts = counted(truth, predicted)
    for row in range(2 * len(FAMILIES) + 1):
        left, right = true[row] - blanked, called[row] - blanked
        assert counts[row].tolist() == [len(left), len(right), len(left & right)]


def test_nothing_counts_twice():
    """Two overlapping predictions of a label count their union, of two labels each its own."""
    counts = counted([((0, 0, 6, 0), False)], [(0, 0, 4, 0), (0, 2, 8, 0), (0, 2, 4, 2)])
    assert counts[0].tolist() == [6, 8, 6]
    assert counts[2].tolist() == [0, 2, 0]
    assert counts[-1, TRUTH] == 6
    assert counts[-1, PREDICTED] == 8
    assert counts[-1, BOTH] == 6
