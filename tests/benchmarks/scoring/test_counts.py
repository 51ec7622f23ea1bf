import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.breakdowns import SHAPES, Breakdowns
from leakbench.benchmarks.scoring.counts import COLUMNS, RATIOS, Counts, CountsError
from leakbench.benchmarks.scoring.labels import DEPTHS
from leakbench.generator.surfaces.declared_forms import forms

pytestmark = pytest.mark.slow

LABELS = ("PERSON_NAME", "MOBILE")
TABLE = st.lists(st.integers(0, 2**40), min_size=5 * len(COLUMNS), max_size=5 * len(COLUMNS)).map(
    lambda numbers: np.array(numbers, np.int64).reshape(5, -1)
)
COUNTS = st.builds(
    Counts,
    st.just(LABELS),
    TABLE,
    st.integers(0, 9),
    st.fixed_dictionaries({depth: st.integers(0, 9) for depth in DEPTHS}),
)


def counted(**columns):
    """Counts of the first label at every depth."""
    counts = Counts.empty(LABELS)
    for name, number in columns.items():
        counts.table[[0, 2, 4], COLUMNS.index(name)] = number
    return counts


@given(COUNTS)
def test_json_is_lossless(counts):
    """A round trip through JSON text changes nothing."""
    assert Counts.from_json(json.loads(json.dumps(counts.to_json()))) == counts


@given(COUNTS, COUNTS)
def test_addition_adds_every_count(one, other):
    """Sums commute, hold every count, and nothing is the neutral element."""
    joined = one + other
    assert joined == other + one
    assert joined != one or other == Counts.empty(LABELS)
    assert (joined.table == one.table + other.table).all()
    assert joined.records == one.records + other.records
    assert one + Counts.empty(LABELS) == one


def test_different_label_spaces_do_not_add():
    """Counts of other labels are refused."""
    with pytest.raises(CountsError, match="different label spaces"):
        Counts.empty(LABELS) + Counts.empty(["ORG"])


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ({"labels": None}, "NoneType"),
        ({"records": {}}, "'scored' is missing"),
        ({"fine": {"SPELL": {"missed": 1}}}, "'SPELL' is missing or unknown"),
        ({"fine": {"MOBILE": {"charmed": 1}}}, "'charmed' is missing or unknown"),
        ({"fine": {"MOBILE": {"missed": "many"}}}, "many"),
        ({"fine": []}, "items"),
    ],
)
def test_a_broken_document_is_refused(damage, message):
    """A document that holds no counts is refused with what is wrong in it."""
    with pytest.raises(CountsError, match=message):
        Counts.from_json(Counts.empty(LABELS).to_json() | damage)


def test_a_missing_depth_is_named():
    """A document without a depth is refused by its name."""
    document = Counts.empty(LABELS).to_json()
    del document["coarse"]
    with pytest.raises(CountsError, match="'coarse' is missing"):
        Counts.from_json(document)


def test_nothing_of_nothing_is_none():
    """With no truth and no prediction every ratio is None."""
    counts = Counts.empty(LABELS)
    summary = counts.summary()
    assert summary == {**dict.fromkeys(RATIOS), "by_label": {}}
    assert {"recall", "precision", "f1", "f2", "recall_any", "false_alarms_per_1000"} < {*RATIOS}
    for scores in counts.modes().values():
        assert scores["recall"] is scores["precision"] is scores["f1"] is None


def test_recall_is_told_by_how_values_are_written():
    """Of those in other forms than the plain one, by whether training has them."""
    unseen = next(form.name for form in forms() if form.splits == ("test",))
    seen = next(form.name for form in forms()[1:] if "train" in form.splits)
    empty = {name: {} for name in SHAPES} | {"text": [0, 0, 0]}
    table = {("MOBILE", seen): (8, 6), ("PERSON_NAME", seen): (2, 1), ("MOBILE", unseen): (4, 1)}
    counts = Counts.empty(LABELS)
    counts.breakdowns = replace(Breakdowns.from_json(empty), forms=table)
    summary = counts.summary()
    assert (summary["recall_seen"], summary["recall_unseen"]) == (0.7, 0.25)
    assert counts.recall_of("plain") is None


def test_modes_split_the_same_counts():
    """Each mode calls the matched pairs correct, incorrect or partial by its own rule."""
    modes = counted(
        exact_same=1, exact_other=2, overlap_same=4, overlap_other=8, missed=16, spurious=32,
        predicted=47,
    ).modes()  # fmt: skip
    split = {
        name: tuple(mode[key] for key in ("correct", "incorrect", "partial", "missed", "spurious"))
        for name, mode in modes.items()
        if name != "character"
    }
    assert split == {
        "strict": (1, 14, 0, 16, 32),
        "exact": (3, 12, 0, 16, 32),
        "partial": (3, 0, 12, 16, 32),
        "type": (5, 10, 0, 16, 32),
    }
    assert modes["partial"]["recall"] == 9 / 31
    assert modes["partial"]["precision"] == 9 / 47
    assert modes["partial"]["f1"] == pytest.approx(2 / (31 / 9 + 47 / 9))
    assert modes["partial"]["f2"] == pytest.approx(5 / (4 * 31 / 9 + 47 / 9))


def test_characters_have_their_own_ratios():
    """Character recall is both over truth, precision both over predicted."""
    scores = counted(truth_characters=8, predicted_characters=4, both_characters=2)
    assert scores.modes()["character"] == {
        "truth": 8, "predicted": 4, "both": 2, "recall": 0.25, "precision": 0.5, "f1": 1 / 3,
        "f2": 10 / 36,
    }  # fmt: skip
    assert scores.summary()["recall_any"] == 0.25


def test_modes_of_one_label():
    """For one label only the modes that look at labels have a precision."""
    counts = counted(exact_same=1, exact_other=1, predicted=4)
    modes = counts.modes("fine", "PERSON_NAME")
    assert (modes["strict"]["recall"], modes["strict"]["precision"]) == (0.5, 0.25)
    assert (modes["exact"]["recall"], modes["exact"]["precision"]) == (1.0, None)
    assert counts.modes("coarse", "MOBILE")["strict"]["recall"] is None
    assert counts.modes("any")["strict"]["recall"] == 0.5


def test_what_does_not_exist_is_refused():
    """An unknown column or label is named."""
    with pytest.raises(CountsError, match="'charmed'"):
        Counts.empty(LABELS).count("charmed")
    with pytest.raises(CountsError, match="'SPELL' at fine depth"):
        Counts.empty(LABELS).modes("fine", "SPELL")


def test_repr_shows_the_headline():
    """The representation shows the counts under any label."""
    assert "'missed': 3" in repr(counted(missed=3))
