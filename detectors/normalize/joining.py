"""Numbers between whose digits something was put."""

from typing import NamedTuple

from leakbench.detectors.normalize.character_kinds import ODD, PAUSE
from leakbench.detectors.normalize.characters import (
    ALNUM,
    Bytes,
    Cell,
    is_digit,
    is_x,
)
from leakbench.detectors.normalize.known_numbers import RESIDENT_BODY, is_known_number
from leakbench.detectors.normalize.separators import (
    FEWEST_PAUSES,
    Runs,
    chain_around,
    may_join,
    oddities,
    separators_end,
)
from leakbench.detectors.normalize.view_text import ViewText, move_byte, move_left
from leakbench.generator.engine.compiled import inlined

DIGITS_ROOM = 24  # digits that are looked at together
_FIVE_BITS = 0b0001_1111  # tell odd separators apart


class _Moved(NamedTuple):
    """How far a cell's view was rewritten.

    Attributes:
        kept: Where the part begins from which nothing was taken out yet.
        to: Where that belongs.
    """

    kept: int
    to: int


@inlined
def _joined_end(cell: Cell, at: int, separators: Bytes, digits: Bytes) -> tuple[int, int]:
    """(end of the number whose digits something was put between or 0, where to look on)."""
    count = 0
    odds = 0
    kinds = 0  # of odd separators, as bits
    pauses = 0
    longest = 0
    chunk = 0
    j = at
    while j < cell.end and count < DIGITS_ROOM:
        byte = cell.data[j]
        if is_digit(byte) or (is_x(byte) and count == RESIDENT_BODY):
            digits[count] = byte
            count += 1
            chunk += 1
            longest = max(longest, chunk)
            j += 1
            continue
        if ALNUM[byte]:
            break
        after, kind = separators_end(cell, j, separators)
        if not after:
            break
        odds += kind == ODD
        kinds |= (kind == ODD) << (byte & _FIVE_BITS)
        pauses += kind == PAUSE
        chunk = 0
        j = after
    if j < cell.end and ALNUM[cell.data[j]]:
        return 0, at + 1
    if not odds and pauses < FEWEST_PAUSES and count < DIGITS_ROOM:
        return 0, j  # nor is anything put between later digits of the stretch
    mixed = odds >= 2 and kinds & (kinds - 1) and pauses == 0 and longest <= 7
    if 9 <= count <= 19 and (odds or longest <= 2) and (mixed or is_known_number(digits, count)):
        return j, j
    return 0, at + 1


@inlined
def join_digits(
    view: ViewText, start: int, end: int, runs: Runs, separators: Bytes, digits: Bytes
) -> int:
    """Take out what was put between the digits of numbers.

    Args:
        view: The view, written to.
        start: Where the cell begins in it.
        end: Where it ends.
        runs: All runs of the cell.
        separators: What may stand between digits.
        digits: Room for ``DIGITS_ROOM`` digits.

    Returns:
        Where the cell then ends.
    """
    if not may_join(view.text, runs, separators):
        return end
    cell = Cell(view.text, start, end)
    moved = _Moved(start, start)
    low = 0
    while low < runs.high:
        low, high = chain_around(view.text, runs, low, low + 2, separators)
        odd = False
        pauses = 0
        for run in range(low + 2, high, 2):
            between = Cell(view.text, int(runs.edges[run - 1]), int(runs.edges[run]))
            more_odd, more_pauses = oddities(between, separators)
            odd |= more_odd
            pauses += more_pauses
        if odd or pauses >= FEWEST_PAUSES:
            chain = Runs(runs.edges, low, high)
            moved = _join_chain(view, cell, chain, moved, separators, digits)
        low = high
    return move_left(view, moved.kept, end, moved.to)


@inlined
def _join_chain(
    view: ViewText,
    cell: Cell,
    chain: Runs,
    moved: _Moved,
    separators: Bytes,
    digits: Bytes,
) -> _Moved:
    """The same of some runs; how far the view is rewritten then."""
    text, start = cell.data, cell.start
    kept, to = moved.kept, moved.to
    at = start
    for run in range(chain.low, chain.high, 2):
        at = max(at, int(chain.edges[run]))
        while at < chain.edges[run + 1]:
            if not is_digit(text[at]) or (at > start and ALNUM[text[at - 1]]):
                at += 1
                continue
            stop, look_on = _joined_end(cell, at, separators, digits)
            if not stop:
                at = look_on
                continue
            to = move_left(view, kept, at, to)
            for k in range(at, stop):
                if is_digit(text[k]) or is_x(text[k]):
                    move_byte(view, k, to)
                    to += 1
            at = kept = stop
    return _Moved(kept, to)
