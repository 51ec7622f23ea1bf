"""The headline as figures show it: F1 of every row on both sides, with intervals."""

from leakbench.benchmarks.figures.standings import Scored, StandingRow
from leakbench.benchmarks.reports.headline import Headline, Row, Side


def standing_rows(table: Headline) -> list[StandingRow]:
    """A line for each row that has a score on some side, in the order of the headline."""
    best = {side: {row.name for row in table.best(side)} for side in table.sides}
    rows = [
        StandingRow(
            row.name,
            {side: scored for side in table.sides if (scored := _scored(row, side))},
            ours=row.ours,
            best=frozenset(side for side in table.sides if row.name in best[side]),
        )
        for row in (*table.ranked, *table.ours)
    ]
    return [row for row in rows if row.sides]


def _scored(row: Row, side: Side) -> Scored | None:
    value = row.f1(side)
    if value is None:
        return None
    interval = row.sides[side].sums.interval("f1")
    return Scored(value) if interval is None else Scored(value, interval.low, interval.high)
