import pytest

from leakbench.benchmarks.scoring.declared import covered, nothing_shared
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.scorer import Scorer

SPACE = LabelSpace.of_registry()


def names(mask, space=SPACE):
    """The labels of a mask."""
    return {label for label, known in zip(space.labels, mask, strict=True) if known}


def test_a_fine_label_covers_itself_at_every_depth():
    """A detector of mobiles is not asked for landlines."""
    masks = covered(SPACE, {"MOBILE"})
    assert names(masks["fine"]) == names(masks["coarse"]) == names(masks["any"]) == {"MOBILE"}


def test_a_coarse_label_covers_its_family_but_not_at_fine_depth():
    """PHONE is right for a mobile once nobody asks which phone."""
    masks = covered(SPACE, {"PHONE"})
    assert names(masks["fine"]) == {"PHONE"}
    assert names(masks["coarse"]) == {"PHONE", "MOBILE", "LANDLINE", "HOTLINE"}


def test_a_corpus_that_tells_only_families_apart_is_covered_by_their_members():
    """Where truth says PHONE, a detector of mobiles is asked for it."""
    space = LabelSpace(["TEL", "PERSON"], mapping={"TEL": "PHONE"})
    assert names(covered(space, {"MOBILE"})["fine"], space) == {"TEL"}


@pytest.mark.parametrize(
    ("labels", "only", "declared", "expected"),
    [
        (["MOBILE", "ADDRESS"], None, {"MOBILE"}, True),
        (["MOBILE", "ADDRESS"], None, {"LANDLINE"}, True),
        (["MOBILE", "ADDRESS"], None, {"EMAIL"}, False),
        (["MOBILE", "ADDRESS"], ["ADDRESS"], {"MOBILE"}, False),
        (["PER", "LOCATION"], None, {"PERSON_NAME"}, True),
        (["PER", "LOCATION"], None, {"MOBILE"}, False),
        ([], None, {"MOBILE"}, False),
        (["MOBILE"], None, set(), True),
        (["MOBILE"], None, None, True),
    ],
)
def test_who_shares_a_label_with_a_corpus(labels, only, declared, expected):
    """One family in common and in scope is enough; who declares nothing is not judged by it."""
    said = nothing_shared("real", LabelSpace(labels, only=only), labels, declared)
    assert said == (None if expected else "not comparable: shares no label with real")


def test_recall_over_declared_labels(as_truth, as_answer):
    """What a detector does not claim to find is left out; the rest is counted at every depth."""
    record = [(0, 3, "PERSON_NAME"), (4, 9, "MOBILE"), (10, 15, "LANDLINE"), (16, 20, "MOBILE")]
    found = [(4, 9, "MOBILE"), (10, 15, "MOBILE"), (16, 20, "PHONE")]

    def declared(*labels):
        scorer = Scorer(SPACE, labels)
        scorer.add(as_truth([record]), as_answer([found]))
        counts = scorer.counts()
        return counts.breakdowns.declared, counts.summary()["recall_declared"]

    fine, coarse, every = ("fine",), ("coarse",), ("any",)
    assert declared("MOBILE") == ({fine: (2, 1), coarse: (2, 2), every: (2, 2)}, 0.5)
    assert declared("PHONE") == ({fine: (0, 0), coarse: (3, 3), every: (3, 3)}, None)
    assert declared("MOBILE", "PERSON") == ({fine: (2, 1), coarse: (3, 2), every: (3, 2)}, 0.5)


def test_nobody_knows_what_a_file_of_predictions_declares(as_truth, as_answer):
    """Then there is no such recall."""
    scorer = Scorer(SPACE)
    scorer.add(as_truth([[(0, 3, "MOBILE")]]), as_answer([[]]))
    assert scorer.counts().breakdowns.declared is None
    assert scorer.counts().summary()["recall_declared"] is None
