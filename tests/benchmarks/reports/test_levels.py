"""Tests of levels by detector."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.levels import THRESHOLDS, level_table, tier_labels
from leakbench.benchmarks.store.level_sums import Levels
from leakbench.generator.entities import entities, known_labels

pytestmark = pytest.mark.slow

PERSONAL = [name for name, entity in entities().items() if entity.personal]


def tables(results):
    """By side, the counts of each row by its names."""
    return {
        table.side: {row.name: levels for row, levels in (*table.ranked, *table.ours)}
        for table in level_table(results, headline(results))
    }


def test_every_label_counts_for_one_tier():
    """Of those that are personal it is the lowest that the registry has."""
    tiers = {label: tier for tier, labels in tier_labels().items() for label in labels}
    assert tiers.keys() == known_labels()
    assert sum(map(len, tier_labels().values())) == len(tiers)
    assert tuple(tier_labels()) == THRESHOLDS
    personal = {name: entity for name, entity in entities().items() if entity.personal}
    assert {name: tiers[name] for name in personal} == {
        name: min(entity.tiers) for name, entity in personal.items()
    }


@given(st.dictionaries(st.sampled_from(PERSONAL), st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_recall_by_tier_is_that_of_its_labels(counts):
    """Label by label, as the registry has the lowest of them."""
    kept = {label: (found + missed, found) for label, (found, missed) in counts.items()}
    for tier, labels in tier_labels().items():
        mine = [kept[label] for label in kept if min(entities()[label].tiers) == tier]
        values = sum(counted for counted, _ in mine)
        expected = sum(found for _, found in mine) / values if values else None
        assert Levels(labels=kept).recall_of(labels) == expected


def test_sides_stand_apart_with_ours_below(contest):
    """In the rows of the headline; recall of all spans is the headline's."""
    table = headline(contest)
    found = level_table(contest, table)
    assert [one.side for one in found] == ["real", "generated"]
    for one in found:
        assert [row for row, _ in one.ranked] == list(table.ranked)
        assert [row.name for row, _ in one.ours] == ["ours"]
        for row, levels in (*one.ranked, *one.ours):
            assert levels.spans == pytest.approx(row.sides[one.side].sums.score("recall"))


def test_who_shares_no_label_found_nothing(contest):
    """As in the headline, so that all are of the same records."""
    odd = [
        replace(r, counts=None, levels=None, personal=None, not_comparable="shares no label")
        if (r.detector, r.corpus) == ("coarse", "legal_person")
        else r
        for r in contest
    ]
    coarse, others = tables(odd)["generated"]["coarse"], tables(odd)["generated"]["digits, twin"]
    assert (coarse.truth, coarse.spans) == (others.truth, 0.0)
    assert coarse.after == coarse.before == others.before


def test_an_older_result_leaves_a_gap(contest):
    """Who was counted by an older leakbench somewhere has no figures; nobody at all, no table."""
    old = [replace(r, levels=None) if r.detector == "coarse" else r for r in contest]
    found = tables(old)["generated"]
    assert found["coarse"] is None
    assert found["digits, twin"] is not None
    assert tables([replace(r, levels=None) for r in contest]) == {}
