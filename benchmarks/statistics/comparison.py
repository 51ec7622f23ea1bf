"""Two detectors on the same records: how far apart they are, label by label."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.record_counts import RecordCounts
from leakbench.benchmarks.statistics.bootstrap import (
    REPLICATES,
    Interval,
    difference_interval,
    draws_of,
    replicate_sums,
    share_interval,
    spread_of,
    whole_of,
)
from leakbench.benchmarks.statistics.detectable_effect import detectable_effect
from leakbench.benchmarks.statistics.few_units import Shortage, UnitsSeen, shortage
from leakbench.benchmarks.statistics.paired_tests import FLIPS, flipped_sums, holm, p_value

ALL: Final = "all"
"""Stands for every label together."""
ALPHA: Final = 0.05
"""The p, corrected, from which on down a difference is usually believed."""

_SIDES: Final = ([0, 1, 2], [0, 3, 4])  # truth, found and predicted of each of two detectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How far one metric of two detectors is apart.

    Attributes:
        metric: One of ``METRICS``.
        label: What it is of; ``ALL`` is every label together.
        support: True spans.
        units: What was drawn again in which it could differ, counted up to ``few_units.MOST``.
        a: The metric of the first detector; None for 0/0.
        b: Of the second.
        difference: ``b - a``; None where one has none, as the rest is then.
        interval: Of the difference, by the bootstrap.
        p: Of the sign-flip permutation test, two-sided.
        p_adjusted: The same after Holm's correction over all that was tested together.
        detectable: The difference that so many records, or as many as were asked about, show in
            four comparisons of five.
        units: Those in which it could differ, of what was drawn again; counted up to
            ``few_units.MOST``.
    """

    metric: str
    label: str
    support: int
    a: float | None
    b: float | None
    difference: float | None = None
    interval: Interval | None = None
    p: float | None = None
    p_adjusted: float | None = None
    detectable: float | None = None
    units: int = 0

    def to_json(self) -> dict[str, Any]:
        """Its values under their names, the interval as ``low`` and ``high``."""
        low, high = self.interval or (None, None)
        return {
            "metric": self.metric,
            "label": self.label,
            "support": self.support,
            "units": self.units,
            "a": self.a,
            "b": self.b,
            "difference": self.difference,
            "low": low,
            "high": high,
            "p": self.p,
            "p_adjusted": self.p_adjusted,
            "detectable": self.detectable,
        }


def adjusted(differences: Sequence[Difference]) -> list[Difference]:
    """The same with Holm's correction over all of them that were tested."""
    tested = [one.p for one in differences if one.p is not None]
    values = iter(holm(tested))
    return [one if one.p is None else replace(one, p_adjusted=next(values)) for one in differences]


def too_few(
    differences: Sequence[Difference], alpha: float, tests: int | None = None
) -> Shortage | None:
    """Whether there are so few units that none of the differences can be told, however large.

    Args:
        differences: Of one pair of detectors on the same records.
        alpha: The p, corrected, from which on down a difference counts.
        tests: How many are corrected together; those of these differences if None.
    """
    tested = sum(one.p is not None for one in differences) if tests is None else tests
    return shortage(max((one.units for one in differences), default=0), tested, alpha)


