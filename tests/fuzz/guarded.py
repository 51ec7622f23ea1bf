"""Memory that ends, or begins, where a page begins that nobody may read.

Bounds checks see what kernels index; what they load as vectors, they see not. A load that leaves
this memory ends the process.
"""

import ctypes
import mmap

import numpy as np
import pyarrow as pa

_PAGE = mmap.PAGESIZE
_NOTHING = 0  # PROT_NONE
_LIBRARY = ctypes.CDLL(None, use_errno=True)


class _Pages:
    """Pages of memory between two that are closed."""

    def __init__(self, size):
        self.size = -(-max(size, 1) // _PAGE) * _PAGE
        self.memory = mmap.mmap(-1, self.size + 2 * _PAGE)
        self.begin = ctypes.addressof(ctypes.c_char.from_buffer(self.memory)) + _PAGE
        for closed in (self.begin - _PAGE, self.begin + self.size):
            if _LIBRARY.mprotect(ctypes.c_void_p(closed), ctypes.c_size_t(_PAGE), _NOTHING):
                raise OSError(ctypes.get_errno(), "mprotect")


def guarded(content, *, at_end=True):
    """An Arrow buffer with these bytes, right before a closed page or right behind one."""
    size = len(content)
    pages = _Pages(size)
    begin = pages.begin + (pages.size - size if at_end else 0)
    ctypes.memmove(begin, bytes(content), size)
    return pa.foreign_buffer(begin, size, base=pages)


def column_of(cells, *, at_end=True):
    """A column of type ``string`` of such memory, whatever bytes its cells are."""
    offsets = np.cumsum([0, *map(len, cells)], dtype=np.int32).tobytes()
    buffers = [guarded(offsets, at_end=at_end), guarded(b"".join(cells), at_end=at_end)]
    return pa.StringArray.from_buffers(len(cells), *buffers)
