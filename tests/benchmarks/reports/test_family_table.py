"""Tests of who is best at what."""

import pytest

from leakbench.benchmarks.reports.family_table import family_table
from leakbench.benchmarks.reports.headline import headline

pytestmark = pytest.mark.slow


def test_only_those_that_declare_a_family_are_compared(contest):
    """Nobody looks for names; telephone numbers are compared on both sides, ours beside."""
    lines = family_table(headline(contest)).splitlines()[2:]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    assert [row[:2] for row in rows] == [["PHONE", "real text"], ["PHONE", "generated lists"]]
    for row in rows:
        assert row[3] in {"coarse", "digits, twin"}
        assert row[8] == "ours"
    assert rows[0][2] == "60"


def test_one_alone_has_no_runner_up(contest):
    """A dash stands for it."""
    alone = [result for result in contest if result.detector == "digits"]
    row = family_table(headline(alone)).splitlines()[2]
    assert "| digits | 1.000 | – | – | – | – | – |" in row