class PairedCounts:
    """Counts of two detectors on the same records, with their replicates and flips.

    Attributes:
        labels: The n labels of the label space.
        records: How many were added.
        single: Whether each record was a unit of its own.
    """

    def __init__(self, labels: Sequence[str], *, seed: int = 0) -> None:
        self.labels = tuple(labels)
        self.records = 0
        self.single = True
        self._seed = seed
        self._units = UnitsSeen(len(labels))
        # Truth, then found and predicted of the first and of the second.
        self._sums = np.zeros((5, len(labels)), np.int64)
        self._replicates = np.zeros((REPLICATES, 5, len(labels)), np.int64)
        # Found and predicted of the second less those of the first.
        self._flips = np.zeros((FLIPS, 2, len(labels)), np.int64)

    def add(self, units: NDArray[np.int64], a: RecordCounts, b: RecordCounts) -> None:
        """Take a batch.

        Args:
            units: What is drawn again: the number of each record or of its subject, shape (n,).
            a: Counts of the first detector on the n records.
            b: Counts of the second on the same.
        """
        columns = np.stack([a.truth, a.found, a.predicted, b.found, b.predicted], axis=1)
        apart = np.stack([b.found - a.found, b.predicted - a.predicted], axis=1)
        self.records += len(units)
        self.single &= len(np.unique(units)) == len(units)
        self._units.add(units, a.truth, a.predicted + b.predicted)
        self._sums += columns.sum(axis=0)
        drawn = replicate_sums(units, columns.reshape(len(units), -1), seed=self._seed)
        self._replicates += drawn.reshape(self._replicates.shape)
        flipped = flipped_sums(units, apart.reshape(len(units), -1), seed=self._seed)
        self._flips += flipped.reshape(self._flips.shape)

    def seen(self) -> list[str]:
        """Labels that occur in truth or predictions."""
        return [self.labels[at] for at in np.flatnonzero(self._sums.sum(axis=0))]

    def difference(self, metric: str, label: str = ALL, planned: int | None = None) -> Difference:
        """How far a metric is apart.

        Args:
            metric: One of ``METRICS``.
            label: One of the labels, or ``ALL``.
            planned: Records that the detectable difference is for; as many as were added if None.
        """
        at = None if label == ALL else self.labels.index(label)
        of = slice(None) if at is None else slice(at, at + 1)
        sums = self._sums[:, of].sum(axis=1)
        drawn = self._replicates[:, :, of].sum(axis=2).T
        a, b = (_Side.of(metric, sums[some], drawn[some]) for some in _SIDES)
        bare = Difference(
            metric=metric,
            label=label,
            support=int(sums[0]),
            units=self._units.count(metric, at),
            a=None if a is None else a.ratio,
            b=None if b is None else b.ratio,
        )
        if a is None or b is None:
            return bare
        interval = difference_interval(b.beside(a), a.beside(b))
        apart = b.ratio - a.ratio
        return replace(
            bare,
            difference=apart,
            interval=interval,
            p=p_value(apart, self._flipped(metric, sums, of)),
            detectable=detectable_effect(interval, self.records, planned or self.records),
        )

    def _flipped(self, metric: str, sums: NDArray[np.int64], of: slice) -> NDArray[np.float64]:
        """The difference in each flip, which parts the sums of both detectors anew."""
        truth, found_a, predicted_a, found_b, predicted_b = (int(one) for one in sums)
        found, predicted = self._flips[:, :, of].sum(axis=2).T
        both, claimed = found_a + found_b, predicted_a + predicted_b
        return _ratios(both + found, whole_of(metric, 2 * truth, claimed + predicted)) - _ratios(
            both - found, whole_of(metric, 2 * truth, claimed - predicted)
        )


@dataclass(frozen=True, slots=True)
class _Side:
    """A metric of one of the two: its value, its variance, the units, and its replicates."""

    ratio: float
    spread: tuple[float, float]
    ratios: NDArray[np.float64]

    @classmethod
    def of(cls, metric: str, sums: NDArray[np.int64], drawn: NDArray[np.int64]) -> "_Side | None":
        """From truth, found and predicted: their sums, shape (3,), and replicates, (3, R).

        Returns:
            None for 0/0.
        """
        truth, found, predicted = (int(one) for one in sums)
        whole = float(whole_of(metric, truth, predicted))
        if not whole:
            return None
        wholes = whole_of(metric, drawn[0], drawn[2])
        spread = spread_of(whole, drawn[1], wholes)
        return cls(found / whole, spread, _ratios(drawn[1], wholes))

    @property
    def draws(self) -> float | None:
        """How many independent draws are as sure; None where nothing varies."""
        return draws_of(self.ratio, *self.spread)

    def beside(self, other: "_Side") -> tuple[float, Interval, NDArray[np.float64]]:
        """What ``difference_interval`` asks of this one beside another.

        How alike the values of a file are shows where some are missed. Where one of the two missed
        none, the other one tells: both read the same values of the same files.
        """
        return self.ratio, share_interval(self.ratio, *self.spread, like=other.draws), self.ratios


def _ratios(parts: NDArray[np.int64], wholes: NDArray[np.float64]) -> NDArray[np.float64]:
    """NaN for 0/0."""
    return np.divide(parts, wholes, out=np.full(len(parts), np.nan), where=wholes > 0)
