"""Tests of levels out of results."""

import operator
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.identifiability import kinds
from leakbench.benchmarks.store.level_sums import Levels

PAIR = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda two: [sum(two), two[0]])
KEPT = st.fixed_dictionaries(
    {
        "labels": st.dictionaries(st.sampled_from(["MOBILE", "ADDRESS", "AMOUNT", "PERSON"]), PAIR),
        "records": PAIR,
        "files": st.dictionaries(st.integers(0, 100).map(str), st.integers(1, 3), max_size=3),
        "people": PAIR.map(lambda two: [*two, two[1]]),
        "exposure": st.fixed_dictionaries({"before": PAIR, "after": PAIR, "values": PAIR}),
    }
)


def share(counts, part, whole):
    """A ratio of sums; None for 0/0."""
    whole = sum(one[whole] for one in counts)
    return sum(one[part] for one in counts) / whole if whole else None


@given(st.lists(KEPT, min_size=1, max_size=4))
def test_counts_of_corpora_add_up(kept):
    """Every ratio is that of all counts together, whatever comes first."""
    levels = reduce(operator.add, map(Levels.of, kept))
    labels = [(label, counts) for one in kept for label, counts in one["labels"].items()]
    assert levels.spans == share([counts for _, counts in labels], 1, 0)
    for kind in ("direct", "quasi"):
        mine = [counts for label, counts in labels if kinds()[label] == kind]
        assert levels.recall_of_kind(kind) == share(mine, 1, 0)
    assert levels.whole_records == share([one["records"] for one in kept], 1, 0)
    assert levels.whole_people == share([one["people"] for one in kept], 1, 0)
    assert levels.people_noticed == share([one["people"] for one in kept], 2, 0)
    exposure = [one["exposure"] for one in kept]
    people = sum(one["people"][0] for one in kept)
    exposed = sum(sum(one["after"]) for one in exposure)
    left = sum(one["values"][1] for one in exposure)
    assert levels.exposed == (exposed / people if people else None)
    assert levels.exposed_per_100 == (100 * exposed / left if left else None)
    row = levels.row()
    assert (row["exposed"], row["direct"]) == (levels.exposed, levels.recall_of_kind("direct"))
    other = reduce(operator.add, map(Levels.of, kept[::-1]))
    assert sorted(other.populations) == sorted(levels.populations)
    assert (other.labels, other.files, other.after) == (levels.labels, levels.files, levels.after)


@given(KEPT)
def test_who_says_nothing_finds_nothing(kept):
    """Of the same records everything is left, and as many are told as before."""
    levels = Levels.of(kept)
    silent = levels.unanswered()
    assert silent.truth == levels.truth
    assert silent.spans in {0.0, None}
    assert silent.people_noticed in {0.0, None}
    assert silent.values_left in {1.0, None}
    assert silent.recall_of_files(0.5) in {0.0, None}
    assert (silent.after, silent.populations) == (levels.before, levels.populations)


@pytest.mark.parametrize(("part", "recall"), [(0.1, 0.4), (0.15, 0.9), (0.5, 0.9), (1.0, 1.0)])
def test_files_are_asked_from_the_worst_on(part, recall):
    """Of ten files the worst tenth is one."""
    files = {100: 2, 40: 1, 90: 7}
    assert Levels(files=files).recall_of_files(part) == recall


def test_without_files_there_is_no_recall_of_them():
    """Nor is there of people, where nobody is known."""
    nobody = Levels()
    assert nobody.recall_of_files(0.5) is nobody.whole_people is nobody.exposed is None
