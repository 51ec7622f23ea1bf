"""How many records each batch has: so many at random within a class, the same for every detector.

A detector that is made for batches of one size, or that counts its calls, gains nothing. Sizes are
a pure function of the seed, so that a run can be repeated.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any, Final

import numpy as np

from leakbench.generator.engine.streams import Streams

SPREAD: Final = 4  # sizes are up to a quarter below and above the usual one


@dataclass(frozen=True, slots=True)
class BatchSizes:
    """Sizes of a class.

    Attributes:
        seed: Of the draws.
        low: The smallest batch.
        high: The largest.
    """

    seed: int
    low: int
    high: int

    @classmethod
    def around(cls, rows: int, seed: int) -> "BatchSizes":
        """The class of batches of about so many rows."""
        return cls(seed, max(1, rows - rows // SPREAD), rows + rows // SPREAD)

    def drawn(self, name: str) -> Iterator[int]:
        """Sizes without end; another name is another sequence."""
        streams = Streams(self.seed, f"batch sizes/{name}")
        span = np.uint64(self.high - self.low + 1)
        for at in count():
            (bits,) = streams.bits("rows", np.array([at], np.int64))
            yield self.low + int(bits % span)

    def to_json(self) -> dict[str, Any]:
        """As it stands in a result."""
        return asdict(self)
