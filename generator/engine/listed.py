"""Columns of lists: several values a row in one string, such as all numbers of a firm in a cell."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.copying import copy_bytes
from leakbench.generator.engine.strings import Arena, Bytes, Ints, Packed, Strings


class Listed(NamedTuple):
    """A column of lists. Values are counted through all rows, one row after another.

    Attributes:
        strings: The values of each row in one string, with a separator between them.
        first: Index of each row's first value, int32, shape (rows + 1,).
        start: Where each value begins in its string, in code points, int32, shape (values,).
        end: Its end, exclusive.
        label: Code of each value's label, int8: its place among ``entities()``.
        form: Code of its form as in ``Formed``, int16.
        subject: Index of the person whom it is about, int64; -1 is nobody.
    """

    strings: Strings
    first: Ints
    start: Ints
    end: Ints
    label: NDArray[np.int8]
    form: NDArray[np.int16]
    subject: NDArray[np.int64]


class Joined(NamedTuple):
    """Values in one string a row; see ``Listed``."""

    strings: Strings
    start: Ints
    end: Ints


class _Lists(NamedTuple):
    """What is joined, and what comes of it: as in ``joined`` and ``Joined``."""

    values: Packed
    first: Ints
    between: Packed
    packed: Packed
    start: Ints
    end: Ints


@compiled
def _join(out: Bytes, at: int, lists: _Lists) -> int:
    """Write the strings from ``at`` on, and give the place behind them."""
    values, first, between, packed, start, end = lists
    for row in range(len(packed)):
        begin, points = at, 0
        for which in range(first[row], first[row + 1]):
            if which > first[row]:
                separator = between[row]
                at = copy_bytes(out, at, out, separator >> 32, (separator >> 16) & 0xFFFF)
                points += separator & 0xFFFF
            value = values[which]
            start[which] = points
            at = copy_bytes(out, at, out, value >> 32, (value >> 16) & 0xFFFF)
            points += value & 0xFFFF
            end[which] = points
        packed[row] = (begin << 32) | ((at - begin) << 16) | points
    return at


def joined(values: Strings, first: Ints, between: Strings, arena: Arena) -> Joined:
    """Join the values of each row; a row must not come to more than 65,535 bytes.

    Args:
        values: All values, none of them empty.
        first: Index of each row's first one, int32, shape (rows + 1,).
        between: What stands between those of each row, shape (rows,).
        arena: Where all of it stands, and where the strings are written.
    """
    rows = len(between)
    most = int(values.size.sum()) + len(values) * int(between.size.max(initial=0))
    at = arena.reserve(most)
    start, end = np.empty((2, len(values)), np.int32)
    lists = _Lists(values.packed, first, between.packed, np.empty(rows, np.int64), start, end)
    arena.used = _join(arena.bytes, at, lists)
    return Joined(Strings(lists.packed), start, end)
