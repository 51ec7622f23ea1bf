"""The smallest difference that a comparison of so many records would find."""

from statistics import NormalDist
from typing import Final

from leakbench.benchmarks.statistics.bootstrap import CONFIDENCE, Interval

POWER: Final = 0.8


def detectable_effect(
    interval: Interval,
    records: int,
    planned: int,
    *,
    confidence: float = CONFIDENCE,
    power: float = POWER,
) -> float:
    """The minimum detectable effect.

    Args:
        interval: Of a difference on some records.
        records: How many those were.
        planned: How many are to be compared.
        confidence: Of the interval; one less it is how often equal detectors seem to differ.
        power: How often a difference of this size is to be found.

    Returns:
        A difference, in the unit of the interval.
    """
    sided = NormalDist().inv_cdf((1 + confidence) / 2)
    error = (interval.high - interval.low) / (2 * sided)
    return (sided + NormalDist().inv_cdf(power)) * error * float(records / planned) ** 0.5
