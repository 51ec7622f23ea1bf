"""How far each of several ratios is from each other one, on the same units, all at once."""

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.statistics.bootstrap import reaches

Floats = NDArray[np.float64]

_NOTHING = 1e-15  # a variance that is rounding alone


def all_reaches(scores: Floats, bounds: Floats, replicates: Floats) -> tuple[Floats, Floats]:
    """What ``difference_interval`` says of every two of some ratios.

    Args:
        scores: The ratios, shape (n,); NaN for 0/0.
        bounds: Low and high of each, shape (n, 2).
        replicates: Of each, shape (n, R); NaN are left out, pair by pair.

    Returns:
        How far the interval of row less column goes below and above their difference, both (n, n),
        NaN where one has no ratio.
    """
    low, high = bounds.T
    rows = scores[:, None], low[:, None], high[:, None]
    return reaches(rows, (scores, low, high), _correlations(replicates))


def _correlations(replicates: Floats) -> Floats:
    """Of every two rows over the columns that both have; 0 where one of them does not vary."""
    has = ~np.isnan(replicates)
    many = has.sum(axis=1, keepdims=True)
    middle = np.where(has, replicates, 0.0).sum(axis=1, keepdims=True) / np.maximum(1, many)
    apart = np.where(has, replicates - middle, 0.0)
    counted = has.astype(np.float64)
    shared = np.maximum(1.0, counted @ counted.T)
    sums = apart @ counted.T  # of the row, where the column has a value too
    squares = (apart**2) @ counted.T / shared - (sums / shared) ** 2
    products = apart @ apart.T / shared - sums * sums.T / shared**2
    varies = (squares > _NOTHING) & (squares.T > _NOTHING)
    scale = np.sqrt(np.where(varies, squares * squares.T, 1.0))
    together: Floats = np.where(varies, np.clip(products / scale, -1.0, 1.0), 0.0)
    return together
