"""The files of a dataset: a list is one of one place, and has so many rows.

Rows are numbered through all files; a cycle of files of many sizes, small ones more often than
large ones, repeats for ever. So file and place of a row follow from its index by arithmetic, and
the number under which a row's people, companies and papers are drawn follows from those: numbers
of a file lie together, those of two files far apart, and a file has the same ones in every corpus.

A file may be furnished: some rows are no records but a title, the header once more, a sum or a
note, and some records repeat one that stands a little higher.
"""

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.streams import Bits, Index, Streams, mixed, one_of, stream_key

SPAN_BITS = 16
SPAN = 1 << SPAN_BITS
"""Numbers that belong to a file; its rows are the first of them."""

_CYCLE = 64  # files
_SCATTER_BITS = 12
_SCATTER = (1 << _SCATTER_BITS) - 1
_SPREAD = (
    0.8  # standard deviation of the logarithm of their sizes: from a tenth to five times the mean
)


RECORD, TITLE, HEADER, SUBTOTAL, TOTAL, NOTE = range(6)
"""What a row is."""

_FEWEST = 12  # rows of a file that has anything but records
_PERCENT = 100
_TITLED, _SUMMED, _NOTED = 40, 30, 10  # percent of the files
_PAGED, _SUBTOTALLED = 20, 30  # percent of the files, and of those that have pages
_PAGE, _MORE = 40, 21  # rows from one header to the next, and how many more there may be
_REPEATED = round(0.015 * 2**32)  # of the records
_NEAR = 5  # rows above, at most, in which a repeated record stands


class Located(NamedTuple):
    """Where rows stand, one entry a row.

    Attributes:
        file: Number of the file, from 0.
        number: What the row is drawn with: the file's first number and the place of its record
            among those of the file. A record that repeats another has that one's, whatever is no
            record the file's first.
        row: The same with the row's own place, or of what is no record with the number of records
            above it.
        kind: What each row is, int8.
    """

    file: Index
    number: Index
    row: Index
    kind: NDArray[np.int8]


class Files:
    """The files of a dataset.

    Args:
        rows: Rows of the average file, 1 to ``spec.MOST_ROWS``: the largest is five times as large.
        streams: What the order of their sizes is drawn with, and what is no record.
        furnished: Whether there is anything but records, each once.
    """

    def __init__(self, rows: int, streams: Streams, *, furnished: bool = False) -> None:
        self._first = _first_rows(rows, streams)
        names = ("files/furniture", "files/repeated")
        self._keys = np.array(
            [stream_key(streams.seed, streams.scope, name) for name in names if furnished],
            np.uint64,
        )

    def locate(self, index: Index) -> Located:
        """File, number and kind of rows.

        Args:
            index: Index of each row.
        """
        file, number, row = np.empty((3, len(index)), np.int64)
        found = Located(file, number, row, np.zeros(len(index), np.int8))
        _locate(index, self._first, self._keys, found)
        return found


class _Furnishing(NamedTuple):
    """What a file has that is no record.

    Attributes:
        top: Rows above the records.
        body: Rows from the first record to the last.
        sums: Rows with a sum behind them.
        page: Records of a page, behind each of which stands a row; 0 if there are no pages.
        among: What that row is.
    """

    top: int
    body: int
    sums: int
    page: int
    among: int


@compiled
def _furnishing(keys: Bits, file: int, rows: int) -> _Furnishing:
    if len(keys) == 0 or rows < _FEWEST:
        return _Furnishing(0, rows, 0, 0, RECORD)
    bits = mixed(keys[0], file)
    top = int(one_of(bits, 1, _PERCENT) < _TITLED)
    sums = int(one_of(bits, 2, _PERCENT) < _SUMMED)
    body = rows - top - sums - int(one_of(bits, 3, _PERCENT) < _NOTED)
    page = 0
    if one_of(bits, 4, _PERCENT) < _PAGED:
        page = _PAGE + int(one_of(bits, 5, _MORE))
    among = SUBTOTAL if one_of(bits, 6, _PERCENT) < _SUBTOTALLED else HEADER
    return _Furnishing(top, body, sums, page, among)


@compiled
def _kind_and_above(place: int, furnishing: _Furnishing) -> tuple[int, int]:
    """What stands at a place, counted from the first record, and how many records above it."""
    _, body, sums, page, among = furnishing
    if place < 0:
        return TITLE, 0
    inside = min(place, body)
    pages = min(place, body - 1) // (page + 1) if page > 0 else 0
    if place >= body:
        return TOTAL if place < body + sums else NOTE, inside - pages
    if page > 0 and place < body - 1 and place % (page + 1) == page:
        return among, inside - pages
    return RECORD, inside - pages


@compiled
def _locate(index: Index, first: Index, keys: Bits, found: Located) -> None:
    files, numbers, rows, kinds = found
    begin, end, file = 0, 0, 0  # of the file that was met last
    furnishing = _furnishing(keys[:0], file, 0)
    for i in range(len(index)):
        if not begin <= index[i] < end:
            cycle = int(index[i] // first[-1])
            which = int(np.searchsorted(first, index[i] - cycle * first[-1], side="right")) - 1
            file, begin = cycle * _CYCLE + which, int(cycle * first[-1] + first[which])
            end = begin + int(first[which + 1] - first[which])
            furnishing = _furnishing(keys, file, end - begin)
        kind, above = _kind_and_above(int(index[i]) - begin - furnishing.top, furnishing)
        files[i], kinds[i], rows[i] = file, kind, (file << SPAN_BITS) + above
        numbers[i] = rows[i] if kind == RECORD else file << SPAN_BITS
        if len(keys) > 0 and kind == RECORD and above > 0:
            bits = mixed(keys[1], rows[i])
            if np.int64(bits & np.uint64(0xFFFFFFFF)) < _REPEATED:
                numbers[i] -= 1 + one_of(bits, 1, min(above, _NEAR))


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
    if rows == 1:
        return np.arange(_CYCLE + 1)
    share = _normal_quantiles(_CYCLE)
    size = np.exp(_SPREAD * share)
    whole = np.maximum(np.rint(size * (rows / size.mean())).astype(np.int64), 1)
    order = np.argsort(streams.bits("files", np.arange(_CYCLE, dtype=np.int64)), kind="stable")
    return np.concatenate([[0], np.cumsum(whole[order])])


def _normal_quantiles(count: int) -> NDArray[np.float64]:
    """Quantiles of the normal distribution in the middle of so many equal parts."""
    normal = NormalDist()
    return np.array([normal.inv_cdf((part + 0.5) / count) for part in range(count)])
