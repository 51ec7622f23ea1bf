"""First pass: what could be an identifier, by its form alone, in one walk over the bytes.

Masks of 64 bytes tell where runs of ASCII digits and letters are; only there the walk stops. What a
run is known to be by its form gets its label here; the rest get a shape, whose rules the second
pass asks. A cell with characters that stand for digits is deferred: it is read again in the
normalising view.
"""

from typing import NamedTuple

import numpy as np

from leakbench.detectors.normalize.bitmaps import any_between
from leakbench.detectors.normalize.blocks import NATURAL, Text
from leakbench.detectors.normalize.cell_masks import CellMasks, read_cell, room_for_masks
from leakbench.detectors.normalize.characters import AT, CLASS, Bytes, Flags, Ints, byte_set
from leakbench.detectors.normalize.fold_tables import FoldTables
from leakbench.detectors.normalize.lookalikes import is_lookalike
from leakbench.detectors.normalize.needs_normalizing import ODD_BYTES, is_odd_gap
from leakbench.detectors.structured.candidates import (
    PASSED,
    STOP,
    Place,
    write_candidate,
)
from leakbench.detectors.structured.check_digits import uscc
from leakbench.detectors.structured.digit_runs import byte_behind, digit_run
from leakbench.detectors.structured.labels import FIRST_SHAPE, label
from leakbench.detectors.structured.letter_runs import account_end, letter_run
from leakbench.detectors.structured.literals import follows, lead, precedes, utf8
from leakbench.detectors.structured.mail import mail_around, sign_from, spelt_mail
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.generator.engine.compiled import compiled, inlined, inner

_EMAIL = label("EMAIL")
_SCRATCH = 24  # characters of the longest value that is read without its separators
_SHORTEST = 5  # digits that may be a value by themselves
# What may follow fewer of them if they begin a value: dashes and brackets by their first byte, 年.
_GOES_ON = byte_set(b" -.*#_\n/):@" + bytes(map(lead, "–〕年）")))
_ONE = ord("1")
_SPELT_AT = utf8("at")
_SPACE = utf8(" ")


class Column(NamedTuple):
    """A column of strings.

    Attributes:
        text: Its value bytes.
        offsets: Where each cell begins; one more entry ends the last; not to be written.
    """

    text: Text
    offsets: Ints


class Portion(NamedTuple):
    """Some cells of a column.

    Attributes:
        start: The first of them.
        end: The one after the last.
        as_written: Whether those that need the normalising view are deferred.
    """

    start: int
    end: int
    as_written: bool


class _Walk(NamedTuple):
    """A cell that is walked over.

    Attributes:
        cell: All of it, as a place.
        row: Which it is.
        as_written: Whether it may be deferred.
        edges: How many edges its runs have.
        signs: Whether an @ stands in it.
        masks: What was read of it.
        lookalikes: Letters that look like digits.
    """

    cell: Place
    row: int
    as_written: bool
    edges: int
    signs: bool
    masks: CellMasks
    lookalikes: Bytes


class _Room(NamedTuple):
    """What is written while cells are walked over.

    Attributes:
        masks: What is read of one of them.
        scratch: Characters of a value without its separators.
        deferred: Which of them are to be read in the view.
        out: Their candidates.
    """

    masks: CellMasks
    scratch: Bytes
    deferred: Flags
    out: Ints


@inner
def _longest(offsets: Ints, portion: Portion) -> int:
    """How many bytes the longest of some cells has."""
    longest = 0
    for row in range(portion.start, portion.end):
        longest = max(longest, int(offsets[row + 1] - offsets[row]))
    return longest


@inlined
def _is_spelt_at(place: Place) -> bool:
    """Whether a run is the "at" of an address that is spelt out."""
    data, at, run = place.data, place.start, place.stop
    return (
        run - at == _SPELT_AT.size
        and follows(data, at, run, _SPELT_AT)
        and precedes(data, place.cell_start, at, _SPACE)
        and follows(data, run, place.cell_end, _SPACE)
    )


@inlined
def _may_begin(place: Place) -> bool:
    """Whether a run of digits can begin a value."""
    data, at, run = place.data, place.start, place.stop
    behind = byte_behind(place)
    if behind == AT and run + 1 < place.cell_end and CLASS[data[run + 1]]:
        return False  # of an address
    width = run - at
    return width >= _SHORTEST or _GOES_ON[behind] or (width == 3 and data[at] == _ONE)


@inlined
def _needs_view(place: Place, lookalikes: Bytes, tables: NumberTables) -> bool:
    """Whether a run has letters that look like digits."""
    data, at, run = place.data, place.start, place.stop
    width = run - at
    if width == 1 or not is_lookalike(data, at, run, lookalikes):
        return False
    return not (width == 18 and uscc(data, at, tables))


