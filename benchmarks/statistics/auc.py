"""How often a score puts one of a kind above one of another: the area under the ROC curve."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leakbench.benchmarks.statistics.bootstrap import CONFIDENCE, Interval, share_interval


class Auc(NamedTuple):
    """An area under the curve.

    Attributes:
        value: .5 where scores say nothing, 1 where they part the two kinds.
        variance: DeLong's.
        units: Scores of the kind of which there are fewer.
    """

    value: float
    variance: float
    units: int


def auc(above: ArrayLike, below: ArrayLike) -> Auc:
    """The share of the pairs in which the first is higher; of equal ones half.

    Args:
        above: Scores of the kind that ought to be higher, shape (m,), at least two.
        below: Scores of the other, shape (n,), at least two.
    """
    high, low = np.asarray(above, np.float64), np.asarray(below, np.float64)
    of_high, of_low = _beaten(high, low), 1 - _beaten(low, high)
    variance = np.var(of_high, ddof=1) / len(high) + np.var(of_low, ddof=1) / len(low)
    return Auc(float(of_high.mean()), float(variance), min(len(high), len(low)))


def mean_auc(parts: Sequence[Auc], confidence: float = CONFIDENCE) -> tuple[float, Interval]:
    """The mean of several on different scores, such as the folds of a cross-validation."""
    value = float(np.mean([one.value for one in parts]))
    variance = float(sum(one.variance for one in parts)) / len(parts) ** 2
    units = sum(one.units for one in parts)
    return value, share_interval(value, variance, units, confidence)


def _beaten(scores: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of the others that each score is above; equal ones count half."""
    order = np.sort(others)
    sides = [np.searchsorted(order, scores, side=side) for side in ("left", "right")]
    return np.asarray(sum(sides) / (2 * len(order)), np.float64)
