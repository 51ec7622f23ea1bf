"""Values cut out of a column of texts, and others put in their place, all columns at once.

The texts stand one behind another in one run of bytes, so that a cut is a pair of numbers and
nothing is done text by text.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.string_buffers import string_buffers
from leakbench.generator.engine.buffers import strings
from leakbench.generator.engine.compiled import compiled

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]

_CONTINUES = 0b1000_0000  # of a byte that goes on with a code point: 10xxxxxx


class Places(NamedTuple):
    """Where values stand in texts, all of shape (n,); int64, code points, half open.

    Attributes:
        row: Number of the text.
        start: First code point.
        end: One past the last.
    """

    row: Ints
    start: Ints
    end: Ints

    def take(self, chosen: Ints | NDArray[np.bool_]) -> "Places":
        """Those at some indices or of a mask."""
        return Places(self.row[chosen], self.start[chosen], self.end[chosen])


def disjoint(places: Places) -> NDArray[np.bool_]:
    """Which of places that are in order begin where all before them have ended, shape (n,)."""
    if not len(places.row):
        return np.zeros(0, bool)
    far = int(places.end.max()) + 1
    ends = np.maximum.accumulate(places.row * far + places.end)
    begins = places.row * far + places.start
    return np.concatenate([[True], begins[1:] >= ends[:-1]])


@dataclass(frozen=True, slots=True)
class TextColumn:
    """Texts as one run of bytes.

    Attributes:
        data: The bytes of all texts, uint8.
        first: The first byte of each text, and where the last one ends; shape (texts + 1,).
        at: The first byte of each code point, and where the last one ends.
        points: Code points before each text, and all there are; shape (texts + 1,).
    """

    data: Bytes
    first: Ints
    at: Ints
    points: Ints

    @classmethod
    def of(cls, texts: pa.StringArray) -> "TextColumn":
        """A column without nulls, sliced or not."""
        first, data = _bytes(texts)
        at = np.append(np.flatnonzero((data & 0xC0) != _CONTINUES), len(data)).astype(np.int64)
        return cls(data, first, at, np.searchsorted(at, first))

    def cut(self, places: Places) -> pa.StringArray:
        """What stands at some places."""
        begin, end = self._bytes_of(places)
        return _column(end - begin, _gather(self.data, begin, end - begin))

    def splice(self, places: Places, values: pa.StringArray) -> "Spliced":
        """Put other values where some stand.

        Args:
            places: Where, in order, none of them overlapping another.
            values: What is to stand there, one a place.
        """
        first, data = _bytes(values)
        begin, end = self._bytes_of(places)
        size = np.diff(first)
        starts, sizes = np.empty((2, 2 * len(begin) + 1), np.int64)
        starts[::2] = np.append(0, end)
        starts[1::2] = len(self.data) + first[:-1]
        sizes[::2] = np.append(begin, len(self.data)) - starts[::2]
        sizes[1::2] = size
        made = _gather(np.concatenate([self.data, data]), starts, sizes)
        before = np.searchsorted(places.row, np.arange(len(self.first)))
        grown = np.append(0, np.cumsum(size - (end - begin)))
        points = np.diff(TextColumn.of(values).points)
        longer = np.append(0, np.cumsum(points - (places.end - places.start)))
        texts = strings((self.first + grown[before]).astype(np.int32), made)
        at = self.points[places.row]
        return Spliced(texts, self.points, at + places.start, at + places.end, longer)

    def _bytes_of(self, places: Places) -> tuple[Ints, Ints]:
        at = self.points[places.row]
        return self.at[at + places.start], self.at[at + places.end]


@dataclass(frozen=True, slots=True)
class Spliced:
    """Texts with other values in them.

    Attributes:
        texts: The new texts.
    """

    texts: pa.StringArray
    _points: Ints
    _begin: Ints
    _end: Ints
    _longer: Ints

    def moved(self, places: Places) -> tuple[Places, NDArray[np.bool_]]:
        """Where old places stand now, and which of them are still whole, shape (n,).

        What begins or ends within a replaced value is not.
        """
        row = self._points[places.row]
        base = self._longer[np.searchsorted(self._end, row, side="right")]
        shifted, whole = [], np.ones(len(row), bool)
        for point in (row + places.start, row + places.end):
            after = np.searchsorted(self._end, point, side="right")
            shifted.append(point - row + self._longer[after] - base)
            begun = np.append(self._begin, np.iinfo(np.int64).max)[after]
            whole &= begun >= point
        return Places(places.row, *shifted), whole


def _bytes(texts: pa.StringArray) -> tuple[Ints, Bytes]:
    """Offsets from 0, and the bytes that they cut."""
    data, offsets = string_buffers(texts)
    return offsets.astype(np.int64) - offsets[0], data[offsets[0] : offsets[-1]]


def _gather(data: Bytes, begin: Ints, size: Ints) -> Bytes:
    """Pieces of bytes one behind another."""
    out = np.empty(int(size.sum()), np.uint8)
    _copy_pieces(data, begin, size, out)
    return out


@compiled
def _copy_pieces(data: Bytes, begin: Ints, size: Ints, out: Bytes) -> None:
    at = 0
    for i in range(len(begin)):
        for j in range(size[i]):
            out[at + j] = data[begin[i] + j]
        at += size[i]


def _column(size: Ints, data: Bytes) -> pa.StringArray:
    return strings(np.append(0, np.cumsum(size)).astype(np.int32), data)
