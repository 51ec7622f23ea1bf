"""Bootstrap replicates of sums, whose weights are a pure function of seed, replicate and unit.

A unit is what is drawn with replacement: a record, or a subject with all that is known of it. Its
weight in a replicate is Poisson with mean 1, a hash of its number. So batches are added, in any
order; two detectors on the same records have the same replicates, and their differences are paired;
and records with one unit's number stay together.
"""

from math import exp, factorial
from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leakbench.generator.engine.streams import Streams

Floats = NDArray[np.float64]

METRICS: Final = ("recall", "precision", "f1", "f2")
REPLICATES: Final = 1_000
CONFIDENCE: Final = 0.95
_BLOCK: Final = 4_096  # units whose weights are in memory at a time
_DRAWS: Final = 4  # weights out of 64 bits
_NOTHING: Final = 1e-15  # a variance that is rounding alone


class Interval(NamedTuple):
    """Where a figure lies, with the confidence that was asked for."""

    low: float
    high: float


def _poisson_table() -> NDArray[np.uint8]:
    """The weight for each of 65,536 equally likely draws: Poisson with mean 1."""
    shares = np.cumsum([exp(-1) / factorial(weight) for weight in range(12)])
    return np.searchsorted(shares, (np.arange(1 << 16) + 0.5) / (1 << 16)).astype(np.uint8)


_POISSON: Final = _poisson_table()


