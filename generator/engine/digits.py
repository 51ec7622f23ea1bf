"""Digits of whole numbers, written and read inside compiled kernels."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.ascii import ZERO
from leakbench.generator.engine.compiled import inlined

Bytes = NDArray[np.uint8]


@inlined
def put_digits(out: Bytes, at: int, number: int | np.integer, width: int) -> None:
    """Write the last ``width`` digits of a number that is not negative, zeros before it."""
    value = np.uint64(number)  # unsigned division by a constant is a multiplication
    for place in range(width - 1, -1, -1):
        quotient = value // np.uint64(10)
        out[at + place] = np.uint8(ZERO) + np.uint8(value - quotient * np.uint64(10))
        value = quotient


@inlined
def number_at(text: Bytes, at: int, width: int) -> int:
    """The number that ``width`` digits write; whether they are digits is not asked."""
    number = 0
    for place in range(at, at + width):
        number = number * 10 + text[place] - ZERO
    return number