@inlined
def _mail_at(place: Place, sign: int) -> tuple[int, int]:
    """(start, stop) of the address whose @ stands at a place, if that was not read over."""
    if sign < place.start:
        return sign, sign
    return mail_around(place.data, place.search_from, sign, place.cell_end)


@inlined
def _without_overlap(out: Ints, before: int, found: int, start: int) -> int:
    """How many candidates of a cell end before an address begins."""
    while found > before and out[STOP, found - 1] > start:
        found -= 1
    return found


@inlined
def _what_begins(
    place: Place,
    digital: bool,  # noqa: FBT001 - kernels take no keywords
    tables: NumberTables,
    scratch: Bytes,
) -> tuple[int, int, int]:
    """(start, stop, kind) of what a run of letters and digits begins; stop 0 is nothing."""
    if digital:
        return digit_run(place, tables, scratch)
    if _is_spelt_at(place):
        start, stop = spelt_mail(place.data, place.search_from, place.start, place.cell_end)
        return start, stop if stop > start else 0, _EMAIL
    start, stop, kind = letter_run(place, tables, scratch)
    stop, kind = account_end(place, stop, kind)
    return start, stop, kind


@inlined
def _walk_over(
    walk: _Walk, tables: NumberTables, scratch: Bytes, out: Ints, found: int
) -> tuple[int, bool]:
    """Find the candidates of a cell: (how many there are with those before, whether to defer)."""
    data, first, _, _, _, end = walk.cell
    masks = walk.masks
    sign = sign_from(data, first, end) if walk.signs else end
    at = taken = first  # from where on to look; behind the last value that is known
    before = found
    edge = 0
    while True:
        odd = walk.as_written and at < end and ODD_BYTES[data[np.uint64(at)]]
        if odd and is_odd_gap(data, first, at, end):
            return before, True
        start = run = end
        if edge < walk.edges:
            start = max(int(masks.edges[edge]), at) & NATURAL
            run = int(masks.edges[edge + 1]) & NATURAL
            if start >= run:
                edge += 2
                continue
        if sign < start:
            begin, stop = _mail_at(Place(data, first, taken, at, at, end), sign)
            at = max(at, sign + 1)
            if stop > begin:
                found = _without_overlap(out, before, found, begin)
                address = Place(data, first, taken, begin, stop, end)
                found = write_candidate(walk.row, address, _EMAIL, masks.characters, out, found)
                at = taken = stop
            sign = sign_from(data, at, end)
            continue
        if edge >= walk.edges:
            return found, False
        edge += 2
        at = run
        place = Place(data, first, taken, start, run, end)
        digital = not any_between(masks.letters, start - first, run - first)
        if digital and not _may_begin(place):
            continue
        if not digital and walk.as_written and _needs_view(place, walk.lookalikes, tables):
            return before, True
        begin, stop, kind = _what_begins(place, digital, tables, scratch)
        open_before_sign = stop == run and kind >= FIRST_SHAPE and byte_behind(place) == AT
        if kind == PASSED or (stop > 0 and kind >= 0 and not open_before_sign):
            at = stop
            edge -= 2 * (at < run)  # what is left of the run
            if kind == PASSED:
                continue
            if kind == _EMAIL:
                found = _without_overlap(out, before, found, begin)
            value = Place(data, first, taken, begin, stop, end)
            found = write_candidate(walk.row, value, kind, masks.characters, out, found)
            if kind < FIRST_SHAPE:
                taken = stop


@inlined
def _find_in_cells(
    column: Column, portion: Portion, folds: FoldTables, tables: NumberTables, room: _Room
) -> int:
    """The same, in a function that holds no array: to count who does costs as much as a walk."""
    text, offsets = column
    masks, scratch, deferred, out = room
    found = 0
    for row in range(portion.start, portion.end):
        first = int(offsets[row]) & NATURAL
        end = int(offsets[row + 1]) & NATURAL
        edges, signs, off = read_cell(text, first, end, portion.as_written, folds, masks)
        if not off:
            cell = Place(text.data, first, first, first, end, end)
            walk = _Walk(cell, row, portion.as_written, edges, signs, masks, folds.lookalikes)
            found, off = _walk_over(walk, tables, scratch, out, found)
        deferred[row - portion.start] = off
    return found


@compiled
def find_candidates(
    column: Column,
    portion: Portion,
    folds: FoldTables,
    tables: NumberTables,
    deferred: Flags,
    out: Ints,
) -> int:
    """Find the candidates of some cells of a column.

    Args:
        column: The column.
        portion: Which of its cells.
        folds: What makes a cell need the view.
        tables: What numbers begin with.
        deferred: Set to which of the cells are to be read in the view.
        out: Candidates, int32, shape (6, as many as the cells have bytes); see ``ROW`` and the
            following.

    Returns:
        How many candidates there are.
    """
    masks = room_for_masks(_longest(column.offsets, portion))
    room = _Room(masks, np.empty(_SCRATCH, np.uint8), deferred, out)
    return _find_in_cells(column, portion, folds, tables, room)
