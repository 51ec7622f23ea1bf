from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.matching import DROPPED, MISSED, SPURIOUS, SpanArrays, match
from leakbench.benchmarks.scoring.spans import span_order, take

pytestmark = pytest.mark.slow

# A first call compiles the kernels, which no deadline allows for.
COMPILED = settings(deadline=None)

FAMILIES = np.array([0, 0, 2, 2], np.int16)

SPAN = st.tuples(st.integers(0, 2), st.integers(0, 9), st.integers(1, 8), st.integers(0, 3)).map(
    lambda drawn: (drawn[0], drawn[1], drawn[1] + drawn[2], drawn[3])
)
TRUTH = st.lists(st.tuples(SPAN, st.booleans()), max_size=8)
PREDICTED = st.lists(SPAN, max_size=8)


def arrays(spans):
    """Columns of (cell, start, end, label) tuples."""
    columns = np.array(spans, np.int64).reshape(-1, 4).T
    kinds = (np.int64, np.int32, np.int32, np.int16)
    return SpanArrays(*(column.astype(kind) for column, kind in zip(columns, kinds, strict=True)))


def matched(truth, predicted):
    """Match lists of (span, ignored) and of spans."""
    ignored = np.array([ignored for _, ignored in truth], np.bool_)
    return match(arrays([span for span, _ in truth]), ignored, arrays(predicted), FAMILIES)


def overlap(one, other):
    """Characters that two spans share."""
    return min(one[2], other[2]) - max(one[1], other[1]) if one[0] == other[0] else 0


def reference(truth, predicted):
    """The documented order, spelled out: partners of truth, partners of predictions."""

    def place(pair):
        (span, ignored), other = truth[pair[0]], predicted[pair[1]]
        family = FAMILIES[span[3]] != FAMILIES[other[3]]
        unlike = (span[3] != other[3], family)
        return (ignored, span[1:3] != other[1:3], -overlap(span, other), unlike, span, other)

    pairs = product(range(len(truth)), range(len(predicted)))
    pairs = [(i, j) for i, j in pairs if overlap(truth[i][0], predicted[j]) > 0]
    prediction, partner = [MISSED] * len(truth), [SPURIOUS] * len(predicted)
    for i, j in sorted(pairs, key=place):
        if prediction[i] == MISSED and partner[j] == SPURIOUS:
            prediction[i], partner[j] = j, i
    for j, span in enumerate(predicted):
        touched = {ignored for other, ignored in truth if overlap(other, span) > 0}
        taken = partner[j] != SPURIOUS
        if truth[partner[j]][1] if taken else touched == {True}:
            partner[j] = DROPPED
    return prediction, partner


def outcome(truth, predicted, prediction, partner):
    """Who was matched with whom, identical spans being one and the same."""
    pairs = Counter(
        (truth[i], None if j == MISSED else predicted[j]) for i, j in enumerate(prediction)
    )
    fates = Counter((predicted[j], int(i) if i < 0 else truth[i]) for j, i in enumerate(partner))
    return pairs, fates


@COMPILED
@given(TRUTH, PREDICTED)
def test_matching_follows_the_documented_order(truth, predicted):
    """The kernels match what the plain greedy reference matches, nested spans included."""
    found = matched(truth, predicted)
    assert outcome(truth, predicted, *found) == outcome(
        truth, predicted, *reference(truth, predicted)
    )


@COMPILED
@given(TRUTH, PREDICTED)
def test_matching_is_one_to_one(truth, predicted):
    """Each truth points at the prediction that points at it, unless it is ignored."""
    found = matched(truth, predicted)
    taken = found.prediction[found.prediction != MISSED]
    assert len(set(taken.tolist())) == len(taken)
    for i, j in enumerate(found.prediction):
        if j != MISSED:
            assert found.truth[j] == (DROPPED if truth[i][1] else i)
    partners = found.truth[found.truth >= 0]
    assert (found.prediction[partners] == np.flatnonzero(found.truth >= 0)).all()


@COMPILED
@given(TRUTH, PREDICTED, st.randoms(use_true_random=False))
def test_order_does_not_matter(truth, predicted, random):
    """Shuffling either side matches the same spans, also where overlaps conflict."""
    before = outcome(truth, predicted, *matched(truth, predicted))
    random.shuffle(truth)
    random.shuffle(predicted)
    assert outcome(truth, predicted, *matched(truth, predicted)) == before


@pytest.mark.parametrize(
    ("truth", "predicted", "expected"),
    [
        ([(0, 2, 5, 0)], [(0, 2, 5, 0), (0, 2, 5, 0)], [0]),
        ([(0, 2, 5, 0)], [(0, 2, 5, 1), (0, 2, 5, 0)], [1]),
        ([(0, 2, 5, 0)], [(0, 2, 5, 3), (0, 2, 5, 1)], [1]),
        ([(0, 2, 5, 0)], [(0, 0, 9, 0), (0, 2, 5, 2)], [1]),
        ([(0, 0, 3, 0), (0, 3, 9, 0)], [(0, 2, 9, 0)], [MISSED, 0]),
        ([(0, 0, 4, 0)], [(0, 0, 2, 1), (0, 2, 4, 0)], [1]),
        ([(0, 0, 4, 0)], [(0, 2, 4, 0), (0, 0, 2, 0)], [1]),
        ([(0, 0, 9, 0), (0, 2, 4, 0)], [(0, 2, 4, 0)], [MISSED, 0]),
        ([(0, 0, 4, 0)], [(0, 4, 6, 0)], [MISSED]),
        ([(0, 0, 4, 0)], [(1, 0, 4, 0)], [MISSED]),
    ],
    ids=[
        "of duplicates one",
        "same label first",
        "then the same family",
        "exact before a longer one of the same label",
        "larger overlap first",
        "equal overlap: same label first",
        "equal overlap and label: earlier first",
        "nested truth",
        "touching is not overlapping",
        "cells are apart",
    ],
)
def test_who_is_preferred(truth, predicted, expected):
    """Each rule of the order decides a case of its own."""
    found = matched([(span, False) for span in truth], predicted)
    assert found.prediction.tolist() == expected


def test_ignored_truth_takes_what_is_left():
    """Ignored truth is matched last, and a prediction on nothing else is dropped."""
    truth = [((0, 0, 4, 0), True), ((0, 3, 9, 0), False)]
    assert matched(truth, [(0, 0, 4, 0)]).truth.tolist() == [1]
    both = matched(truth, [(0, 0, 4, 0), (0, 3, 9, 0)])
    assert both.prediction.tolist() == [0, 1]
    assert both.truth.tolist() == [DROPPED, 1]
    repeated = matched(truth, [(0, 0, 3, 0), (0, 0, 3, 0), (0, 3, 9, 1)])
    assert repeated.truth.tolist() == [DROPPED, DROPPED, 1]


def test_families_are_optional():
    """Without families a label is like itself only."""
    found = match(arrays([(0, 0, 4, 0)]), np.array([False]), arrays([(0, 1, 4, 3)]))
    assert found.prediction.tolist() == [0]


@COMPILED
@given(st.lists(SPAN, max_size=20), st.sampled_from([1, 2**40]))
def test_span_order_sorts(spans, scale):
    """The order sorts by cell, start, end, label, also where cell numbers are huge."""
    spans = [(cell * scale, *rest) for cell, *rest in spans]
    order = span_order(arrays(spans))
    ordered = arrays(spans) if order is None else take(arrays(spans), order)
    assert list(zip(*(column.tolist() for column in ordered), strict=True)) == sorted(spans)
    assert span_order(ordered) is None
