"""The exact test of a share of one half: as many successes by chance, or more."""

from math import exp, lgamma, log, log1p
from typing import Final

import numpy as np

_REACH: Final = 6  # in roots of the trials: terms further out are less than 1e-30 of the first


def log_tail(successes: int, trials: int) -> float:
    """Natural logarithm of the chance of so many heads or more in tosses of a fair coin.

    It goes on where the chance itself is too small for a number. Of a thousand million tosses it is
    right to five decimals, of fewer to more.

    Args:
        successes: Heads, from 0 to ``trials``.
        trials: Tosses.
    """
    if not successes:
        return 0.0
    if 2 * successes <= trials:
        return log1p(-exp(log_tail(trials - successes + 1, trials)))
    first = lgamma(trials + 1) - lgamma(successes + 1) - lgamma(trials - successes + 1)
    ahead = np.arange(1, min(trials - successes, int(_REACH * trials**0.5) + 1) + 1)
    ratios = np.log((trials - successes - ahead + 1) / (successes + ahead))
    return min(0.0, first - trials * log(2) + log1p(float(np.exp(np.cumsum(ratios)).sum())))
