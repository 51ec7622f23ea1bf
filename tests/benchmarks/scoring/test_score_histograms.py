"""Tests of counts of predictions by score."""

import json
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.alignment import align
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.matching import DROPPED
from leakbench.benchmarks.scoring.personal import PersonalTally
from leakbench.benchmarks.scoring.score_histograms import (
    EDGES,
    OUTCOMES,
    ScoreTally,
    bin_of,
    histogram_from,
)
from leakbench.generator.entities import coarse, entities

SPACE = LabelSpace.of_registry()
LABELS = ("MOBILE", "HOTLINE", "PHONE", "COMPANY", "PERSON_NAME")
LOWEST = EDGES.astype(np.float32)

places = st.tuples(st.integers(0, 5), st.integers(1, 3)).map(lambda one: (one[0], sum(one)))
scores = st.one_of(
    st.sampled_from([0.0, 0.6, 0.85, 0.95, 0.99, 0.999, 1.0]), st.floats(0, 1, width=32)
)
true_spans = st.tuples(places, st.sampled_from(LABELS[:2] + LABELS[3:])).map(
    lambda s: (*s[0], s[1])
)
predictions = st.tuples(places, st.sampled_from(LABELS), scores).map(lambda s: (*s[0], *s[1:]))
records = st.lists(
    st.tuples(
        st.lists(st.tuples(true_spans, st.booleans()), max_size=3),
        st.lists(predictions, max_size=4),
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def tallied(as_truth, as_answer):
    """The document of one batch, with what was aligned."""

    def tally(truth, answer, space=SPACE, mapping=None, order=None):
        predicted = as_answer(answer)
        if order is not None:
            predicted = predicted.take(pa.array(order, pa.int64()))
        aligned = align(as_truth(truth), predicted, space)
        one = ScoreTally(space, mapping or {})
        one.add(aligned, predicted)
        return one.to_json(), aligned

    return tally


def _side(label, of_truth):
    """Whether a prediction is about personal values, read off the registry, a label at a time."""
    by = label if of_truth is None or coarse(of_truth) != coarse(label) else of_truth
    known = entities().get(by)
    return "personal" if (by == "PHONE" if known is None else known.personal) else "apart"


def _expected(aligned, scored):
    """Predictions by side, label, lowest score of their bin and outcome, one at a time."""
    truth, predicted = aligned.truth, aligned.predicted
    counts = Counter()
    for j, i in enumerate(aligned.matching.truth.tolist()):
        if i == DROPPED:
            continue
        place = (predicted.cell[j], predicted.start[j], predicted.end[j])
        label = SPACE.labels[predicted.label[j]]
        of_truth = None if i < 0 else SPACE.labels[truth.label[i]]
        right = i >= 0 and place == (truth.cell[i], truth.start[i], truth.end[i])
        outcome = "wrong"
        if right and coarse(of_truth) == coarse(label):
            outcome = "same" if of_truth == label else "family"
        score = scored[place, label].pop(0)
        lowest = max(edge for edge, low in zip(EDGES, LOWEST, strict=True) if low <= score)
        counts[_side(label, of_truth), label, float(lowest), outcome] += 1
    return counts


def _told(document):
    return Counter(
        {
            (side, label, lowest, outcome): count
            for side, by_label in document.items()
            for label, columns in by_label.items()
            for outcome in OUTCOMES
            for lowest, count in zip(columns["from"], columns[outcome], strict=True)
            if count
        }
    )


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(records, st.randoms())
def test_every_prediction_is_counted_by_its_score(tallied, made, random):
    """As if spans were taken one by one, in whatever order the answer has them."""
    truth = [
        [(*span, {"quality": "masked"}) if hidden else span for span, hidden in spans]
        for spans, _ in made
    ]
    unlike = [list({span[:3]: span for span in answer}.values()) for _, answer in made]
    order = list(range(sum(map(len, unlike))))
    random.shuffle(order)
    document, aligned = tallied(truth, unlike, order=order)
    scored = {}
    for row, answer in enumerate(unlike):
        for start, end, label, score in answer:
            scored.setdefault(((row, start, end), label), []).append(np.float32(score))
    assert _told(document) == _expected(aligned, scored)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(records)
def test_together_they_are_the_personal_counts(as_truth, as_answer, made):
    """Found and predicted are those that the headline counts, whatever the scores."""
    truth = as_truth([[span for span, _ in spans] for spans, _ in made])
    answer = as_answer([answer for _, answer in made])
    aligned = align(truth, answer, SPACE)
    one = ScoreTally(SPACE, {})
    one.add(aligned, answer)
    _, found, predicted = PersonalTally(SPACE, LABELS, {}).add(aligned).sum(0)
    counts = sum(
        (histogram_from(two) for two in one.to_json()["personal"].values()), np.zeros((3, 1))
    )
    assert counts[:2].sum() == found
    assert counts.sum() == predicted


def test_every_edge_begins_its_bin():
    """Who says .95 is in the bin from .95 on, and who says a little less is not."""
    bins = np.arange(len(EDGES))
    assert [bin_of(score, LOWEST) for score in LOWEST] == bins.tolist()
    below = np.nextafter(LOWEST, np.float32(-1))
    assert [bin_of(score, LOWEST) for score in below] == np.maximum(bins - 1, 0).tolist()
    assert sorted({round(edge, 5) for edge in EDGES.tolist()}) == EDGES.tolist()


@pytest.mark.parametrize("score", [-3.0, -np.inf, 0.0])
def test_too_low_a_score_is_the_lowest(score):
    """Whatever a detector says."""
    assert bin_of(np.float32(score), LOWEST) == 0


@pytest.mark.parametrize("score", [1.0, 1.0000001, 88.0, np.inf])
def test_too_high_a_score_is_the_highest(score):
    """A sum of shares may be a little more than one."""
    assert bin_of(np.float32(score), LOWEST) == len(EDGES) - 1


def test_batches_add_up(as_truth, as_answer):
    """And what a document says can be counted on."""
    truth = as_truth([[(0, 11, "MOBILE")]])
    answers = [as_answer([[(0, 11, label, score)]]) for label, score in
               (("MOBILE", 0.5), ("PHONE", 0.5), ("MOBILE", 0.5), ("QQ", 0.9991))]  # fmt: skip
    one = ScoreTally(SPACE, {})
    for answer in answers:
        one.add(align(truth, answer, SPACE), answer)
    document = json.loads(json.dumps(one.to_json()))
    assert document == {
        "personal": {
            "PHONE": {"from": [0.5], "same": [0], "family": [1], "wrong": [0]},
            "MOBILE": {"from": [0.5], "same": [2], "family": [0], "wrong": [0]},
            "QQ": {"from": [0.9991], "same": [0], "family": [0], "wrong": [1]},
        },
        "apart": {},
    }
    counts = histogram_from(document["personal"]["QQ"])
    assert counts[2, bin_of(np.float32(0.9991), LOWEST)] == counts.sum() == 1


def test_out_of_scope_is_not_counted(tallied):
    """The scores of what is left are still their own."""
    space = LabelSpace.of_registry(["PERSON_NAME"])
    answer = [[(0, 2, "QQ", 0.1), (5, 7, "PERSON_NAME", 0.7), (2, 4, "QQ", 0.2)]]
    document, _ = tallied([[(5, 7, "PERSON_NAME")]], answer, space)
    assert document["personal"]["PERSON_NAME"]["from"] == [0.7]
    assert document["personal"].keys() == {"PERSON_NAME"}
