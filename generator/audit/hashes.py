"""Audit: 64-bit hashes of values and records, to find what is the same."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.audit.blocks import Bytes, Column, Ints, column_of
from leakbench.generator.engine.compiled import compiled

Hashes = NDArray[np.uint64]


@compiled
def _hash(data: Bytes, begin: Ints, end: Ints, out: Hashes) -> None:
    """FNV-1a, then Stafford's finaliser; goes on from what stands in ``out``."""
    for i in range(len(begin)):
        value = out[i]
        for at in range(begin[i], end[i]):
            value = (value ^ np.uint64(data[at])) * np.uint64(0x100000001B3)
        value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        out[i] = value ^ (value >> np.uint64(31))


@compiled
def _hash_codes(codes: NDArray[np.int32], begin: Ints, end: Ints, out: Hashes) -> None:
    """The same of codes, each fed as one number."""
    for i in range(len(begin)):
        value = out[i]
        for at in range(begin[i], end[i]):
            value = (value ^ np.uint64(np.uint32(codes[at]))) * np.uint64(0x100000001B3)
            value ^= value >> np.uint64(29)
        value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        out[i] = value ^ (value >> np.uint64(31))


def _begun(count: int) -> Hashes:
    return np.full(count, 0xCBF29CE484222325, np.uint64)


def string_hashes(values: pa.StringArray) -> Hashes:
    """A hash of each string."""
    return row_hashes([column_of(values)], len(values))


def code_hashes(codes: NDArray[np.int32], begin: Ints, end: Ints) -> Hashes:
    """A hash of each stretch of some codes."""
    out = _begun(len(begin))
    _hash_codes(codes, begin, end, out)
    return out


def row_hashes(columns: Sequence[Column], rows: int) -> Hashes:
    """A hash of each row's strings in all these columns."""
    out = _begun(rows)
    for column in columns:
        _hash(column.data, column.offsets[:-1], column.offsets[1:], out)
    return out
