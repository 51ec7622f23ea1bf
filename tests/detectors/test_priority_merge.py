"""Tests of the merging of two answers."""

from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.priority_merge import merge_by_priority
from leakbench.detectors.spans import spans_from

# Spans of one answer do not overlap: each begins in a slot of its own of five characters.
ANSWER = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 4)),
    st.tuples(st.integers(0, 2), st.integers(1, 3), st.sampled_from(["MOBILE", "ADDRESS"])),
    max_size=8,
).map(
    lambda slots: [
        (row, column, (5 * slot + shift, min(5 * slot + shift + size, 5 * slot + 5), label))
        for (row, column, slot), (shift, size, label) in slots.items()
    ]
)


def listed(answer):
    """Spans of an answer as tuples, without their scores."""
    return [tuple(span.values())[:5] for span in answer.to_pylist()]


@given(ANSWER, ANSWER)
def test_the_first_answer_stands(first, second):
    """All of the first answer, and exactly what touches none of it of the second."""
    both = listed(merge_by_priority(spans_from(first), spans_from(second)))
    one, other = listed(spans_from(first)), listed(spans_from(second))
    free = [
        span
        for span in other
        if not any(mine[:2] == span[:2] and mine[2] < span[3] and span[2] < mine[3] for mine in one)
    ]
    assert sorted(both) == sorted(one + free)
