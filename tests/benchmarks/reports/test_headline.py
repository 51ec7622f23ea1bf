"""Tests of the first table."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.reports.headline import headline

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def table(contest):
    """The table of all results."""
    return headline(contest)


def test_the_same_answers_are_one_row(table):
    """With all names and marks; who calls the same spans something else is another."""
    names = [row.names for row in (*table.ranked, *table.ours)]
    assert ("digits", "twin") in names
    assert ("coarse",) in names
    assert next(row for row in table.ranked if "twin" in row.names).marks == ("patterns",)


def test_ours_is_shown_and_neither_ranked_nor_best(table):
    """Though it answers as the best do."""
    assert [row.name for row in table.ours] == ["ours"]
    for side in table.sides:
        for metric in ("f1", "recall", "precision"):
            assert not any(row.ours for row in table.best(side, metric))


def test_a_coarse_name_is_as_right_as_a_fine_one(table):
    """At fine depth it is wrong on lists, which tell mobiles from landlines."""
    coarse, digits = (
        next(row for row in table.ranked if name in row.names) for name in ("coarse", "digits")
    )
    assert coarse.f1("generated") == digits.f1("generated") > 0
    assert coarse.sides["generated"].fine.found == 0
    assert 0 < digits.sides["generated"].fine.found <= digits.sides["generated"].sums.found


def test_who_is_not_told_apart_is_as_good(table):
    """On real text all numbers are found, or all but those of texts of some lengths."""
    best = [row.name for row in table.best("real")]
    assert set(best) == {"coarse", "digits, twin"}
    assert [row.name for row in table.in_order("real")][-1] == "forgetful"


def test_own_labels_are_those_that_are_declared(table):
    """Real text has a name for each number, and nobody looks for names."""
    row = next(row for row in table.ranked if "digits" in row.names)
    standing = row.sides["real"]
    assert standing.recall_own == 1.0
    assert standing.sums.score("recall") == 0.5


def test_false_alarms_are_of_text_without_anybody(contest, table):
    """Of everybody, whether labels are shared or not."""
    alarms = {row.name: row.false_alarms for row in (*table.ranked, *table.ours)}
    assert all(rate is not None for rate in alarms.values())
    (one,) = (r for r in contest if (r.corpus, r.detector) == ("clean_text", "digits"))
    assert alarms["digits, twin"] == one.summary()["false_alarms_per_1000"]
    assert all(
        row.false_alarms is None
        for row in headline([r for r in contest if r.corpus != "clean_text"]).ranked
    )


def test_overstatement_is_over_labels_that_real_text_has(table):
    """PHONE alone, of those that anybody declares; without real text there is none."""
    row = next(row for row in table.ranked if "digits" in row.names)
    phones = [row.sides[side].families["PHONE"].score("f1") for side in ("generated", "real")]
    assert row.overstated == phones[0] - phones[1]


def test_one_side_alone_has_no_overstatement(contest):
    """And is the only one."""
    alone = headline([result for result in contest if result.noise is not None])
    assert alone.sides == ["generated"]
    assert {row.overstated for row in alone.ranked} == {None}


def test_who_was_not_asked_everywhere_is_named(contest):
    """A sum over fewer records is not compared."""
    some = [r for r in contest if r.detector != "forgetful" or r.corpus == "legal_person"]
    broken = [replace(r, failure="gone", counts=None) if r.detector == "twin" else r for r in some]
    table = headline(broken)
    assert table.partly == ("forgetful", "twin")


def test_who_shares_no_label_missed_everything(contest):
    """Its values count as missed."""
    changed = [
        replace(r, counts=None, personal=None, not_comparable="shares no label")
        if (r.detector, r.corpus) == ("forgetful", "real")
        else r
        for r in contest
    ]
    (row,) = (row for row in headline(changed).ranked if "forgetful" in row.names)
    assert row.sides["real"].sums.found == 0
    assert row.sides["real"].sums.truth == 120


def test_families_say_what_is_personal(table):
    """Telephone numbers are; the family is there as somebody declares it."""
    assert ("PHONE", True) in table.families()
