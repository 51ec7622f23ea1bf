"""The levels of Parquet: what lists, nulls and values there are, apart from the values.

Levels say where a row begins (repetition) and how much of a value is there (definition). They and
codes are written as one run: of equal numbers, or of numbers packed bit by bit.
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.parquet.thrift import varint

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int32]
Words = NDArray[np.uint32]


def offsets_of(array: pa.Array) -> Ints:
    """Where each string or list begins, and the end, shape (n + 1,); not from 0 in a slice."""
    buffer = array.buffers()[1]
    if buffer is None or not len(array):
        return np.zeros(1, np.int32)
    return np.frombuffer(buffer, np.int32)[array.offset : array.offset + len(array) + 1]


def of_lists(offsets: Ints) -> tuple[bytes, bytes]:
    """The levels of lists and their items.

    Returns:
        Of repetition, 0 where a row begins and 1 at its other items; and of definition, 1 for an
        item and 0 for a list without items.
    """
    size = count(offsets)
    repetition, definition = np.zeros((2, (size + 7) // 32 + 2), np.uint32)
    _of_lists(offsets, repetition, definition)
    repeated, defined = (words.view(np.uint8) for words in (repetition, definition))
    return _literal(repeated, size, 1), _literal(defined, size, 1)


def nullable_definition(offsets: Ints, there: NDArray[np.bool_]) -> bytes:
    """The same of lists with nulls among their items: 2 for a value, 1 for a null.

    Args:
        offsets: Of the lists.
        there: Of each item, whether it is a value.
    """
    out = np.empty(count(offsets), np.uint8)
    _definition(offsets, there, out)
    return runs(out, 2)


def count(offsets: Ints) -> int:
    """How many levels lists have: one for each item, and one for each list without items."""
    return _levels_of(offsets)


def runs(codes: NDArray[np.integer], width: int) -> bytes:
    """Numbers from 0 below ``1 << width``, as one run."""
    if len(codes) and codes.min() == codes.max():
        return _run(int(codes[0]), len(codes), width)
    words = np.zeros((len(codes) + 8) * width // 32 + 2, np.uint32)
    _pack(codes, width, words)
    return _literal(words.view(np.uint8), len(codes), width)


def _run(value: int, count: int, width: int) -> bytes:
    return varint(count << 1) + value.to_bytes((width + 7) // 8, "little")


def _literal(packed: Bytes, count: int, width: int) -> bytes:
    groups = -(-count // 8)
    return varint(groups << 1 | 1) + packed[: groups * width].tobytes()


@compiled
def _levels_of(offsets: Ints) -> int:
    count = 0
    for i in range(len(offsets) - 1):
        count += max(offsets[i + 1] - offsets[i], 1)
    return count


@compiled
def _of_lists(offsets: Ints, repetition: Words, definition: Words) -> None:
    repeated, defined, bit, at = np.uint64(0), np.uint64(0), 0, 0
    for i in range(len(offsets) - 1):
        size = offsets[i + 1] - offsets[i]
        for place in range(max(size, 1)):
            repeated |= np.uint64(place > 0) << np.uint64(bit)
            defined |= np.uint64(size > 0) << np.uint64(bit)
            bit += 1
            if bit == 32:
                repetition[at], definition[at] = repeated, defined
                repeated, defined, bit = np.uint64(0), np.uint64(0), 0
                at += 1
    repetition[at], definition[at] = repeated, defined


@compiled
def _definition(offsets: Ints, there: NDArray[np.bool_], out: Bytes) -> None:
    at = 0
    for i in range(len(offsets) - 1):
        begin, end = offsets[i] - offsets[0], offsets[i + 1] - offsets[0]
        if begin == end:
            out[at] = 0
            at += 1
        for place in range(begin, end):
            out[at] = 1 + there[place]
            at += 1


@compiled
def _pack(codes: NDArray[np.integer], width: int, out: Words) -> None:
    bits, count, at = np.uint64(0), 0, 0
    for i in range(len(codes)):
        bits |= np.uint64(codes[i]) << np.uint64(count)
        count += width
        if count >= 32:
            out[at] = bits & np.uint64(0xFFFFFFFF)
            bits >>= np.uint64(32)
            count -= 32
            at += 1
    out[at] = bits & np.uint64(0xFFFFFFFF)
