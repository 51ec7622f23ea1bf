"""Where a detector stands on one side, real text or generated lists: all its records together."""

import operator
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from leakbench.benchmarks.scoring.modes import ratio
from leakbench.benchmarks.store.personal_sums import (
    declares,
    family_sums,
    fine_sums,
    personal_sums,
)
from leakbench.benchmarks.store.pooling import Place, place_of
from leakbench.benchmarks.store.results import Result
from leakbench.benchmarks.store.sums import Sums


class Standing(NamedTuple):
    """A detector on one side.

    Attributes:
        sums: Of personal values, at coarse depth.
        own: Of the values of labels that it declares, how many, and how many were found.
        fine: As ``sums``, at fine depth.
        families: By family, of those that it declares.
        rows: Records that it answered.
        asked: Records that the one who answered most did.
    """

    sums: Sums
    own: tuple[int, int]
    fine: Sums
    families: Mapping[str, Sums]
    rows: int
    asked: int

    @property
    def recall_own(self) -> float | None:
        """Recall over the labels that it declares."""
        return ratio(self.own[1], self.own[0])


def standings_of(results: Sequence[Result]) -> dict[str, Standing]:
    """Everyone who answered in all places; where one shares no label, it missed everything."""
    counted = {id(result): personal_sums(result) for result in results}
    wholes: dict[Place, Sums] = {}
    for result in results:
        told = counted[id(result)]
        if told is not None:
            place, (sums, _) = place_of(result), told
            if place not in wholes or wholes[place].truth < sums.truth:
                wholes[place] = sums
    by_name: dict[str, dict[Place, Result]] = {}
    for result in results:
        if result.failure is None and place_of(result) in wholes:
            by_name.setdefault(result.detector, {})[place_of(result)] = result
    most: dict[Place, int] = {}
    for result in results:
        most[place_of(result)] = max(most.get(place_of(result), 0), result.rows)
    asked = sum(most[place] for place in wholes)
    found = {}
    for name, mine in by_name.items():
        if set(mine) != set(wholes):
            continue
        parts = [counted[id(mine[place])] or (wholes[place].unanswered(), (0, 0)) for place in mine]
        found[name] = Standing(
            sums=reduce(operator.add, (sums for sums, _ in parts)),
            own=(sum(own for _, (own, _) in parts), sum(hit for _, (_, hit) in parts)),
            fine=_fine(mine, wholes),
            families=_families(mine.values()),
            rows=sum(result.rows for result in mine.values()),
            asked=asked,
        )
    return found


def _fine(mine: Mapping[Place, Result], wholes: Mapping[Place, Sums]) -> Sums:
    parts = (
        Sums(wholes[place].truth) if result.counts is None else fine_sums(result)
        for place, result in mine.items()
    )
    return reduce(operator.add, parts)


def _families(mine: Iterable[Result]) -> dict[str, Sums]:
    found: dict[str, Sums] = {}
    for result in mine:
        for family, sums in family_sums(result).items():
            if declares(result, family):
                found[family] = found.get(family, Sums()) + sums
    return found
