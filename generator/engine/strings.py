"""Columns of strings as views into one byte arena.

Fixed vocabularies are interned once and stay; what a block of rows writes comes after them and is
dropped when the block is done. A string is a start and a length, so that taking an entry of a
dictionary moves no text; text is copied once, when it is rendered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.copying import SLACK, copy_bytes
from leakbench.generator.engine.digits import put_digits

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int32]
Packed = NDArray[np.int64]


LONGEST = (1 << 16) - 1
"""Bytes of one string, at most."""


@dataclass(frozen=True, slots=True)
class Strings:
    """A column of strings in an arena.

    Attributes:
        packed: Start, bytes and code points of each string in one number, so that taking one is a
            single look-up; int64, shape (n,)::

                63 ......... 32 31 .... 16 15 ..... 0
                first byte      bytes      code points
    """

    packed: Packed

    @classmethod
    def of(
        cls, start: NDArray[np.integer], size: NDArray[np.integer], chars: NDArray[np.integer]
    ) -> "Strings":
        """The strings that begin there, of so many bytes and code points."""
        return cls((start.astype(np.int64) << 32) | (size.astype(np.int64) << 16) | chars)

    def __len__(self) -> int:
        """Number of strings."""
        return len(self.packed)

    @property
    def start(self) -> NDArray[np.int64]:
        """First byte of each string."""
        return self.packed >> 32

    @property
    def size(self) -> NDArray[np.int64]:
        """Length of each string in bytes."""
        return (self.packed >> 16) & 0xFFFF

    @property
    def chars(self) -> NDArray[np.int64]:
        """Length of each string in code points."""
        return self.packed & 0xFFFF

    def take(self, index: NDArray[np.integer]) -> "Strings":
        """The strings at these places."""
        return Strings(self.packed.take(index))

    def put(self, rows: NDArray[np.integer], others: "Strings") -> "Strings":
        """The same column with other strings in some rows."""
        packed = self.packed.copy()
        packed[rows] = others.packed
        return Strings(packed)

    def blank(self, where: NDArray[np.bool_]) -> "Strings":
        """The same column, empty in the rows marked."""
        return Strings(np.where(where, 0, self.packed))


def choose(which: NDArray[np.integer] | NDArray[np.bool_], columns: Sequence[Strings]) -> Strings:
    """Row by row the string of the column that ``which`` names."""
    return Strings(np.choose(which, [column.packed for column in columns]))


class Room(NamedTuple):
    """Where a kernel may write rows of which nobody knows how long they come out.

    Attributes:
        at: The first free byte.
        end: The byte from which on no row may begin.
        row: The row to go on with.
    """

    at: int
    end: int
    row: int


@compiled
def _write_digits(out: Bytes, at: int, values: NDArray[np.int64], width: int) -> None:
    for i in range(len(values)):
        put_digits(out, at, values[i], width)
        at += width


@compiled
def _write_whole(out: Bytes, at: int, values: NDArray[np.int64], packed: Packed) -> int:
    for i in range(len(values)):
        value = np.uint64(values[i])
        width = 1
        bound = np.uint64(10)
        while value >= bound and width < 19:
            width += 1
            bound *= np.uint64(10)
        put_digits(out, at, value, width)
        packed[i] = (at << 32) | (width << 16) | width
        at += width
    return at


@compiled
def _bytes_of(packed: Packed) -> int:
    total = 0
    for i in range(len(packed)):
        total += (packed[i] >> 16) & 0xFFFF
    return total


@compiled
def _copy(source: Bytes, packed: Packed, out: Bytes, offsets: Ints) -> None:
    at = 0
    for i in range(len(packed)):
        at = copy_bytes(out, at, source, packed[i] >> 32, (packed[i] >> 16) & 0xFFFF)
        offsets[i + 1] = at


# Of the bytes of a code point all but the first begin with the bits 10.
@compiled
def _points_of(data: Bytes, offsets: Ints, out: Ints) -> None:
    for i in range(len(out)):
        points = 0
        for at in range(offsets[i], offsets[i + 1]):
            points += (data[at] & 0xC0) != 0x80
        out[i] = points


@compiled
def _bytes_of_points(data: Bytes, points: Ints, out: Ints) -> None:
    at = 0
    for i in range(len(out)):
        begin = at
        for _ in range(points[i]):
            at += 1
            while at < len(data) and data[at] & 0xC0 == 0x80:
                at += 1
        out[i] = at - begin


_SMALL = 10_000  # whole numbers below it are looked up, not written
_VOCABULARY = 1 << 25  # bytes kept for interned texts; untouched pages cost nothing


class Arena:
    """A growing byte buffer: interned vocabularies below, the strings of one block above.

    A view of ``bytes`` is good until the next ``reserve``, which may move the buffer.
    """

    def __init__(self) -> None:
        self.bytes: Bytes = np.zeros(2 * _VOCABULARY, np.uint8)
        self.used = _VOCABULARY
        self._interned = 0
        self._small = self.intern([str(number) for number in range(_SMALL)])

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

    def room(self, size: int) -> int:
        """Make sure that ``size`` bytes are free and give the first; ``used`` stays as it is."""
        at = self.reserve(size)
        self.used = at
        return at

    def intern(self, texts: Sequence[str]) -> Strings:
        """Keep a vocabulary for good."""
        data = np.frombuffer("".join(texts).encode(), np.uint8)
        points = np.fromiter(map(len, texts), np.int32, len(texts))
        size = np.empty(len(texts), np.int32)
        _bytes_of_points(data, points, size)
        if size.max(initial=0) > LONGEST:
            raise ValueError(f"a text of a vocabulary is longer than {LONGEST} bytes")
        start = self._keep(data) + np.cumsum(size, dtype=np.int32) - size
        return Strings.of(start, size, points)

    def intern_bytes(self, offsets: Ints, data: Bytes) -> Strings:
        """Keep a vocabulary as Arrow has it: offsets, shape (texts + 1,), and the bytes of all."""
        start = self._keep(data)
        points = np.empty(len(offsets) - 1, np.int32)
        _points_of(data, offsets, points)
        return Strings.of(start + offsets[:-1], np.diff(offsets), points)

    def _keep(self, data: Bytes) -> int:
        """Put bytes behind the vocabularies there are, and say where."""
        start, end = self._interned, self._interned + len(data)
        if end > _VOCABULARY:
            raise MemoryError("the vocabularies hold more than 32 MiB of text")
        self.bytes[start:end] = data
        self._interned = end
        return start

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
        if values.max(initial=0) < _SMALL:
            return self._small.take(values)
        at = self.reserve(19 * len(values))
        packed = np.empty(len(values), np.int64)
        self.used = _write_whole(self.bytes, at, values, packed)
        return Strings(packed)

    def fixed(self, at: int, width: int, rows: int) -> Strings:
        """The column of ASCII strings of one width that stand one after another."""
        start = at + width * np.arange(rows, dtype=np.int64)
        return Strings((start << 32) | (width << 16) | width)

    def copy(self, column: Strings) -> tuple[Ints, Bytes]:
        """Arrow's offsets and value bytes of a column, independent of the arena."""
        offsets = np.zeros(len(column) + 1, np.int32)
        size = _bytes_of(column.packed)
        out = np.empty(size + SLACK, np.uint8)
        _copy(self.bytes, column.packed, out, offsets)
        return offsets, out[:size]

    def texts(self, column: Strings) -> list[str]:
        """The column as Python strings, for looking at."""
        return [
            self.bytes[start : start + size].tobytes().decode()
            for start, size in zip(column.start, column.size, strict=True)
        ]
