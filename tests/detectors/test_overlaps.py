import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.overlaps import keep_longest

SPANS = st.lists(st.tuples(st.integers(-2, 2), st.integers(0, 12), st.integers(1, 6)), max_size=30)


def one_at_a_time(spans):
    """The longest first, of equals the earlier given, if it overlaps none that is kept."""
    kept = []
    for at in sorted(range(len(spans)), key=lambda at: (-spans[at][2], at)):
        group, start, length = spans[at]
        if all(
            spans[other][0] != group
            or spans[other][1] >= start + length
            or spans[other][1] + spans[other][2] <= start
            for other in kept
        ):
            kept.append(at)
    return sorted(kept)


@given(SPANS)
def test_the_rounds_decide_as_one_at_a_time_would(spans):
    """All runs at once keep what a loop over spans by length keeps."""
    group, start, length = np.array(spans, np.int64).reshape(-1, 3).T
    assert keep_longest(group, start, start + length).tolist() == one_at_a_time(spans)
