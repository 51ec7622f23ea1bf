"""Eight bytes of a text as one number, capitals as small letters: what words are compared by."""

import numpy as np

from leakbench.detectors.normalize.characters import Bytes
from leakbench.generator.engine.compiled import inner
from leakbench.generator.engine.intrinsics import load_u64

WIDTH = 8
_TWO = np.uint64(2)
# Of each byte: all bits but the highest, the highest, and what makes letters from A on, or those
# behind Z, overflow into it.
_LOW, _HIGH = np.uint64(0x7F7F7F7F7F7F7F7F), np.uint64(0x8080808080808080)
_FROM_A, _BEHIND_Z = np.uint64(0x3F3F3F3F3F3F3F3F), np.uint64(0x2525252525252525)


@inner
def _in_small_letters(eight: np.uint64) -> np.uint64:
    """Eight bytes with small letters for capitals."""
    low = eight & _LOW
    capitals = (low + _FROM_A ^ low + _BEHIND_Z) & ~eight & _HIGH
    return eight | capitals >> _TWO


@inner
def eight_before(data: Bytes, at: int) -> np.uint64:
    """The eight bytes before a place, the last one high; none are before the first of the data."""
    if at >= WIDTH:
        return _in_small_letters(load_u64(data, at - WIDTH))
    eight = np.uint64(0)
    for i in range(at):
        eight |= np.uint64(data[i]) << np.uint64(8 * (WIDTH - at + i))
    return _in_small_letters(eight)


@inner
def eight_from(data: Bytes, at: int) -> np.uint64:
    """The eight bytes from a place on, the first one low; none are behind the last of the data."""
    if at + WIDTH <= len(data):
        return _in_small_letters(load_u64(data, at))
    eight = np.uint64(0)
    for i in range(len(data) - at):
        eight |= np.uint64(data[at + i]) << np.uint64(8 * i)
    return _in_small_letters(eight)
