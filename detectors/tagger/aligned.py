"""Arrays whose rows do not lie across two lines of the cache, each of which would be fetched."""

from typing import Any, Final

import numpy as np
from numpy.typing import DTypeLike, NDArray

LINE: Final = 128  # bytes: two lines, which are fetched together


def aligned(shape: tuple[int, ...], kind: DTypeLike) -> NDArray[Any]:
    """An array with any content that begins where a line of the cache does."""
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    room = np.empty(size + LINE, np.uint8)
    begin = -room.ctypes.data % LINE
    return room[begin : begin + size].view(kind).reshape(shape)
