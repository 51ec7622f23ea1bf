"""Tests of the merging of two answers."""

from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.answers import room_for
from leakbench.detectors.priority_merge import PriorityMerge

LABELS = 3
MERGE = PriorityMerge(LABELS)
# Spans of one answer do not overlap: each begins in a slot of its own of five characters.
ANSWER = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(0, 4)),
    st.tuples(st.integers(0, 2), st.integers(1, 3), st.integers(0, LABELS - 1)),
    max_size=8,
).map(
    lambda slots: sorted(
        (row, 5 * slot + shift, min(5 * slot + shift + size, 5 * slot + 5), label)
        for (row, slot), (shift, size, label) in slots.items()
    )
)


def made(spans):
    """Spans of a column, each with a score that its row and place name."""
    answer = room_for(len(spans))
    for number, span in enumerate(spans):
        for part, value in zip(answer, (*span, (10 * span[0] + span[1]) / 100), strict=True):
            part[number] = value
    return answer


@given(ANSWER, ANSWER)
def test_the_first_answer_stands(first, second):
    """All of the first answer, exactly what touches none of it of the second, in order."""
    merged = MERGE.merged(made(first), made(second))
    free = [
        (*span[:3], span[3] + LABELS)
        for span in second
        if not any(one[0] == span[0] and one[1] < span[2] and span[1] < one[2] for one in first)
    ]
    both = list(zip(*(part.tolist() for part in merged[:4]), strict=True))
    assert both == sorted(first + free)
    assert merged.score.tolist() == made(both).score.tolist()
