"""Results of several corpora as one: counts, moments and bytes add up, ratios follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.bootstrap import (
    Interval,
    difference_interval,
    moment_interval,
    whole_of,
)
from leakbench.benchmarks.counts import ratio
from leakbench.benchmarks.results import Result


@dataclass(frozen=True, slots=True)
class Pool:
    """What one detector did on some corpora.

    Attributes:
        detector: Its name.
        results: One for each corpus on which it did not fail, at least one.
    """

    detector: str
    results: tuple[Result, ...]

    @property
    def sums(self) -> tuple[int, int, int]:
        """Truth, found and predicted, strict, over all labels."""
        counts = [result.counts for result in self.results if result.counts is not None]
        return (
            sum(one.support() for one in counts),
            sum(one.count("exact_same") for one in counts),
            sum(one.count("predicted") for one in counts),
        )

    @property
    def moments(self) -> NDArray[np.int64] | None:
        """Second moments as ``IntervalTally`` keeps them, shape (6,); None if a result has none."""
        kept = [result.intervals["moments"] for result in self.results if result.intervals]
        return None if len(kept) < len(self.results) else np.sum(kept, axis=0)

    @property
    def drawn(self) -> NDArray[np.float64] | None:
        """Truth, found and predicted in each replicate, shape (3, R); None if there are none."""
        kept: list[dict[str, Any]] = [
            result.intervals["drawn"] for result in self.results if result.intervals
        ]
        if len(kept) < len(self.results):
            return None
        names = ("truth", "found", "predicted")
        return np.sum([[one[name] for name in names] for one in kept], axis=0).astype(np.float64)

    def score(self, metric: str) -> float | None:
        """Strict recall, precision, f1 or f2; None for 0/0."""
        truth, found, predicted = self.sums
        return ratio(found, float(whole_of(metric, truth, predicted)))

    def interval(self, metric: str) -> Interval | None:
        """Of a score; None where it has none."""
        moments = self.moments
        if moments is None:
            return None
        ff, ft, fp, tt, tp, pp = (float(one) for one in moments)
        truth, found, predicted = self.sums
        on_truth, on_predicted = _WEIGHTS[metric]
        both = on_truth * ft + on_predicted * fp
        below = on_truth**2 * tt + 2 * on_truth * on_predicted * tp + on_predicted**2 * pp
        whole = float(whole_of(metric, truth, predicted))
        return moment_interval(found, whole, (ff, both, below))

    @property
    def mb_per_s(self) -> float | None:
        """Bytes of all corpora by the seconds they take; None if one was not timed."""
        seconds = amount = 0.0
        for result in self.results:
            rate = result.timing.mb_per_s() if result.timing is not None else None
            if result.timing is None or not rate:
                return None
            size = sum(result.timing.bytes) / 1e6
            seconds += size / rate
            amount += size
        return ratio(amount, seconds)


# What ``whole_of`` multiplies truth and predictions by.
_WEIGHTS = {"recall": (1, 0), "precision": (0, 1), "f1": (0.5, 0.5), "f2": (0.8, 0.2)}


def pools(results: Sequence[Result]) -> list[Pool]:
    """A pool for each detector that was scored on every corpus that any was, by name.

    A detector that failed somewhere has another sum of corpora, and is left out.
    """
    by_name: dict[str, list[Result]] = {}
    for result in results:
        if result.counts is not None:
            by_name.setdefault(result.detector, []).append(result)
    every = {_place(result) for result in results if result.counts is not None}
    return [
        Pool(name, tuple(mine))
        for name, mine in sorted(by_name.items())
        if {_place(result) for result in mine} == every
    ]


def _place(result: Result) -> tuple[str, str | None, str]:
    return result.corpus, result.noise, result.track


def as_good(best: Pool, other: Pool, metric: str) -> bool:
    """Whether the records do not tell two pools apart: the paired interval holds zero.

    Without intervals only an equal score is as good.
    """
    sides = []
    for pool in (best, other):
        score, interval, drawn = pool.score(metric), pool.interval(metric), pool.drawn
        if score is None or interval is None or drawn is None:
            return best.score(metric) == other.score(metric)
        below = whole_of(metric, drawn[0], drawn[2])
        ratios = np.divide(drawn[1], below, out=np.full(len(below), np.nan), where=below > 0)
        sides.append((score, interval, ratios))
    low, high = difference_interval(sides[0], sides[1])
    return low <= 0 <= high
