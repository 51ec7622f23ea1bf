"""Scores of a whole pool, from a sample that covers it first and is drawn at random then.

The covering records stand for themselves alone; each of the drawn stands for as many as there are
in the pool for one of them. Sums of found, true and predicted values weighed so are unbiased, and
their ratios are the scores of the pool but for an error that shrinks with the sample.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.statistics.bootstrap import METRICS, Interval, share_interval, whole_of


class SampleTally:
    """Counts a sample record by record, in its order.

    Args:
        covering: How many of its records cover every pair; they come first.
        pool: How many records the sample is of.
    """

    def __init__(self, covering: int, pool: int) -> None:
        self._covering = covering
        self._pool = pool
        self._counts: list[NDArray[np.float64]] = []

    def add(
        self,
        truth: NDArray[np.integer],
        found: NDArray[np.integer],
        predicted: NDArray[np.integer],
    ) -> None:
        """Take the records that follow the last ones, each of shape (records, labels)."""
        sums = [one.sum(axis=1) for one in (truth, found, predicted)]
        self._counts.append(np.stack(sums, axis=1).astype(np.float64))

    def score(self, metric: str) -> tuple[float, Interval] | None:
        """A score of the pool and its interval; None where there is no ratio."""
        counts = np.concatenate([np.zeros((0, 3)), *self._counts])
        certain, drawn = counts[: self._covering], counts[self._covering :]
        rest = self._pool - len(certain)
        weight = rest / len(drawn) if len(drawn) else 0.0
        truth, found, predicted = certain.sum(axis=0) + weight * drawn.sum(axis=0)
        whole = float(whole_of(metric, truth, predicted))
        if not whole:
            return None
        share = float(found) / whole
        if len(drawn) < 2:
            return share, Interval(0.0, 1.0)
        off = drawn[:, 1] - share * whole_of(metric, drawn[:, 0], drawn[:, 2])
        unseen = 1 - len(drawn) / rest  # what was seen whole has no error
        variance = rest**2 * unseen * float(np.var(off, ddof=1)) / len(drawn) / whole**2
        return share, share_interval(share, variance, len(drawn))

    def to_json(self) -> dict[str, Any]:
        """Every score of the pool that there is, with its interval."""
        found = {metric: self.score(metric) for metric in METRICS}
        return {
            metric: None if one is None else {"value": one[0], "interval": list(one[1])}
            for metric, one in found.items()
        }
