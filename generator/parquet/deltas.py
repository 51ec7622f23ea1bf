"""Parquet's encodings by differences: of whole numbers, and of strings by their lengths.

Each number is kept as its difference from the one before, packed in as many bits as the greatest of
32 of them needs. Strings are their lengths so kept, then the bytes of all of them at once, which
compresses faster and better than lengths and strings by turns.
"""

from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled, inlined
from leakbench.generator.parquet.levels import Bytes, offsets_of
from leakbench.generator.parquet.thrift import varint, zigzag

Part = tuple[int, int]

_PACK: Final = 32  # numbers of one width
_PACKS: Final = 4  # with one least difference
_BLOCK: Final = _PACK * _PACKS
_HEAD: Final = 10 + _PACKS  # bytes before a block's numbers, at most


def deltas(numbers: NDArray[np.integer]) -> bytes:
    """Whole numbers of 64 bits as ``DELTA_BINARY_PACKED``; of 32, if they are below ``1 << 31``.

    Args:
        numbers: From 0 if they have 32 bits, shape (n,).
    """
    blocks = len(numbers) // _BLOCK + 1
    out = np.empty(blocks * (_HEAD + _BLOCK * 8), np.uint8)
    size = _deltas(numbers, np.empty(_BLOCK, np.int64), out)
    first = int(numbers[0]) if len(numbers) else 0
    head = varint(_BLOCK) + varint(_PACKS) + varint(len(numbers)) + zigzag(first)
    return head + out[:size].tobytes()


def strings_by_lengths(array: pa.StringArray) -> bytes:
    """Strings without nulls as ``DELTA_LENGTH_BYTE_ARRAY``."""
    offsets, data = offsets_of(array), array.buffers()[2]
    lengths = deltas(np.diff(offsets))
    if data is None:
        return lengths
    return b"".join((lengths, memoryview(data)[offsets[0] : offsets[-1]]))


def plain_strings(array: pa.StringArray) -> bytes:
    """A few strings without nulls, each behind its length, as ``PLAIN``."""
    encoded = [text.encode() for text in array.to_pylist()]
    return b"".join(len(text).to_bytes(4, "little") + text for text in encoded)


@compiled
def _deltas(numbers: NDArray[np.integer], block: NDArray[np.int64], out: Bytes) -> int:
    at = 0
    for begin in range(1, len(numbers), _BLOCK):
        count = min(_BLOCK, len(numbers) - begin)
        least = np.int64(numbers[begin]) - np.int64(numbers[begin - 1])
        for i in range(count):
            block[i] = np.int64(numbers[begin + i]) - np.int64(numbers[begin + i - 1])
            least = min(least, block[i])
        at = _varint((np.uint64(least) << np.uint64(1)) ^ np.uint64(least >> 63), out, at)
        widths, at = at, at + _PACKS
        for pack in range(_PACKS):
            first, last = pack * _PACK, min((pack + 1) * _PACK, count)
            used = np.uint64(0)
            for i in range(first, last):
                used |= np.uint64(block[i] - least)
            width = 0
            while width < 64 and used >> np.uint64(width):
                width += 1
            out[widths + pack] = width
            if width:
                at = _packed(block, (first, last), least, width, out, at)
    return at


@inlined
def _varint(number: np.uint64, out: Bytes, at: int) -> int:
    while number > np.uint64(0x7F):
        out[at] = (number & np.uint64(0x7F)) | np.uint64(0x80)
        number >>= np.uint64(7)
        at += 1
    out[at] = number
    return at + 1


@inlined
def _packed(
    block: NDArray[np.int64],
    part: tuple[int, int],
    least: np.int64,
    width: int,
    out: Bytes,
    at: int,
) -> int:
    """Pack what the numbers of a part are more than the least; those that lack count as it."""
    first, last = part
    bits, count = np.uint64(0), 0
    for i in range(first, first + _PACK):
        more = np.uint64(block[i] - least) if i < last else np.uint64(0)
        left = width
        while left > 0:
            step = min(left, 32)
            bits |= (more & np.uint64(0xFFFFFFFF)) << np.uint64(count)
            more >>= np.uint64(32)
            count += step
            left -= step
            if count >= 32:
                for _ in range(4):
                    out[at] = bits & np.uint64(0xFF)
                    bits >>= np.uint64(8)
                    at += 1
                count -= 32
    return at
