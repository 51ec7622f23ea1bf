"""Drawing from distributions of several kinds, of which each row names its own."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.tables import Slots, slots


class SlotsByKind:
    """The inverse distributions of several kinds, one after the other in one table.

    Args:
        weight: Of the choices of each kind.
        bits: Each kind has 2**bits entries.
    """

    def __init__(self, weight: Sequence[ArrayLike], bits: int = 10) -> None:
        self._inverse = np.concatenate([slots(of_kind, bits) for of_kind in weight])
        self._bits = bits

    def pick(self, kind: NDArray[np.integer], bits: Bits) -> Slots:
        """A choice of each row's kind, with the upper bits."""
        within = (bits >> np.uint64(64 - self._bits)).astype(np.int64)
        return self._inverse.take((kind.astype(np.int64) << self._bits) + within)
