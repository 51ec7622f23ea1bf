"""What is left of a text after everything that a detector found in it has been blotted out."""

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.spans import SpanArrays
from leakbench.generator.engine.compiled import compiled


@compiled
def left_over(truth: SpanArrays, predicted: SpanArrays) -> NDArray[np.bool_]:
    """True spans of which a character can still be read, under whatever label others were found.

    Args:
        truth: True spans, by position.
        predicted: Predicted spans, by position; what they cover is gone.

    Returns:
        Shape (truth,).
    """
    left = np.ones(len(truth.cell), np.bool_)
    first = 0
    for i in range(len(left)):
        cell, reach = truth.cell[i], truth.start[i]
        # Those that end before this value begins are of no use to any later one.
        while first < len(predicted.cell) and (
            predicted.cell[first] < cell
            or (predicted.cell[first] == cell and predicted.end[first] <= reach)
        ):
            first += 1
        j = first
        while (
            j < len(predicted.cell)
            and predicted.cell[j] == cell
            and predicted.start[j] <= reach < truth.end[i]
        ):
            reach = max(reach, predicted.end[j])
            j += 1
        left[i] = reach < truth.end[i]
    return left
