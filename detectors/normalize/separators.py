"""What stands between the digits of a number, or was put there."""

from typing import NamedTuple

import numpy as np

from leakbench.detectors.normalize.character_kinds import (
    MAY_BEGIN,
    MAY_END,
    ODD,
    PAUSE,
    SEPARATOR_KIND,
    USUAL_BYTE,
)
from leakbench.detectors.normalize.characters import (
    ASCII_END,
    LEAD_FOUR,
    LEAD_THREE,
    PLUS,
    SPACE,
    Bytes,
    Cell,
    Ints,
    character_at,
    is_digit,
    is_x,
    short_character_at,
)
from leakbench.generator.engine.compiled import inlined, inner

FEWEST_PAUSES = 4  # between the digits of a number that is written out
_MOST = 3  # separators between two digits
_WIDEST_GAP = np.uint64(9)  # bytes between the digits of a number
_ONE, _THREE = np.uint64(1), np.uint64(3)


class Runs(NamedTuple):
    """Runs of letters and digits.

    Attributes:
        edges: Where they begin and end in the view, by turns.
        low: The first entry of those that are meant.
        high: The entry after them.
    """

    edges: Ints
    low: int
    high: int


@inlined
def _separator_at(cell: Cell, at: int, separators: Bytes) -> tuple[int, int]:
    """(bytes, kind) of one separator; the kind 0 is none."""
    lead = cell.data[at]
    if lead < ASCII_END:
        return 1, int(separators[lead] & SEPARATOR_KIND)
    if at + 1 < cell.end and lead < LEAD_THREE:
        return 2, int(separators[short_character_at(cell.data, np.uint64(at))] & SEPARATOR_KIND)
    if at + 2 < cell.end and lead < LEAD_FOUR:
        return 3, int(separators[np.uint64(character_at(cell.data, at))] & SEPARATOR_KIND)
    return 0, 0


@inlined
def separators_end(cell: Cell, at: int, separators: Bytes) -> tuple[int, int]:
    """(end, oddest kind) of up to three separators with a digit or X behind them; 0 if none."""
    odd = 0
    for _ in range(_MOST):
        if at >= cell.end or not separators[cell.data[at]] & MAY_BEGIN:
            return 0, 0
        size, kind = _separator_at(cell, at, separators)
        # A plus behind a space stands before a country's code.
        if not kind or (cell.data[at] == PLUS and cell.data[at - 1] == SPACE):
            return 0, 0
        odd = max(odd, kind)
        at += size
        if at < cell.end and (is_digit(cell.data[at]) or is_x(cell.data[at])):
            return at, odd
    return 0, 0


@inner
def chain_around(
    text: Bytes, runs: Runs, low: int, high: int, separators: Bytes
) -> tuple[int, int]:
    """The runs, from the first to the one behind the last, that only separators may part.

    Args:
        text: The view.
        runs: All runs of a cell.
        low: The first run of those that belong to the chain.
        high: The one behind the last of them.
        separators: What separators may begin with, see ``FoldTables``.
    """
    while low and _is_linked(text, runs.edges, low, separators):
        low -= 2
    while high < runs.high and _is_linked(text, runs.edges, high, separators):
        high += 2
    return low, high


@inner
def _is_linked(text: Bytes, edges: Ints, run: int, separators: Bytes) -> bool:
    """Whether only separators may stand between a run and the one before it."""
    stop = np.uint64(edges[run - 1])
    return bool(
        (np.uint64(edges[run]) - stop <= _WIDEST_GAP) & ((separators[text[stop]] & MAY_BEGIN) != 0)
    )


@inner
def oddities(cell: Cell, separators: Bytes) -> tuple[bool, int]:
    """(whether one of the separators between two places is odd, how many are pauses)."""
    odd = False
    pauses = 0
    at = cell.start
    while at < cell.end:
        size, kind = _separator_at(cell, at, separators)
        if not kind:
            return False, 0
        odd |= kind == ODD
        pauses += kind == PAUSE
        at += size
    return odd, pauses


@inlined
def may_join(text: Bytes, runs: Runs, separators: Bytes) -> bool:
    """Whether an odd separator, or as many pauses as make a number, part runs of a cell."""
    edges = runs.edges
    pauses = 0
    for run in range(2, runs.high, 2):
        at, stop = np.uint64(edges[run - 1]), np.uint64(edges[run])
        gap = stop - at
        first, last = separators[text[at]], separators[text[stop - _ONE]]
        usual = (gap == _ONE) & (first & USUAL_BYTE != 0)
        linked = (gap <= _WIDEST_GAP) & (first & MAY_BEGIN != 0) & (last & MAY_END != 0)
        if linked & (not usual):
            odd, more = oddities(Cell(text, int(edges[run - 1]), int(edges[run])), separators)
            if odd:
                return True
            pauses += more
    return pauses >= FEWEST_PAUSES