def replicate_sums(
    units: NDArray[np.int64],
    counts: NDArray[np.integer],
    *,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> NDArray[np.int64]:
    """Sum counts in every replicate. Sums of batches add up to those of all of them.

    Args:
        units: Number of the record, or of the subject, that each row of counts is of; shape (n,).
        counts: Shape (n,) or (n, k).
        replicates: How many, R.
        seed: Another seed is another set of replicates.

    Returns:
        Shape (R,) or (R, k).
    """
    columns = counts[:, None] if counts.ndim == 1 else counts
    used = np.flatnonzero(columns.any(axis=0))
    sums = np.zeros((replicates, columns.shape[1]), np.int64)
    for begin in range(0, len(units), _BLOCK):
        some = slice(begin, begin + _BLOCK)
        # Matrices of floats are multiplied much faster than those of whole numbers, and are exact.
        weights = _weights(units[some], replicates, seed).astype(np.float64)
        sums[:, used] += (weights @ columns[some][:, used].astype(np.float64)).astype(np.int64)
    return sums.reshape(replicates, *counts.shape[1:])


def _weights(units: NDArray[np.int64], replicates: int, seed: int) -> NDArray[np.uint8]:
    """The weights of units, shape (replicates, units)."""
    streams = Streams(seed, "bootstrap")
    weights = np.empty((-(-replicates // _DRAWS), _DRAWS, len(units)), np.uint8)
    for number, four in enumerate(weights):
        bits = streams.bits(str(number), units)
        for place in range(_DRAWS):
            four[place] = _POISSON[(bits >> np.uint64(16 * place)) & np.uint64(0xFFFF)]
    return weights.reshape(-1, len(units))[:replicates]


def whole_of(metric: str, truth: ArrayLike, predicted: ArrayLike) -> Floats:
    """What ``found`` is divided by to give a metric: each of ``METRICS`` is a ratio of sums."""
    spans, claims = np.asarray(truth, np.float64), np.asarray(predicted, np.float64)
    match metric:
        case "recall":
            return spans
        case "precision":
            return claims
        case "f1":
            return (spans + claims) / 2
        case "f2":
            return (4 * spans + claims) / 5
    raise ValueError(f"{metric!r} is none of {', '.join(METRICS)}")


def ratio_interval(
    part: float,
    whole: float,
    parts: ArrayLike,
    wholes: ArrayLike,
    confidence: float = CONFIDENCE,
) -> Interval | None:
    """The interval of a ratio of sums that lies between 0 and 1.

    Wilson's interval for the share of as many independent draws as have the replicates' variance.
    Unlike quantiles of the replicates it holds where nearly everything was found, and it has a
    width where everything was.

    Args:
        part: The sum above: what was found.
        whole: The sum below: what ``whole_of`` says.
        parts: The sum above in each replicate, shape (R,).
        wholes: The sum below in each replicate, shape (R,).
        confidence: How often such an interval holds the true ratio.

    Returns:
        None where there is no ratio.
    """
    if not whole:
        return None
    return share_interval(part / whole, *spread_of(whole, parts, wholes), confidence)


def spread_of(whole: float, parts: ArrayLike, wholes: ArrayLike) -> tuple[float, float]:
    """What ``share_interval`` asks of a ratio of sums: its variance, and how many units there are.

    Args:
        whole: The sum below; not 0.
        parts: As of ``ratio_interval``.
        wholes: As there. Of units of several sizes it takes more to vary as little as so many
            equal ones.
    """
    above, below = np.asarray(parts, np.float64), np.asarray(wholes, np.float64)
    has = below > 0
    if not has.any():
        return 0.0, 1.0
    return float(np.var(above[has] / below[has])), whole**2 / float(np.var(below))


def moment_interval(
    part: float,
    whole: float,
    moments: tuple[float, float, float],
    confidence: float = CONFIDENCE,
) -> Interval | None:
    """The interval of a ratio of sums, from second moments instead of replicates.

    Moments of sources that share no records add up, so this is the interval of several together.

    Args:
        part: The sum above.
        whole: The sum below.
        moments: Sums over records of above², above·below and below².
        confidence: How often such an interval holds the true ratio.

    Returns:
        None where there is no ratio.
    """
    if not whole:
        return None
    share = part / whole
    above, both, below = moments
    variance = (above - 2 * share * both + share**2 * below) / whole**2
    return share_interval(share, variance, whole**2 / below, confidence)


def share_interval(
    share: float,
    variance: float,
    units: float,
    confidence: float = CONFIDENCE,
    like: float | None = None,
) -> Interval:
    """Wilson's interval of a share, from its variance.

    The fewer the units, the less is known of the variance, which a dozen files have too small as
    often as too large; so it reaches as far as Student's t does, not the normal distribution.

    Args:
        share: 0 to 1.
        variance: Of the share over draws of the units.
        units: How many units there are.
        confidence: How often such an interval holds the true share.
        like: Where the variance is 0, as nothing was missed: ``draws_of`` another share of the same
            units, as which this one is taken to be as sure. Without it each unit is one draw.
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    draws = draws_of(share, variance, units) or like
    if draws is None:
        return _wilson(share, units, z)
    free = max(units - 1, 1.0)
    # Wallace's approximation of Student's t: within 1.2% from three degrees of freedom, and wider.
    t = (free * (exp((z * (8 * free + 3) / (8 * free + 1)) ** 2 / free) - 1)) ** 0.5
    return _wilson(share, draws, t)


def draws_of(share: float, variance: float, units: float) -> float | None:
    """How many independent draws have the variance of a share; None where it has none."""
    if variance <= _NOTHING:
        return None
    return share * (1 - share) / variance * max(units - 1, 1.0) / units


def _wilson(share: float, draws: float, z: float) -> Interval:
    square = z * z / draws
    middle = (share + square / 2) / (1 + square)
    half = z / (1 + square) * (share * (1 - share) / draws + square / (4 * draws)) ** 0.5
    # It holds the share, which rounding must not move out of it where all or nothing was found.
    return Interval(max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def difference_interval(
    a: tuple[float, Interval, Floats], b: tuple[float, Interval, Floats]
) -> Interval:
    """The interval of ``a - b``, two ratios on the same units.

    Put together from the intervals of both and the correlation of their replicates (Newcombe's
    method 10): where two detectors hardly ever differ it still has a width, as quantiles of the
    replicates of the difference would not.

    Args:
        a: A ratio, its interval, and its replicates, shape (R,); NaN are left out.
        b: The same of the other.
    """
    (share, interval, shares), (other, others_interval, others) = a, b
    has = ~(np.isnan(shares) | np.isnan(others))
    together = 0.0
    if has.any() and np.ptp(shares[has]) > 0 and np.ptp(others[has]) > 0:
        together = float(np.corrcoef(shares[has], others[has])[0, 1])
    down, up = reaches((share, *interval), (other, *others_interval), together)
    return Interval(share - other - float(down), share - other + float(up))


def reaches(
    a: tuple[ArrayLike, ArrayLike, ArrayLike],
    b: tuple[ArrayLike, ArrayLike, ArrayLike],
    together: ArrayLike,
) -> tuple[Floats, Floats]:
    """How far the interval of ``a - b`` goes down and up, by Newcombe's method 10.

    Args:
        a: Ratios with their low and high ends; all arguments broadcast.
        b: The same of the others.
        together: The correlation of both.
    """
    share, low, high = (np.asarray(one, np.float64) for one in a)
    other, others_low, others_high = (np.asarray(one, np.float64) for one in b)

    def reach(mine: Floats, theirs: Floats) -> Floats:
        squares = mine**2 - 2 * np.asarray(together) * mine * theirs + theirs**2
        root: Floats = np.sqrt(np.maximum(0.0, squares))
        return root

    return reach(share - low, others_high - other), reach(high - share, other - others_low)


def percentile_interval(replicates: ArrayLike, confidence: float = CONFIDENCE) -> Interval | None:
    """The quantiles of replicates of a difference or a correlation; NaN are left out.

    Returns:
        None if no replicate has a value.
    """
    values = np.asarray(replicates, np.float64)
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    tail = (1 - confidence) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return Interval(float(low), float(high))
