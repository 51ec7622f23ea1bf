"""Writing the normalising view of cells: what each of their characters means."""

import numpy as np

from leakbench.detectors.normalize.bitmaps import NONE, set_bit_if
from leakbench.detectors.normalize.blocks import NATURAL, Text
from leakbench.detectors.normalize.character_kinds import (
    DROPPED,
    FOLDED,
    LENGTHENS,
    NUMERAL,
)
from leakbench.detectors.normalize.characters import Cell, Ints
from leakbench.detectors.normalize.fold_tables import FoldTables
from leakbench.detectors.normalize.foldable import find_foldable
from leakbench.detectors.normalize.folding import STAYS, fold_at
from leakbench.detectors.normalize.mapping import CharacterIndex
from leakbench.detectors.normalize.numerals import Masks
from leakbench.detectors.normalize.resolving import Room, resolve, room_for_a_cell
from leakbench.detectors.normalize.view_text import ViewText, copy_kept, write_byte
from leakbench.detectors.normalize.views import Views
from leakbench.generator.engine.compiled import compiled, inlined
from leakbench.generator.engine.intrinsics import BLOCK, either


@compiled
def write_views(text: Text, offsets: Ints, rows: Ints, tables: FoldTables, views: Views) -> None:
    """Read some cells as they were meant.

    Args:
        text: The bytes of all cells.
        offsets: Where each cell begins; one more entry ends the last.
        rows: Which cells, no more than there is memory for.
        tables: What characters mean.
        views: Written over.
    """
    longest = 0
    for row in rows:
        longest = max(longest, int(offsets[row + 1] - offsets[row]))
    views.ends[len(rows)] = _write_all(text, offsets, rows, tables, views, room_for_a_cell(longest))


@inlined  # where it makes no array, no counts of who holds one are kept
def _write_all(
    text: Text, offsets: Ints, rows: Ints, tables: FoldTables, views: Views, room: Room
) -> int:
    """The same with memory for the work on a cell; where the last view ends."""
    at = 0
    word = 0
    for view in range(len(rows)):
        views.ends[view], views.words[view] = at, word
        start = int(offsets[rows[view]]) & NATURAL
        end = int(offsets[rows[view] + 1]) & NATURAL
        index = CharacterIndex(views.inside, views.inside_before, word)
        count = find_foldable(text, start, end, tables.roles, room.places, index)
        word += (end - start) // BLOCK + 2
        masks = Masks(room.masks.numerals, room.masks.letters, room.masks.digits, at & NATURAL)
        here = Room(masks, room.edges, room.places, room.digits)
        cell = Cell(text.data, start, end)
        at = _write_view(cell, count, tables, views.written, here)
    return at


@inlined
def _write_view(cell: Cell, count: int, tables: FoldTables, view: ViewText, room: Room) -> int:
    """Write the view of one cell behind others.

    Args:
        cell: The cell.
        count: How many of its characters may mean others.
        tables: What characters mean.
        view: Written to.
        room: Where those characters begin, and where in the view the cell does; written over.

    Returns:
        Where the view ends.
    """
    data = cell.data
    start = at = room.masks.start
    read = cell.start
    kept = cell.start  # what stands from here on has not been copied yet
    behind = np.uint8(0)  # the last byte of the view
    numerals = NONE
    for k in range(count):
        place = int(room.places.found[k]) & NATURAL
        if place < read:
            continue
        before = either(place > kept, data[np.uint64(place) - np.uint64(place > kept)], behind)
        fold = fold_at(cell, place, int(before), tables)
        read = place + fold.size
        if fold.meant == STAYS:
            continue
        if place > kept:
            at = copy_kept(data, kept, place, view, at)
        kept = read
        behind = before
        if fold.meant == LENGTHENS:
            if at > start:
                view.last[at - 1] = read
            continue
        # What is dropped is written too, and over it what comes next.
        write_byte(view, at, fold.meant, place, read)
        numeral = np.uint64((fold.kind == NUMERAL) & (fold.meant >= FOLDED) & (fold.times == 1))
        set_bit_if(room.masks.numerals, at - start, numeral)
        numerals |= numeral
        at += fold.meant != DROPPED
        behind = either(fold.meant != DROPPED, np.uint8(fold.meant), before)
        for _ in range(1, fold.times):
            write_byte(view, at, fold.meant, place, read)
            at += 1
    at = copy_kept(data, kept, cell.end, view, at)
    return resolve(view, at & NATURAL, numerals != NONE, data, tables, room)
