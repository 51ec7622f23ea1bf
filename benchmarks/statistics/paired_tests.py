"""Whether two detectors differ on the same records: a sign-flip permutation test, and Holm.

If two detectors are equally good, their answers to a unit could as well be exchanged. Each flip
exchanges those of about half of the units, a hash of whose numbers decides; the test counts in how
many flips the figures are as far apart as they are. Like the bootstrap's, sums of flips of batches
are added.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.streams import Streams

FLIPS: Final = 9_999
_BLOCK: Final = 512  # units whose flips are in memory at a time
_BITS: Final = 64
_ROUNDING: Final = 1e-12  # a ratio that comes out the same is as far apart


def flipped_sums(
    units: NDArray[np.int64],
    differences: NDArray[np.integer],
    *,
    flips: int = FLIPS,
    seed: int = 0,
) -> NDArray[np.int64]:
    """Sum differences, each unit's with the sign of every flip.

    Args:
        units: Number of the record or subject that each row is of; shape (n,).
        differences: Counts of one detector less those of the other; shape (n, k).
        flips: How many, R.
        seed: Another seed is another set of flips.

    Returns:
        Shape (R, k).
    """
    used = np.flatnonzero(differences.any(axis=0))
    sums = np.zeros((flips, differences.shape[1]), np.int64)
    differ = differences.any(axis=1)
    units, columns = units[differ], differences[differ][:, used].astype(np.float64)
    for begin in range(0, len(units), _BLOCK):
        some = slice(begin, begin + _BLOCK)
        kept = _coins(units[some], flips, seed).astype(np.float64) @ columns[some]
        sums[:, used] += (2 * kept - columns[some].sum(axis=0)).astype(np.int64)
    return sums


def _coins(units: NDArray[np.int64], flips: int, seed: int) -> NDArray[np.bool_]:
    """Which units keep their sign in which flip, shape (flips, units)."""
    streams = Streams(seed, "sign flips")
    place = np.arange(_BITS, dtype=np.uint64)[:, None]
    blocks = [
        (streams.bits(str(number), units) >> place) & np.uint64(1)
        for number in range(-(-flips // _BITS))
    ]
    return np.concatenate(blocks)[:flips].astype(np.bool_)


def p_value(observed: float, flipped: NDArray[np.float64]) -> float:
    """The two-sided p of a difference.

    Args:
        observed: The difference.
        flipped: The same in each flip; where it does not exist (NaN) it counts as far apart.
    """
    near = np.abs(flipped) < abs(observed) - _ROUNDING
    return float((1 + np.count_nonzero(~near)) / (1 + len(flipped)))


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjust the p of several tests together, so that one false alarm in any of them is rare.

    Args:
        p_values: One a test, in any order.

    Returns:
        The adjusted p in the same order.
    """
    values = np.asarray(p_values, np.float64)
    order = np.argsort(values, kind="stable")
    scaled = values[order] * np.arange(len(values), 0, -1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(scaled))
    return [float(value) for value in adjusted]
