"""Copying short strings inside compiled kernels: sixteen bytes a step, past the end if need be.

A byte-by-byte loop costs more than everything else in rendering. Both buffers must have
``SLACK`` spare bytes behind what is read and written; whoever writes strings one after another
overwrites what was copied too much.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import inlined
from leakbench.generator.engine.intrinsics import copy_lanes

SLACK = 32

Bytes = NDArray[np.uint8]


@inlined
def copy_bytes(out: Bytes, at: int, source: Bytes, begin: int, size: int) -> int:
    """Copy ``size`` bytes to ``out[at:]`` and give the place behind them."""
    copy_lanes(source, begin, out, at, SLACK)  # most strings are as short, and none needs no room
    step = SLACK
    while step < size:
        copy_lanes(source, begin + step, out, at + step, SLACK)
        step += SLACK
    return at + size
