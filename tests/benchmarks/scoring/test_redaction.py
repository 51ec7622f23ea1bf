"""Tests of what is left after redaction."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.redaction import left_over
from leakbench.benchmarks.scoring.spans import SpanArrays

SPANS = st.lists(
    st.builds(
        lambda cell, start, length: (cell, start, start + length),
        st.integers(0, 2),
        st.integers(0, 12),
        st.integers(1, 6),
    ),
    max_size=8,
).map(sorted)


def arrays(spans):
    """Spans as columns, all of one label."""
    cell, start, end = (np.array([span[at] for span in spans], np.int64) for at in range(3))
    return SpanArrays(
        cell, start.astype(np.int32), end.astype(np.int32), np.zeros(len(spans), np.int16)
    )


@settings(deadline=None)  # a first call compiles the kernel
@given(SPANS, SPANS)
def test_a_value_is_gone_when_every_character_is_covered(truth, predicted):
    """By one prediction or by many that overlap, of whatever label; character by character."""
    covered = {(cell, at) for cell, start, end in predicted for at in range(start, end)}
    expected = [
        any((cell, at) not in covered for at in range(start, end)) for cell, start, end in truth
    ]
    assert left_over(arrays(truth), arrays(predicted)).tolist() == expected
