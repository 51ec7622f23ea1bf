"""Recall of records, people, files, kinds of identifiers and legal tiers, and what a miss costs.

The rows of the headline, ours apart from those of others, in its order.
"""

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from typing import Final

from leakbench.benchmarks.reports.headline import Headline, Row, Side
from leakbench.benchmarks.store.directory import latest
from leakbench.benchmarks.store.level_sums import Levels
from leakbench.benchmarks.store.pooling import place_of
from leakbench.benchmarks.store.results import Result
from leakbench.benchmarks.triage.tiers import rule_of
from leakbench.generator.entities import known_labels
from leakbench.generator.persons.tier_counts import THRESHOLDS

__all__ = ["THRESHOLDS", "LevelTable", "level_table", "tier_labels"]

WORST: Final = 0.1
"""The share of the files that are called the worst."""


@dataclass(frozen=True, slots=True)
class LevelTable:
    """One side: real text, or generated lists.

    Attributes:
        side: Which.
        ranked: Rows of others with their counts; None where an older leakbench counted.
        ours: Those of this house.
    """

    side: Side
    ranked: tuple[tuple[Row, Levels | None], ...]
    ours: tuple[tuple[Row, Levels | None], ...]

    @property
    def told(self) -> list[Levels]:
        """Counts of all rows that have some."""
        return [levels for _, levels in (*self.ranked, *self.ours) if levels is not None]


def level_table(results: Sequence[Result], table: Headline) -> list[LevelTable]:
    """The tables of each side on which somebody was counted so."""
    found = []
    for side in table.sides:
        here = [one for one in latest(results) if (one.noise is None) == (side == "real")]
        counted = _counted(here)
        ranked, ours = (
            tuple((row, counted.get(row.names[0])) for row in rows if side in row.sides)
            for rows in (table.ranked, table.ours)
        )
        one = LevelTable(side, ranked, ours)
        if one.told:
            found.append(one)
    return found


def _counted(results: Sequence[Result]) -> dict[str, Levels]:
    """Everyone's counts over all places; where one shares no label, it found nothing."""
    wholes: dict[tuple[str, str | None, str], Levels] = {}
    for result in results:
        if result.levels is not None:
            levels, place = Levels.of(result.levels), place_of(result)
            if place not in wholes or wholes[place].truth < levels.truth:
                wholes[place] = levels
    by_name: dict[str, list[Levels | None]] = {}
    for result in results:
        told = None if result.levels is None else Levels.of(result.levels)
        if result.not_comparable is not None and place_of(result) in wholes:
            told = wholes[place_of(result)].unanswered()
        by_name.setdefault(result.detector, []).append(told)
    return {
        name: reduce(operator.add, known)
        for name, some in by_name.items()
        if len(known := [one for one in some if one is not None]) == len(some)
    }


@cache
def tier_labels() -> Mapping[int, frozenset[str]]:
    """Labels by the threshold that a list of each alone counts for, where courts differ the lowest.

    As ``legal_tiers.toml`` says.
    """
    tiers = {
        label: min(rule_of([label], [], has_event_times=False).tiers) for label in known_labels()
    }
    return {
        tier: frozenset(label for label, mine in tiers.items() if mine == tier)
        for tier in THRESHOLDS
    }
