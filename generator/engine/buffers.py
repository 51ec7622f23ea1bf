"""Arrow arrays over the memory of numpy arrays: nothing is copied, and nothing else imported.

``pyarrow.array`` looks at what it is given by way of pandas, whose import takes a quarter of a
second where it is installed.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def numbers(
    kind: pa.DataType, values: NDArray[np.number], valid: NDArray[np.uint8] | None = None
) -> pa.Array:
    """An array of numbers.

    Args:
        kind: Their Arrow type; it must be the array's own.
        values: The numbers, shape (n,), contiguous.
        valid: Bitmap of those that are not null; all by default.
    """
    bitmap = None if valid is None else pa.py_buffer(valid)
    return pa.Array.from_buffers(kind, len(values), [bitmap, pa.py_buffer(values)])


def strings(offsets: NDArray[np.int32], data: NDArray[np.uint8]) -> pa.StringArray:
    """An array of strings out of offsets, shape (n + 1,), and the bytes of all of them."""
    return pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data))


def names(texts: Sequence[str]) -> pa.StringArray:
    """An array of a few Python strings, such as the names that codes stand for."""
    encoded = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    return strings(offsets, np.frombuffer(b"".join(encoded), np.uint8))


def named(codes: NDArray[np.integer], texts: pa.StringArray) -> pa.DictionaryArray:
    """An array of names by code, shape (n,); the codes are taken at their word."""
    kind = pa.from_numpy_dtype(codes.dtype)
    return pa.DictionaryArray.from_arrays(numbers(kind, codes), texts, safe=False)


def values(column: pa.ChunkedArray) -> NDArray[np.number]:
    """The numbers of an Arrow column that holds no nulls, shape (n,)."""
    nothing = np.empty(0, column.type.to_pandas_dtype())
    return np.concatenate([nothing, *map(values_of, column.chunks)])


def values_of(array: pa.Array) -> NDArray[Any]:
    """The numbers of an Arrow array as they lie in its memory, shape (n,); at nulls anything."""
    kind = np.dtype(array.type.to_pandas_dtype())
    if not len(array):
        return np.empty(0, kind)
    return np.frombuffer(array.buffers()[1], kind, len(array), array.offset * kind.itemsize)
