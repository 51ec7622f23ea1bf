"""Tests of the headline as figures show it."""

import pytest

from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.standing_rows import standing_rows

pytestmark = pytest.mark.slow


def test_a_row_has_the_scores_of_the_headline(contest):
    """On both sides, within their intervals, ours last and never the best."""
    table = headline(contest)
    rows = standing_rows(table)
    assert [row.name for row in rows] == [row.name for row in (*table.ranked, *table.ours)]
    for row, told in zip(rows, (*table.ranked, *table.ours), strict=True):
        assert row.ours == told.ours
        for side in ("real", "generated"):
            scored = row.sides[side]
            assert scored.value == told.f1(side)
            if scored.low is not None:
                assert scored.low <= scored.value <= scored.high
    assert any("real" in row.best for row in rows)
    assert not any(row.best for row in rows if row.ours)
