"""Where detectors stand on generated text and on real text, and which two change places."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.statistics.bootstrap import Interval, difference_interval
from leakbench.benchmarks.validity.scores import LabelScores


class Score(NamedTuple):
    """A metric of a detector somewhere.

    Attributes:
        value: Of a label, strictly.
        interval: Of it, over records.
        redrawn: It in replicates of the records, shape (R,).
    """

    value: float
    interval: Interval
    redrawn: NDArray[np.float64]


class Difference(NamedTuple):
    """How much more one score is than another, with its interval."""

    value: float
    interval: Interval

    @property
    def sure(self) -> bool:
        """Whether its 95% interval lies on one side of 0."""
        return bool(self.interval.low > 0 or self.interval.high < 0)


class Standing(NamedTuple):
    """A detector on generated text and on other text.

    Attributes:
        detector: Its name.
        before: Its score on generated text.
        after: Its score where values, or all, are real.
    """

    detector: str
    before: Score
    after: Score

    @property
    def overstated(self) -> Difference:
        """By how much generated text says more of it."""
        return less(self.before, self.after)


class DetectorPair(NamedTuple):
    """Two detectors in both places.

    Attributes:
        ahead: Who is better on generated text.
        behind: The other.
        before: How much the first is ahead on generated text: 0 or more.
        after: How much it is ahead in the other place; less than 0 if it is behind there.
    """

    ahead: Standing
    behind: Standing
    before: Difference
    after: Difference

    @property
    def changed(self) -> bool:
        """Whether they stand in one order here and in the other there."""
        return self.before.value > 0 > self.after.value

    @property
    def sure(self) -> bool:
        """Whether neither order may be chance."""
        return self.before.sure and self.after.sure


class SureOrder(NamedTuple):
    """How far orders agree that are no near-ties.

    Attributes:
        pairs: How many pairs have a sure order in both places.
        tau: Kendall's over these: 1 if all keep their order, -1 if all change it; None of none.
    """

    pairs: int
    tau: float | None


def score(scores: LabelScores, metric: str, name: str) -> Score:
    """What a detector has of a label; nothing true and nothing claimed is 0."""
    value, redrawn = scores.scores(metric, [name])
    interval = scores.interval(metric, name) or Interval(0.0, 1.0)
    return Score(float(value[0]), interval, redrawn[:, 0])


def less(one: Score, other: Score) -> Difference:
    """How much more the first is; paired where both are of the same records."""
    interval = difference_interval(
        (one.value, one.interval, one.redrawn), (other.value, other.interval, other.redrawn)
    )
    return Difference(one.value - other.value, interval)


def pairs(standings: Iterable[Standing]) -> list[DetectorPair]:
    """Every two detectors, by falling score on generated text; equal ones in the order given."""
    ranked = sorted(standings, key=lambda one: -one.before.value)
    return [
        DetectorPair(
            ahead, behind, less(ahead.before, behind.before), less(ahead.after, behind.after)
        )
        for ahead, behind in combinations(ranked, 2)
    ]


def sure_order(found: Sequence[DetectorPair]) -> SureOrder:
    """Kendall's tau over those pairs whose order is sure in both places."""
    sure = [pair for pair in found if pair.sure]
    if not sure:
        return SureOrder(0, None)
    changed = sum(pair.changed for pair in sure)
    return SureOrder(len(sure), 1 - 2 * changed / len(sure))
