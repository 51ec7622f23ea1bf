"""Whether two lists of scores put the same detectors in the same order: rho and tau-b."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leakbench.benchmarks.statistics.bootstrap import (
    CONFIDENCE,
    REPLICATES,
    Interval,
    percentile_interval,
)

Floats = NDArray[np.float64]

FEWEST: Final = 3  # scores; two are in the same order or not, which says nothing of agreement


class RankAgreement(NamedTuple):
    """How far two rankings agree.

    Attributes:
        scores: How many scores were ranked.
        rho: Spearman's, with average ranks for ties; None if all scores of a list are equal.
        tau: Kendall's tau-b; None as for ``rho``.
        rho_interval: Of ``rho``; None where the replicates have none.
        tau_interval: Of ``tau``.
    """

    scores: int
    rho: float | None
    tau: float | None
    rho_interval: Interval | None
    tau_interval: Interval | None


def rank_agreement(
    a: ArrayLike,
    b: ArrayLike,
    *,
    redrawn: tuple[ArrayLike, ArrayLike] | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> RankAgreement:
    """Compare two rankings of the same detectors.

    Args:
        a: Scores in one place, shape (n,), such as F1 on generated records.
        b: Scores of the same detectors in another, shape (n,).
        redrawn: Both lists in R replicates of their records, shape (R, n) each. With them the
            intervals say how far other records would change the agreement of these detectors;
            without, how far another draw of detectors would.
        replicates: Draws of n detectors with replacement, where ``redrawn`` is not given.
        seed: Of those draws.
        confidence: Of the intervals.

    Raises:
        ValueError: The lists differ in length, are shorter than three, or hold what is no number.
    """
    one, other = np.asarray(a, np.float64), np.asarray(b, np.float64)
    if one.ndim != 1 or one.shape != other.shape:
        raise ValueError(f"scores of shape {one.shape} and {other.shape} are no two lists")
    if len(one) < FEWEST:
        raise ValueError(f"{len(one)} scores cannot be ranked: at least {FEWEST}")
    if not (np.isfinite(one).all() and np.isfinite(other).all()):
        raise ValueError("a score is not a finite number")
    if redrawn is None:
        chosen = np.random.default_rng(seed).integers(0, len(one), (replicates, len(one)))
        drawn = one[chosen], other[chosen]
    else:
        drawn = np.asarray(redrawn[0], np.float64), np.asarray(redrawn[1], np.float64)
        if drawn[0].shape != drawn[1].shape or drawn[0].shape[1:] != one.shape:
            shapes = f"{drawn[0].shape} and {drawn[1].shape}"
            raise ValueError(f"replicates of shape {shapes} are none of {len(one)} scores")
    rho, tau = _correlations(one[None], other[None])
    rhos, taus = _correlations(*drawn)
    return RankAgreement(
        len(one),
        _known(rho[0]),
        _known(tau[0]),
        percentile_interval(rhos, confidence),
        percentile_interval(taus, confidence),
    )


def _correlations(one: Floats, other: Floats) -> tuple[Floats, Floats]:
    """Rho and tau-b of each row of two arrays of shape (R, n); NaN where a row is constant."""
    signs = [np.sign(scores[:, :, None] - scores[:, None, :]) for scores in (one, other)]
    ranks = [sign.sum(axis=2) / 2 for sign in signs]  # average ranks, less their mean
    pairs = [sign.reshape(len(one), -1) for sign in signs]
    return _cosines(*ranks), _cosines(*pairs)


def _cosines(one: Floats, other: Floats) -> Floats:
    """Of each two rows. Of ranks around their mean this is rho, of signs of all pairs tau-b."""
    lengths = np.sqrt((one**2).sum(axis=1) * (other**2).sum(axis=1))
    with np.errstate(invalid="ignore"):
        return (one * other).sum(axis=1) / lengths


def _known(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)
