"""Sums of truth, found and predicted over records, and how sure the ratios of them are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.modes import ratio
from leakbench.benchmarks.statistics.bootstrap import (
    Interval,
    difference_interval,
    moment_interval,
    whole_of,
)

NAMES: Final = ("truth", "found", "predicted")

# What ``whole_of`` multiplies truth and predictions by.
_WEIGHTS: Final = {"recall": (1, 0), "precision": (0, 1), "f1": (0.5, 0.5), "f2": (0.8, 0.2)}


@dataclass(frozen=True, slots=True)
class Sums:
    """What one detector did on some records; sums of several corpora add up.

    Attributes:
        truth: Values that count.
        found: Those of them that were found.
        predicted: Predictions that count.
        moments: Second moments as ``IntervalTally`` keeps them, shape (6,); None if not kept.
        drawn: Truth, found and predicted in each replicate, shape (3, R); None if not kept.
    """

    truth: int = 0
    found: int = 0
    predicted: int = 0
    moments: NDArray[np.float64] | None = None
    drawn: NDArray[np.float64] | None = None

    def __add__(self, other: "Sums") -> "Sums":
        """Join two corpora; what is not kept of one of them, is not of both."""
        return Sums(
            self.truth + other.truth,
            self.found + other.found,
            self.predicted + other.predicted,
            _added(self.moments, other.moments),
            _added(self.drawn, other.drawn),
        )

    @classmethod
    def of(cls, counted: tuple[int, int, int], kept: Mapping[str, Any] | None) -> "Sums":
        """Of counts, and the ``moments`` and ``drawn`` that a document has of them."""
        if not kept:
            return cls(*counted)
        drawn = np.array([kept["drawn"][name] for name in NAMES], np.float64)
        return cls(*counted, np.array(kept["moments"], np.float64), drawn)

    def unanswered(self) -> "Sums":
        """The same records, of which a detector says nothing."""
        moments, drawn = self.moments, self.drawn
        return Sums(
            self.truth,
            0,
            0,
            None if moments is None else moments * np.array([0, 0, 0, 1, 0, 0]),
            None if drawn is None else drawn * np.array([[1], [0], [0]]),
        )

    def score(self, metric: str) -> float | None:
        """Recall, precision, f1 or f2; None for 0/0."""
        return ratio(self.found, float(whole_of(metric, self.truth, self.predicted)))

    def interval(self, metric: str) -> Interval | None:
        """Of a score; None where it has none."""
        whole = float(whole_of(metric, self.truth, self.predicted))
        if self.moments is None or not whole:
            return None
        ff, ft, fp, tt, tp, pp = (float(one) for one in self.moments)
        on_truth, on_predicted = _WEIGHTS[metric]
        both = on_truth * ft + on_predicted * fp
        below = on_truth**2 * tt + 2 * on_truth * on_predicted * tp + on_predicted**2 * pp
        return moment_interval(self.found, whole, (ff, both, below)) if below else None

    def replicates(self, metric: str) -> NDArray[np.float64] | None:
        """A score in each replicate, shape (R,), NaN for 0/0; None if none are kept."""
        if self.drawn is None:
            return None
        below = whole_of(metric, self.drawn[0], self.drawn[2])
        return np.divide(self.drawn[1], below, out=np.full(len(below), np.nan), where=below > 0)


def _added(
    one: NDArray[np.float64] | None, other: NDArray[np.float64] | None
) -> NDArray[np.float64] | None:
    return None if one is None or other is None else one + other


def lead(one: Sums, other: Sums, metric: str) -> Interval | None:
    """The interval of how much better the first is on the same records; None if unknown."""
    sides = []
    for sums in (one, other):
        score, interval, drawn = sums.score(metric), sums.interval(metric), sums.replicates(metric)
        if score is None or interval is None or drawn is None:
            return None
        sides.append((score, interval, drawn))
    return difference_interval(sides[0], sides[1])


def as_good(best: Sums, other: Sums, metric: str) -> bool:
    """Whether the records do not tell two apart: the paired interval holds zero.

    Without intervals only an equal score is as good.
    """
    apart = lead(best, other, metric)
    if apart is None:
        return best.score(metric) == other.score(metric)
    return apart.low <= 0 <= apart.high
