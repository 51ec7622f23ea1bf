"""Tests of the headline as Markdown and for the page."""

import pytest

from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.headline_tables import headline_table, page_headline

pytestmark = pytest.mark.slow


def cells(line):
    """The cells of a line of Markdown."""
    return [cell.strip() for cell in line.split("|")[1:-1]]


def test_the_table_has_both_sides_and_ours_apart(contest):
    """Every row as wide as its head; below the line nothing is bold, above it the best is."""
    first, margins = headline_table(headline(contest)).split("\n\n")
    lines = first.splitlines()
    assert len({len(cells(line)) for line in lines}) == 1
    at = next(place for place, line in enumerate(lines) if "shown, not ranked" in line)
    assert [cells(line)[0] for line in lines[at + 1 :]] == ["ours"]
    assert not any("**" in line for line in lines[at:])
    assert sum("**" in line for line in lines[:at]) >= 2
    assert "trained on real text" in first
    assert "of this house: shown" in first
    assert cells(margins.splitlines()[2])[0] == "real text"


def test_the_margin_has_an_interval_and_says_what_is_no_order(contest):
    """Equal answers at coarse depth are not told apart."""
    margins = headline_table(headline(contest)).split("\n\n")[1].splitlines()
    real = cells(margins[2])
    assert {real[1], real[3]} == {"coarse", "digits, twin"}
    assert real[5].startswith("0.000 (")
    assert real[5].endswith("not told apart")


def test_one_side_has_its_columns_alone(contest):
    """No overstatement without real text."""
    table = headline([result for result in contest if result.noise is not None])
    head = cells(headline_table(table).splitlines()[0])
    assert "overstated" not in head
    assert not any(name.startswith("real") for name in head)


def test_the_page_is_told_the_same(contest):
    """Scores with intervals, what is best, and ours apart with nothing best."""
    table = headline(contest)
    told = page_headline(table)
    assert [row["names"] for row in told["ranked"]] == [row.names for row in table.ranked]
    for row, shown in zip(table.ranked, told["ranked"], strict=True):
        for side in table.sides:
            score = shown[side]["f1"]
            assert score["value"] == row.f1(side)
            assert score["interval"].low <= score["value"] <= score["interval"].high
            assert score["best"] == any(row is one for one in table.best(side))
            assert shown[side]["fine"] == row.sides[side].fine.score("f1")
    assert not any(row[side]["f1"]["best"] for row in told["ours"] for side in table.sides)


def test_joules_have_a_column_where_the_machine_tells_them(contest, with_energy):
    """On the page too."""
    first = headline_table(headline(with_energy)).splitlines()
    assert cells(first[0])[-2:] == ["J/MB", "overstated"]
    assert cells(first[2])[-2] == "2.0"
    assert "J/MB" not in headline_table(headline(contest))
    joules = [
        page_headline(headline(some))["ours"][0]["joules_per_mb"] for some in (contest, with_energy)
    ]
    assert joules == [None, pytest.approx(2.0)]


def test_the_page_is_told_who_is_first_and_by_how_much(contest):
    """All that records do not tell apart are first; the margin is that of the Markdown."""
    table = headline(contest)
    told = page_headline(table)["lead"]
    assert list(told) == table.sides
    for side, first in told.items():
        order = table.in_order(side)
        assert first["best"] == [row.name for row in table.best(side)]
        assert first["second"] == order[1].name
        assert first["margin"] == order[0].f1(side) - order[1].f1(side)
        assert first["interval"].low <= first["margin"] <= first["interval"].high
    alone = page_headline(headline([one for one in contest if one.detector == "twin"]))["lead"]
    assert {first["second"] for first in alone.values()} == {None}
    ours = page_headline(headline([one for one in contest if one.detector == "ours"]))
    assert ours["lead"] == {}
