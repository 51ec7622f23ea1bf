"""How many times as fast one detector is as another, from rounds in which both answered."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from leakbench.benchmarks.statistics.bootstrap import Interval, percentile_interval

REPLICATES: Final = 4_000
CONFIDENCE: Final = 0.99  # of several detectors and corpora none is to seem slower by chance


class SpeedRatio(NamedTuple):
    """Throughput of one detector as a multiple of another's.

    Attributes:
        ratio: The median over rounds.
        interval: Of the ratio, by the bootstrap over rounds.
    """

    ratio: float
    interval: Interval


def speed_ratio(
    base: ArrayLike, head: ArrayLike, *, confidence: float = CONFIDENCE, seed: int = 0
) -> SpeedRatio:
    """Compare times that were taken in turn.

    What slows the machine down for a while slows both sides of a round, so that rounds are
    compared and not times of different moments.

    Args:
        base: Time that the one took in each round for some work, shape (rounds,), in any unit.
        head: Time that the other took for the same work.
        confidence: Of the interval.
        seed: Of the draws of rounds.

    Raises:
        ValueError: There is no round, or not the same number of both.
    """
    ratios = np.asarray(base, np.float64) / np.asarray(head, np.float64)
    if not len(ratios):
        raise ValueError("no round was timed")
    drawn = np.random.default_rng(seed).integers(0, len(ratios), (REPLICATES, len(ratios)))
    interval = percentile_interval(np.median(ratios[drawn], axis=1), confidence)
    if interval is None:
        raise ValueError("a round took no time")
    return SpeedRatio(float(np.median(ratios)), interval)
