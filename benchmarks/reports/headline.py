"""The first table: every detector on real text and on generated lists, ours shown and not ranked.

Personal values at coarse depth, all records of a side together; what a detector does not declare it
misses. Detectors whose answers are the same are one row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal

from leakbench.benchmarks.reports.standings import Standing, standings_of
from leakbench.benchmarks.scoring.modes import ratio
from leakbench.benchmarks.scoring.personal import is_personal
from leakbench.benchmarks.store.directory import latest
from leakbench.benchmarks.store.false_alarms import alarm_characters, alarms_of
from leakbench.benchmarks.store.marks import is_ours, marks_of
from leakbench.benchmarks.store.pooling import Place, Pool
from leakbench.benchmarks.store.results import Result
from leakbench.benchmarks.store.same_answers import alike
from leakbench.benchmarks.store.sums import as_good
from leakbench.detectors.marks import Mark

Side = Literal["real", "generated"]
SIDES: Final[tuple[Side, ...]] = ("real", "generated")
MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One detector, or several whose answers are the same.

    Attributes:
        names: Theirs.
        marks: What a reader must know of them.
        sides: Where it was scored on all that others were.
        false_alarms: Predictions in 1,000 characters without anybody; None if it was not asked.
        mb_per_s: Of the fastest name, on generated lists if it was timed there.
        joules_per_mb: Of the most frugal name, of the same records; None where no machine told.
        core_hours: For a million of these records, of the fastest name.
        price: In money for a million records, of the cheapest name; None where none was paid.
    """

    names: tuple[str, ...]
    marks: tuple[str, ...]
    sides: Mapping[Side, Standing]
    false_alarms: float | None
    mb_per_s: float | None
    joules_per_mb: float | None = None
    core_hours: float | None = None
    price: float | None = None

    @property
    def name(self) -> str:
        """All names."""
        return ", ".join(self.names)

    @property
    def ours(self) -> bool:
        """Whether it is of this house: shown, not ranked."""
        return Mark.HOUSE in self.marks

    def f1(self, side: Side) -> float | None:
        """F1 on a side; None where it was not scored."""
        standing = self.sides.get(side)
        return None if standing is None else standing.sums.score("f1")

    @property
    def overstated(self) -> float | None:
        """How much higher F1 is on generated lists, mean over families that real text has."""
        if len(self.sides) < len(SIDES):
            return None
        real, generated = (self.sides[side].families for side in SIDES)
        apart = [
            (generated[family].score("f1") or 0.0) - (real[family].score("f1") or 0.0)
            for family in real
            if real[family].truth and family in generated and generated[family].truth
        ]
        return fmean(apart) if apart else None


@dataclass(frozen=True, slots=True)
class Headline:
    """The table.

    Attributes:
        ranked: Detectors of others, the best on real text first.
        ours: Those of this house, in the same order.
        partly: Detectors that were not asked about all records of any side.
    """

    ranked: tuple[Row, ...]
    ours: tuple[Row, ...]
    partly: tuple[str, ...]

    @property
    def sides(self) -> list[Side]:
        """Those that somebody was scored on."""
        rows = (*self.ranked, *self.ours)
        return [side for side in SIDES if any(side in row.sides for row in rows)]

    def families(self) -> list[tuple[str, bool]]:
        """Families that somebody declares and has, and whether they are personal; those first."""
        rows = (*self.ranked, *self.ours)
        seen = {
            family: True
            for row in rows
            for standing in row.sides.values()
            for family, sums in standing.families.items()
            if sums.truth
        }
        told = [(family, is_personal(family)) for family in sorted(seen)]
        return sorted(told, key=lambda one: not one[1])

    def best(self, side: Side, metric: str = "f1") -> list[Row]:
        """The best of the ranked, then those that the records do not tell apart from it."""
        scored = self.in_order(side, metric)
        if not scored:
            return []
        first = scored[0].sides[side].sums
        return [
            row
            for row in scored
            if row is scored[0] or as_good(first, row.sides[side].sums, metric)
        ]

    def in_order(self, side: Side, metric: str = "f1") -> list[Row]:
        """The ranked that have a score on a side, the best first."""
        scored = [
            (score, row)
            for row in self.ranked
            if side in row.sides and (score := row.sides[side].sums.score(metric)) is not None
        ]
        return [row for _, row in sorted(scored, key=lambda one: (-one[0], one[1].name))]


def headline(results: Iterable[Result]) -> Headline:
    """Make the table of results; of several runs of one thing the last counts."""
    chosen = latest(results)
    by_name: dict[str, list[Result]] = {}
    for result in chosen:
        by_name.setdefault(result.detector, []).append(result)
    sides: dict[str, dict[Side, Standing]] = {name: {} for name in by_name}
    for side in SIDES:
        here = [one for one in chosen if (one.noise is None) == (side == "real")]
        for name, standing in standings_of(here).items():
            sides[name][side] = standing
    characters = alarm_characters(chosen)
    rows = [
        _row(names, {name: by_name[name] for name in names}, sides[names[0]], characters)
        for names in _groups(by_name)
        if sides[names[0]]
    ]
    rows.sort(key=lambda row: (*(-(row.f1(side) or 0.0) for side in SIDES), row.name))
    return Headline(
        ranked=tuple(row for row in rows if not row.ours),
        ours=tuple(row for row in rows if row.ours),
        partly=tuple(sorted(name for name in by_name if not sides[name])),
    )


def _groups(by_name: Mapping[str, Sequence[Result]]) -> list[tuple[str, ...]]:
    """Names whose answers are the same, ours apart from those of others."""
    ours = {name for name, some in by_name.items() if is_ours(some)}
    others = {name: some for name, some in by_name.items() if name not in ours}
    return [*alike(others), *alike({name: by_name[name] for name in ours})]


def _row(
    names: tuple[str, ...],
    mine: Mapping[str, Sequence[Result]],
    sides: Mapping[Side, Standing],
    characters: Mapping[Place, int],
) -> Row:
    marks = {mark for name in names for mark in marks_of(mine[name])}
    timed = [pool for name in names if (pool := _timed(mine[name])) is not None]
    rates = [pool.mb_per_s for pool in timed if pool.mb_per_s is not None]
    records = [rate for pool in timed if (rate := pool.records_per_s)]
    paid = [Pool(name, tuple(mine[name])).price for name in names]
    prices = [price for price in paid if price is not None]
    joules = [pool.joules_per_mb for pool in timed if pool.joules_per_mb is not None]
    return Row(
        names=names,
        marks=tuple(mark.value for mark in Mark if mark.value in marks),
        sides=sides,
        false_alarms=_alarms(mine[names[0]], characters),
        mb_per_s=max(rates, default=None),
        joules_per_mb=min(joules, default=None),
        core_hours=min((MILLION / rate / 3600 for rate in records), default=None),
        price=min((MILLION * price for price in prices), default=None),
    )


def _timed(results: Sequence[Result]) -> Pool | None:
    timed = [one for one in results if one.timing is not None]
    chosen = [one for one in timed if one.noise is not None] or timed
    return Pool(results[0].detector, tuple(chosen)) if chosen else None


def _alarms(results: Sequence[Result], characters: Mapping[Place, int]) -> float | None:
    """Spurious predictions in 1,000 characters of the corpus without anybody."""
    told = [some for result in results if (some := alarms_of(result, characters)) is not None]
    return ratio(1000 * sum(spurious for spurious, _ in told), sum(shown for _, shown in told))
