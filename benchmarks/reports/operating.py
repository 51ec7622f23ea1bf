"""Detectors that give scores, on each side of the headline: their curves and calibration.

All records of a side together, as in the headline; a corpus of which a detector finds no label is
missed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from leakbench.benchmarks.reports.headline import Headline, Row, Side
from leakbench.benchmarks.statistics.operating_points import (
    PRECISIONS,
    Curve,
    Point,
    ScoreHistogram,
    calibration_error,
    curve_of,
    reliability,
)
from leakbench.benchmarks.store.directory import latest
from leakbench.benchmarks.store.pooling import place_of
from leakbench.benchmarks.store.results import Result
from leakbench.detectors.marks import Mark

_SHOWN = 3  # decimals of a curve on the page, where points closer together are one


@dataclass(frozen=True, slots=True)
class Scored:
    """A detector that gives scores, on one side.

    Attributes:
        name: Its name.
        marks: What a reader must know of it.
        histogram: Its predictions by score.
        curve: What follows from them.
    """

    name: str
    marks: tuple[str, ...]
    histogram: ScoreHistogram
    curve: Curve

    @property
    def ours(self) -> bool:
        """Whether it is of this house: shown, not ranked."""
        return Mark.HOUSE in self.marks

    @property
    def calibration_error(self) -> float | None:
        """How far its scores are from the share that is right."""
        return calibration_error(self.histogram)


@dataclass(frozen=True, slots=True)
class Operating:
    """Who gives scores, and who does not.

    Attributes:
        sides: By side the detectors with a curve, the highest average precision first.
        equal: Those whose scores are all equal.
        unknown: Those whose scores an older leakbench did not count.
    """

    sides: Mapping[Side, tuple[Scored, ...]]
    equal: tuple[str, ...]
    unknown: tuple[str, ...]


def operating(table: Headline, results: Iterable[Result]) -> Operating:
    """Pool the scores of every detector of a headline.

    Args:
        table: Made of these results.
        results: Of several runs of one thing the last counts.
    """
    by_name: dict[str, list[Result]] = {}
    for result in latest(results):
        by_name.setdefault(result.detector, []).append(result)
    sides: dict[Side, list[Scored]] = {side: [] for side in table.sides}
    equal, unknown = set(), set()
    for row in (*table.ranked, *table.ours):
        for name in row.names:
            pooled = {side: _pooled(row, side, by_name[name]) for side in row.sides}
            for side, histogram in pooled.items():
                if histogram is not None and (curve := curve_of(histogram)) is not None:
                    sides[side].append(Scored(name, row.marks, histogram, curve))
            known = [histogram for histogram in pooled.values() if histogram is not None]
            if len(known) < len(pooled):
                unknown.add(name)
            elif not any(histogram.gives_scores for histogram in known):
                equal.add(name)
    return Operating(
        sides={side: tuple(sorted(some, key=_order)) for side, some in sides.items() if some},
        equal=tuple(sorted(equal)),
        unknown=tuple(sorted(unknown)),
    )


def _order(one: Scored) -> tuple[bool, float, str]:
    return one.ours, -one.curve.average_precision, one.name


def _pooled(row: Row, side: Side, results: Sequence[Result]) -> ScoreHistogram | None:
    """All predictions of a side; None if an older leakbench counted some of them."""
    here = {place_of(one): one for one in results if (one.noise is None) == (side == "real")}
    counted = [one.histogram() for one in here.values() if one.counts is not None]
    known = [one for one in counted if one is not None]
    if len(known) < len(counted):
        return None
    whole = reduce(add, known, ScoreHistogram.empty())
    return ScoreHistogram(whole.right, whole.wrong, row.sides[side].sums.truth)


def page_operating(told: Operating) -> dict[str, Any]:
    """The same as the page shows it."""
    return {
        "sides": {side: [_object(one) for one in some] for side, some in told.sides.items()},
        "equal": told.equal,
        "unknown": told.unknown,
    }


def _object(one: Scored) -> dict[str, Any]:
    curve = one.curve
    columns = (curve.recall, curve.precision, curve.threshold)
    points = dict.fromkeys(
        tuple(round(float(value), _SHOWN) for value in point)
        for point in zip(*columns, strict=True)
    )
    return {
        "detector": one.name,
        "marks": one.marks,
        "ours": one.ours,
        "average_precision": curve.average_precision,
        "at": [_told(curve.at_precision(least)) for least in PRECISIONS],
        "given": _told(curve.as_given),
        "best": _told(curve.best),
        "calibration_error": one.calibration_error,
        "curve": list(points),
        "reliability": [part._asdict() for part in reliability(one.histogram)],
    }


def _told(point: Point | None) -> dict[str, float] | None:
    return None if point is None else point._asdict()
