"""Columns of strings as views into one byte arena.

Fixed vocabularies are interned once and stay; what a block of rows writes comes after them and is
dropped when the block is done. A string is a start and a length, so that taking an entry of a
dictionary moves no text; text is copied once, when it is rendered.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.compiled import compiled
from leakbench.generator.copying import SLACK, copy_bytes

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int32]


class Strings(NamedTuple):
    """A column of strings in an arena.

    Attributes:
        start: First byte of each string, int32, shape (n,).
        size: Its length in bytes.
        chars: Its length in code points.
    """

    start: Ints
    size: Ints
    chars: Ints

    def take(self, index: NDArray[np.integer]) -> "Strings":
        """The strings at these places."""
        return Strings(self.start[index], self.size[index], self.chars[index])

    def blank(self, where: NDArray[np.bool_]) -> "Strings":
        """The same column, empty where told."""
        keep = ~where
        return Strings(self.start, self.size * keep, self.chars * keep)


def choose(which: NDArray[np.integer] | NDArray[np.bool_], columns: Sequence[Strings]) -> Strings:
    """Row by row the string of the column that ``which`` names."""
    start, size, chars = (np.choose(which, parts) for parts in zip(*columns, strict=True))
    return Strings(start, size, chars)


@compiled
def _write_digits(out: Bytes, at: int, values: NDArray[np.int64], width: int) -> None:
    for i in range(len(values)):
        value = values[i]
        for place in range(width - 1, -1, -1):
            quotient = value // 10
            out[at + place] = 48 + (value - quotient * 10)
            value = quotient
        at += width


@compiled
def _write_whole(out: Bytes, at: int, values: NDArray[np.int64], start: Ints, size: Ints) -> int:
    for i in range(len(values)):
        value = values[i]
        width = 1
        bound = 10
        while value >= bound:
            width += 1
            bound *= 10
        start[i] = at
        size[i] = width
        for place in range(width - 1, -1, -1):
            quotient = value // 10
            out[at + place] = 48 + (value - quotient * 10)
            value = quotient
        at += width
    return at


@compiled
def _copy(source: Bytes, start: Ints, size: Ints, out: Bytes, offsets: Ints) -> None:
    at = 0
    for i in range(len(start)):
        at = copy_bytes(out, at, source, start[i], size[i])
        offsets[i + 1] = at


_VOCABULARY = 1 << 25  # bytes kept for interned texts; untouched pages cost nothing


class Arena:
    """A growing byte buffer: interned vocabularies below, the strings of one block above.

    A view of ``bytes`` is good until the next ``reserve``, which may move the buffer.
    """

    def __init__(self) -> None:
        self.bytes: Bytes = np.zeros(2 * _VOCABULARY, np.uint8)
        self.used = _VOCABULARY
        self._interned = 0

    def reserve(self, size: int) -> int:
        """Make room for ``size`` bytes and give the first; the caller owns them."""
        at, self.used = self.used, self.used + size
        if self.used + SLACK > len(self.bytes):
            if self.used + SLACK >= 2**31:
                raise MemoryError("a block of rows holds more than 2 GiB of text; take fewer rows")
            grown = np.zeros(min(2 * self.used, 2**31 - 1), np.uint8)
            grown[: self._interned] = self.bytes[: self._interned]
            grown[_VOCABULARY:at] = self.bytes[_VOCABULARY:at]
            self.bytes = grown
        return at

    def intern(self, texts: Sequence[str]) -> Strings:
        """Keep a vocabulary for good."""
        encoded = [text.encode() for text in texts]
        size = np.array([len(text) for text in encoded], np.int32)
        joined = np.frombuffer(b"".join(encoded), np.uint8)
        start = self._interned + np.cumsum(size, dtype=np.int32) - size
        end = self._interned + len(joined)
        if end > _VOCABULARY:
            raise MemoryError("the vocabularies hold more than 32 MiB of text")
        self.bytes[self._interned : end] = joined
        self._interned = end
        return Strings(start.astype(np.int32), size, np.array([len(t) for t in texts], np.int32))

    def reset(self) -> None:
        """Drop the strings of the block; the vocabularies stay."""
        self.used = _VOCABULARY

    def digits(self, values: NDArray[np.int64], width: int) -> Strings:
        """Numbers with leading zeros to a fixed width."""
        at = self.reserve(width * len(values))
        _write_digits(self.bytes, at, values, width)
        return self.fixed(at, width, len(values))

    def whole(self, values: NDArray[np.int64]) -> Strings:
        """Non-negative whole numbers as they are spoken, without leading zeros."""
        rows = len(values)
        at = self.reserve(19 * rows)
        start, size = np.empty(rows, np.int32), np.empty(rows, np.int32)
        self.used = _write_whole(self.bytes, at, values, start, size)
        return Strings(start, size, size)

    def fixed(self, at: int, width: int, rows: int) -> Strings:
        """The column of ASCII strings of one width that stand one after another."""
        size = np.full(rows, width, np.int32)
        return Strings(np.arange(rows, dtype=np.int32) * np.int32(width) + np.int32(at), size, size)

    def copy(self, column: Strings) -> tuple[Ints, Bytes]:
        """Arrow's offsets and value bytes of a column, independent of the arena."""
        offsets = np.zeros(len(column.start) + 1, np.int32)
        size = int(column.size.sum(dtype=np.int64))
        out = np.empty(size + SLACK, np.uint8)
        _copy(self.bytes, column.start, column.size, out, offsets)
        return offsets, out[:size]

    def texts(self, column: Strings) -> list[str]:
        """The column as Python strings, for looking at."""
        return [
            self.bytes[start : start + size].tobytes().decode()
            for start, size in zip(column.start, column.size, strict=True)
        ]
