import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.scorer import score_batch

pytestmark = pytest.mark.slow

# A first call compiles the kernels, which no deadline allows for.
COMPILED = settings(deadline=None)
SPACE = LabelSpace.of_registry()

STRETCH = st.tuples(st.sampled_from([None, "MOBILE", "PERSON_NAME", "COMPANY"]), st.integers(1, 3))
SENTENCE = st.lists(STRETCH, min_size=4, max_size=8)
SENTENCES = st.lists(st.tuples(SENTENCE, SENTENCE), min_size=1, max_size=4)


def spans_of(stretches, length):
    """The labelled stretches of a sentence, one after another, up to a number of characters."""
    spans, at = [], 0
    for label, size in stretches:
        end = min(at + size, length)
        if label and at < end:
            spans.append((at, end, label))
        at = end
    return spans


def tags_of(spans, length):
    """BIO tags of the characters."""
    tags = ["O"] * length
    for start, end, label in spans:
        tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return tags


@COMPILED
@given(SENTENCES)
def test_strict_counts_equal_those_of_seqeval_on_bio(as_truth, as_answer, sentences):
    """Tagged characters have the same precision, recall, F1 and support, label by label."""
    from seqeval.metrics import classification_report  # noqa: PLC0415 - imports scikit-learn

    length = 12
    sides = [
        [spans_of(stretches, length) for stretches in side] for side in zip(*sentences, strict=True)
    ]
    tags = [[tags_of(spans, length) for spans in side] for side in sides]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of labels without truth or predictions
        theirs = classification_report(*tags, output_dict=True, zero_division=0)
    counts = score_batch(as_truth(sides[0]), as_answer(sides[1]), SPACE)
    summary = counts.summary()
    ours = summary["by_label"] | {"micro avg": summary | {"support": counts.support()}}
    assert set(theirs) - {"macro avg", "weighted avg"} == set(ours)
    for label, scores in ours.items():
        assert scores["support"] == theirs[label]["support"]
        for key, their_key in (("precision",) * 2, ("recall",) * 2, ("f1", "f1-score")):
            assert (scores[key] or 0) == pytest.approx(theirs[label][their_key])
