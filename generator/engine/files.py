"""The files of a dataset: a list is one of one place, and has so many rows.

Rows are numbered through all files; a cycle of files of many sizes, small ones more often than
large ones, repeats for ever. So file and place of a row follow from its index by arithmetic, and
the number under which a row's people, companies and papers are drawn follows from those: numbers
of a file lie together, those of two files far apart, and a file has the same ones in every corpus.
"""

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.streams import Index, Streams

SPAN_BITS = 16
SPAN = 1 << SPAN_BITS
"""Numbers that belong to a file; its rows are the first of them."""

_CYCLE = 64  # files
_SCATTER_BITS = 12
_SCATTER = (1 << _SCATTER_BITS) - 1
_SPREAD = (
    0.8  # standard deviation of the logarithm of their sizes: from a tenth to five times the mean
)


class Located(NamedTuple):
    """Where rows stand, one entry a row.

    Attributes:
        file: Number of the file, from 0.
        number: What the row is drawn with: the file's first number and the row's place in it.
    """

    file: Index
    number: Index


class Files:
    """The files of a dataset.

    Args:
        rows: Rows of the average file, 1 to ``spec.MOST_ROWS``: the largest is five times as large.
        streams: What the order of their sizes is drawn with.
    """

    def __init__(self, rows: int, streams: Streams) -> None:
        self._rows = rows
        self._first = _first_rows(rows, streams)

    def locate(self, index: Index) -> Located:
        """File and number of rows.

        Args:
            index: Index of each row.
        """
        if self._rows == 1:
            return Located(index, index << SPAN_BITS)
        cycle = index // self._first[-1]
        within = index - cycle * self._first[-1]
        which = np.searchsorted(self._first, within, side="right") - 1
        file = cycle * _CYCLE + which
        return Located(file, (file << SPAN_BITS) + within - self._first[which])


def file_of(number: Index) -> Index:
    """The file to which numbers belong."""
    return number >> SPAN_BITS


def place_of(number: Index) -> NDArray[np.int64]:
    """The place of numbers in their file, from 0."""
    return number & (SPAN - 1)


def scattered(number: Index) -> Index:
    """Numbers of which each is the first of a file of its own, for what comes from everywhere.

    Up to 4,096 of a file are told apart, in as many as 2**35 files.
    """
    return ((file_of(number) << _SCATTER_BITS) + (place_of(number) & _SCATTER)) << SPAN_BITS


def run_of(number: Index, length: int) -> Index:
    """The run of so many consecutive numbers of a file to which numbers belong, itself a number."""
    place = place_of(number)
    return number - place + place // length


def step_of(number: Index, length: int) -> NDArray[np.int64]:
    """The place of numbers in their run of so many, from 0."""
    return place_of(number) % length


def _first_rows(rows: int, streams: Streams) -> NDArray[np.int64]:
    """First row of each file of a cycle; one more entry ends the last."""
    share = _normal_quantiles(_CYCLE)
    size = np.exp(_SPREAD * share)
    whole = np.maximum(np.rint(size * (rows / size.mean())).astype(np.int64), 1)
    order = np.argsort(streams.bits("files", np.arange(_CYCLE, dtype=np.int64)), kind="stable")
    return np.concatenate([[0], np.cumsum(whole[order])])


def _normal_quantiles(count: int) -> NDArray[np.float64]:
    """Quantiles of the normal distribution in the middle of so many equal parts."""
    normal = NormalDist()
    return np.array([normal.inv_cdf((part + 0.5) / count) for part in range(count)])
