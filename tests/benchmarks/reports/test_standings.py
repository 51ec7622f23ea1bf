"""Tests of where a detector stands on one side."""

import pytest

from leakbench.benchmarks.reports.standings import standings_of

pytestmark = pytest.mark.slow


def test_everyone_stands_on_all_records(contest):
    """Truth is the same for all, and adds up over corpora; so do rows and families."""
    lists = [result for result in contest if result.noise is not None]
    whole = standings_of(lists)
    assert set(whole) == {"digits", "twin", "coarse", "forgetful", "ours"}
    assert len({standing.sums.truth for standing in whole.values()}) == 1
    corpora = ("legal_person", "clean_text")
    parts = [standings_of([r for r in lists if r.corpus == name]) for name in corpora]
    for name, standing in whole.items():
        assert standing.sums.truth == sum(part[name].sums.truth for part in parts)
        assert standing.sums.found == sum(part[name].sums.found for part in parts)
        assert standing.own[0] == sum(part[name].own[0] for part in parts)
        assert (standing.rows, standing.asked) == (200, 200)
        assert set(standing.families) == {"PHONE"}


def test_fine_scores_are_of_personal_labels_too(contest):
    """Who says the coarse name has none; truth is that of the coarse scores."""
    found = standings_of([result for result in contest if result.corpus == "legal_person"])
    assert found["coarse"].fine.found == 0
    assert found["coarse"].fine.truth == found["coarse"].sums.truth
