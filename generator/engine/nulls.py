"""What is there and what is missing of an Arrow column of numbers, in one pass."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.engine.buffers import values_of
from leakbench.generator.engine.compiled import compiled


class Parted(NamedTuple):
    """The numbers of a column apart from its nulls.

    Attributes:
        values: Those that are there, shape (m,).
        there: Whether each of the column's is, shape (n,).
        missing: The places of the others, shape (n - m,).
    """

    values: NDArray[np.integer]
    there: NDArray[np.bool_]
    missing: NDArray[np.int64]


def parted(array: pa.Array) -> Parted:
    """Part a column of numbers; it is copied only where it has nulls.

    Args:
        array: Numbers, shape (n,).
    """
    kind = np.dtype(array.type.to_pandas_dtype())
    size = len(array)
    if not array.null_count:
        return Parted(values_of(array), np.ones(size, np.bool_), np.empty(0, np.int64))
    found = Parted(np.empty(size, kind), np.empty(size, np.bool_), np.empty(size, np.int64))
    bits = np.frombuffer(array.buffers()[0], np.uint8)
    count = _part(values_of(array), bits, array.offset, found)
    return Parted(found.values[:count], found.there, found.missing[: size - count])


@compiled
def _part(numbers: NDArray[np.integer], bits: NDArray[np.uint8], offset: int, found: Parted) -> int:
    count = 0
    for i in range(len(numbers)):
        there = (bits[(offset + i) >> 3] >> ((offset + i) & 7)) & 1
        found.there[i] = there
        found.values[count] = numbers[i]
        found.missing[i - count] = i
        count += there
    return count
