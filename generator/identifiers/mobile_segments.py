"""Mobile segments: the first seven digits of mobile numbers, given out to operators by area.

They stand in ``data/mobile_segments.parquet`` as runs of consecutive numbers.
"""

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.buffers import values
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.digits import put_digits
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, drawn_below, lower
from leakbench.generator.engine.strings import Bytes, Strings
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.identifiers.marks import (
    ATTEMPTS,
    MarkWords,
    bits_of,
    is_marked,
    mark_words,
)

_LINES = 10_000  # numbers of a segment
_OF_PREFIX = 10_000  # segments that begin with the same three digits


@cache
def segment_runs() -> list[NDArray[np.int64]]:
    """Runs of segments: the first of each, how many, their telephone area and operator."""
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - slow to import, and not always needed

    source = files("leakbench.generator.data").joinpath("mobile_segments.parquet")
    with source.open("rb") as file, ParquetFile(file) as runs:
        return [values(column).astype(np.int64) for column in runs.read().columns]


def _expanded(first: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int32]:
    """All numbers of runs that begin there and have so many."""
    shift = first - (np.cumsum(count) - count)
    return (np.repeat(shift, count) + np.arange(count.sum())).astype(np.int32)


def _unassigned(
    segment: NDArray[np.int32], groups: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Segments of the public prefixes that nobody has, dealt out to all groups alike."""
    prefixes = np.unique(segment // _OF_PREFIX)
    every = (prefixes[:, None] * _OF_PREFIX + np.arange(_OF_PREFIX)).ravel()
    free = np.setdiff1d(every, segment).astype(np.int64)
    dealt = np.arange(max(len(free), groups))
    return free[dealt % len(free)], dealt % groups


@compiled
def _numbers(out: Bytes, at: int, segment: NDArray[np.int64], bits: Bits, words: MarkWords) -> None:
    for i in range(len(segment)):
        number = np.int64(0)
        for attempt in range(ATTEMPTS):
            line = drawn_below(bits_of(bits[i], attempt), _LINES)
            number = segment[i] * _LINES + line
            if is_marked(number, words):
                break
        put_digits(out, at, number, 11)
        at += 11


class MobileSegments:
    """The segments of a population, by telephone area and operator.

    They are those that are given out, or where its identity is ``unassignable`` such as nobody has.
    """

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        self._words = mark_words(population.key)
        self._operators = len(table("operators")["operator"])
        self._share = slots(weights("operators", "share"))
        first, count, area, operator = segment_runs()
        group = area * self._operators + operator
        if population.identity == "unassignable":
            first, group = _unassigned(_expanded(first, count), int(group.max()) + 1)
            count = np.ones_like(first)
        order = np.argsort(group, kind="stable")
        self._segment = _expanded(first[order], count[order])
        # Whole numbers far below 2**53, so that sums of floats are exact.
        self._count = np.bincount(group, count).astype(np.int64)
        self._first = np.cumsum(self._count) - self._count

    def draw(self, area: NDArray[np.int64], bits: Bits) -> NDArray[np.int64]:
        """A segment of some operator, by market share, in a telephone area.

        Broadnet has none in some areas: Mobile's, whose network it uses, stand in.
        """
        group = area * self._operators + pick(lower(bits), self._share)
        group = np.where(self._count[group] > 0, group, area * self._operators)
        count = self._count[group].astype(np.uint64)
        place = (((bits >> np.uint64(32)) * count) >> np.uint64(32)).astype(np.int64)
        return self._segment[self._first[group] + place].astype(np.int64)

    def numbers(self, segment: NDArray[np.int64], bits: Bits) -> Strings:
        """A marked mobile number of 11 digits in each segment, with the lower 32 bits."""
        at = self._arena.reserve(11 * len(segment))
        _numbers(self._arena.bytes, at, segment, bits, self._words)
        return self._arena.fixed(at, 11, len(segment))
