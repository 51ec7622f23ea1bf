import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.counts import COLUMNS
from leakbench.benchmarks.scoring.modes import modes_of, ratio, ratios

COUNTS = st.fixed_dictionaries({name: st.integers(0, 99) for name in COLUMNS})


@given(COUNTS)
def test_every_mode_splits_the_same_truth(counts):
    """Correct, incorrect, partial and missed are all of it, and strict is the strictest."""
    modes = modes_of(counts)
    truth = sum(counts[name] for name in COLUMNS[:5])
    for name in ("strict", "exact", "partial", "type"):
        mode = modes[name]
        parts = ("correct", "incorrect", "partial", "missed")
        assert sum(mode[part] for part in parts) == truth
        assert modes["strict"]["correct"] <= mode["correct"]


def test_ratios_are_what_their_names_say():
    """F2 weighs recall twice: it is nearer to it than F1 is."""
    found = ratios(6, 12, 8)
    recall, precision = found["recall"], found["precision"]
    assert (recall, precision) == (0.5, 0.75)
    for beta, name in ((1, "f1"), (2, "f2")):
        expected = (1 + beta**2) * precision * recall / (beta**2 * precision + recall)
        assert found[name] == pytest.approx(expected)


def test_nothing_of_nothing_is_none():
    """Not 0, and not 1."""
    assert ratio(0, 0) is None
    assert set(ratios(0, 0, 0).values()) == {None}
    assert ratios(0, 3, 0) == {"recall": 0.0, "precision": None, "f1": 0.0, "f2": 0.0}
