"""What a detector says it can find, in the labels of a scoring."""

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.labels import DEPTHS, OUT_OF_SCOPE, Depth, LabelSpace
from leakbench.generator.entities import known_labels


def covered(space: LabelSpace, declared: Collection[str]) -> dict[Depth, NDArray[np.bool_]]:
    """Which labels of truth a detector can find at each depth, by what it declares.

    Args:
        space: The labels of the scoring.
        declared: The detector's ``labels``; a coarse one (PHONE) covers its whole family, but not
            at fine depth, where it is never right.

    Returns:
        A mask over the codes of the space for each depth.
    """
    codes = _codes(space, declared)
    fine = np.zeros(len(space.labels), np.bool_)
    fine[codes[codes != OUT_OF_SCOPE]] = True
    coarse = fine | fine[space.families]
    return dict(zip(DEPTHS, (fine, coarse, coarse), strict=True))


def nothing_shared(
    corpus: str, space: LabelSpace, labels: Iterable[str], declared: Collection[str] | None
) -> str | None:
    """Why the scores of a detector on a corpus would mean nothing; None if they mean something.

    Args:
        corpus: The corpus's name, for the sentence.
        space: The labels of the scoring; what it restricts them to is kept to.
        labels: What the truth may carry.
        declared: The detector's ``labels``; nothing, if nobody knows them.

    Returns:
        A sentence where they have no label in common, not even at coarse depth.
    """
    if not declared:
        return None
    sides = (space.truth_codes(sorted(labels)), _codes(space, declared))
    families = [set(space.families[codes[codes != OUT_OF_SCOPE]].tolist()) for codes in sides]
    if not families[0].isdisjoint(families[1]):
        return None
    return f"not comparable: shares no label with {corpus}"


def _codes(space: LabelSpace, declared: Collection[str]) -> NDArray[np.int16]:
    """Codes of what is declared; a label that nobody knows can never be right."""
    return space.predicted_codes(sorted(known_labels().intersection(declared)))
