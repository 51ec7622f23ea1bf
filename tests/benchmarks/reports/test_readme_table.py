"""Tests of the headline as the READMEs have it."""

import pytest

from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.readme_table import readme_table

pytestmark = pytest.mark.slow


def cells(line):
    """The cells of a line of Markdown."""
    return [cell.strip() for cell in line.split("|")[1:-1]]


def test_it_is_the_headline_in_six_narrow_columns(contest):
    """The same order and scores as the headline; bold above the line only."""
    table = headline(contest)
    head, _, *lines = readme_table(table).splitlines()
    assert len(cells(head)) == 6
    rows = [cells(line) for line in lines]
    assert all(len(line) <= 80 for line in lines)
    names = [row.name for row in table.ranked]
    assert [row[0] for row in rows[: len(names)]] == names
    assert [row[0] for row in rows[len(names) + 1 :]] == [row.name for row in table.ours]
    assert any("**" in cell for row in rows[: len(names)] for cell in row)
    assert not any("**" in cell for row in rows[len(names) :] for cell in row)
    for row, shown in zip(table.ranked, rows, strict=False):
        assert f"{row.f1('real'):.3f}" in shown[1]
        assert f"{row.f1('generated'):.3f}" in shown[2]


def test_a_side_without_results_is_a_dash(contest):
    """Where nothing real was scored, nothing is overstated either."""
    table = headline([one for one in contest if one.noise is not None])
    *_, last = readme_table(table).splitlines()
    assert cells(last)[1] == "–"
    assert cells(last)[-1] == "–"
