"""Tests of operating points to read."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.operating import operating
from leakbench.benchmarks.reports.operating_table import operating_table

from .scored_results import HIGH, graded

pytestmark = pytest.mark.slow


def written(results):
    """The table of some results."""
    return operating_table(operating(headline(results), results))


def test_it_fits_a_terminal_and_sets_ours_apart(contest):
    """Seven columns within 80 characters, a table a side, marks as in the headline."""
    text = written(graded(contest, "forgetful", "ours"))
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    tables = text.split("\n\n")[:2]
    for name, table in zip(("real text", "generated lists"), tables, strict=True):
        rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()]
        assert {len(row) for row in rows} == {7}
        assert rows[0][0] == name
        assert [row[0] for row in rows[2:]] == [
            "forgetful", "*of this house: shown, not ranked*", "ours [t]",
        ]  # fmt: skip
    assert "[t] trained on these corpora." in " ".join(lines)


def test_its_figures_are_those_of_the_curve(contest):
    """With the threshold behind each that needs one."""
    results = graded(contest, "forgetful", "ours")
    told = operating(headline(results), results)
    (first, _), text = told.sides["real"], operating_table(told)
    row = [cell.strip() for cell in text.splitlines()[2].split("|")[1:-1]]
    point = first.curve.at_precision(0.95)
    assert row[1] == f"{first.curve.average_precision:.3f}"
    assert row[2] == f"{point.recall:.3f}@{point.threshold:g}".replace("@0", "@")
    assert row[4] == f"{first.curve.as_given.f1:.3f}"
    assert row[6] == f"{first.calibration_error:.3f}"
    assert first.curve.threshold[0] == HIGH


def test_those_without_a_curve_are_named_under_it(contest):
    """Who gives no scores, and whose scores nobody counted."""
    results = [
        replace(one, scores=None) if one.detector == "twin" else one
        for one in graded(contest, "forgetful", "ours")
    ]
    lines = written(results).splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("No scores"))
    assert " ".join(lines[at:]).endswith("leakbench counted: twin.")
    assert "coarse, digits." in " ".join(lines[at:])


def test_nobody_with_scores_is_said(contest):
    """No empty table."""
    text = written(contest)
    assert text.startswith("No detector with scores was counted.")
    assert "|" not in text
