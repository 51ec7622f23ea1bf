"""What a detector says it can find, in the labels of a scoring."""

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.labels import DEPTHS, OUT_OF_SCOPE, Depth, LabelSpace


def covered(space: LabelSpace, declared: Collection[str]) -> dict[Depth, NDArray[np.bool_]]:
    """Which labels of truth a detector can find at each depth, by what it declares.

    Args:
        space: The labels of the scoring.
        declared: The detector's ``labels``; a coarse one (PHONE) covers its whole family, but not
            at fine depth, where it is never right.

    Returns:
        A mask over the codes of the space for each depth.
    """
    codes = space.predicted_codes(sorted(declared))
    fine = np.zeros(len(space.labels), np.bool_)
    fine[codes[codes != OUT_OF_SCOPE]] = True
    coarse = fine | fine[space.families]
    return dict(zip(DEPTHS, (fine, coarse, coarse), strict=True))


def shares_a_label(space: LabelSpace, labels: Iterable[str], declared: Collection[str]) -> bool:
    """Whether a detector and a truth have a label in common, be it at coarse depth.

    Args:
        space: The labels of the scoring; what it restricts them to is kept to.
        labels: What the truth may carry.
        declared: The detector's ``labels``.
    """
    sides = (space.truth_codes(sorted(labels), "fine"), space.predicted_codes(sorted(declared)))
    families = [set(space.families[codes[codes != OUT_OF_SCOPE]].tolist()) for codes in sides]
    return not families[0].isdisjoint(families[1])
