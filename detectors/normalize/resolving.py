"""Which letters and digits of a view make numbers, and what was put between them."""

from typing import NamedTuple

import numpy as np

from leakbench.detectors.normalize.bitmaps import (
    NONE,
    ONE,
    SPARE,
    any_between,
    bits_below,
    carry,
    move_bits,
    write_places,
)
from leakbench.detectors.normalize.blocks import DIGITS, LETTERS, NATURAL, byte_ranges
from leakbench.detectors.normalize.characters import DIGITAL, Bytes, Ints
from leakbench.detectors.normalize.fold_tables import FoldTables
from leakbench.detectors.normalize.foldable import ROLES_ROOM, Places
from leakbench.detectors.normalize.joining import DIGITS_ROOM, join_digits
from leakbench.detectors.normalize.lookalikes import read_letters
from leakbench.detectors.normalize.numerals import Masks, read_numerals, restore_words
from leakbench.detectors.normalize.separators import Runs
from leakbench.detectors.normalize.view_text import ViewText
from leakbench.generator.engine.compiled import compiled, inlined
from leakbench.generator.engine.intrinsics import BLOCK, bytes_in_ranges

_LETTERS = LETTERS + byte_ranges(b"!")  # an exclamation mark looks like a digit, too
_FEWEST_LETTERS, _MOST_LETTERS = 10, 19  # of a number in which letters look like digits


class Room(NamedTuple):
    """Memory for the work on a cell, to be used again.

    Attributes:
        masks: What its bytes are; between cells no numeral is set.
        edges: Where runs begin and end.
        places: Where characters begin that may mean others, and later where numerals are.
        digits: Of a number.
    """

    masks: Masks
    edges: Ints
    places: Places
    digits: Bytes


@compiled
def room_for_a_cell(longest: int) -> Room:
    """Memory for a cell of so many bytes."""
    blocks = longest // BLOCK + 2
    letters, digits = np.empty(blocks, np.uint64), np.empty(blocks, np.uint64)
    return Room(
        Masks(np.zeros(blocks, np.uint64), letters, digits, 0),
        np.empty(longest + 2 + SPARE, np.int32),
        Places(
            np.empty(ROLES_ROOM, np.uint8),
            np.empty(blocks, np.uint64),
            np.empty(longest + 1 + SPARE, np.int32),
        ),
        np.empty(DIGITS_ROOM, np.uint8),
    )


@inlined
def _read_masks(text: Bytes, masks: Masks, end: int, edges: Ints) -> tuple[int, bool]:
    """Read letters, digits and their runs; (how many edges, whether letters touch digits)."""
    count = 0
    run_carried = digit_carried = letter_carried = mixed = NONE
    block = 0
    for base in range(masks.start, end, BLOCK):
        valid = bits_below(min(BLOCK, end - base))
        letter = bytes_in_ranges(text, base, _LETTERS) & valid
        digit = bytes_in_ranges(text, base, DIGITS) & valid
        run = letter | digit
        digit_before, digit_carried = carry(digit, ONE, digit_carried)
        letter_before, letter_carried = carry(letter, ONE, letter_carried)
        mixed |= letter & digit_before | digit & letter_before
        masks.letters[block], masks.digits[block] = letter, digit
        run_before, run_carried = carry(run, ONE, run_carried)
        count = write_places(run ^ run_before, base, edges, count)
        block += 1
    if run_carried:
        edges[count] = end
        count += 1
    masks.letters[block] = masks.digits[block] = NONE
    return count, mixed != NONE


@inlined
def _read_lookalikes(text: Bytes, masks: Masks, runs: Runs, lookalikes: Bytes, room: Bytes) -> None:
    """Turn letters that look like digits into digits where they make numbers."""
    for k in range(runs.low, runs.high, 2):
        at, run = int(runs.edges[k]) & NATURAL, int(runs.edges[k + 1]) & NATURAL
        if (
            _FEWEST_LETTERS <= run - at <= _MOST_LETTERS
            and any_between(masks.letters, at - masks.start, run - masks.start)
            and read_letters(text, at, run, room, lookalikes)
        ):
            run -= not DIGITAL[text[run - 1]]  # an X stays one
            move_bits(masks.digits, masks.letters, at - masks.start, run - masks.start)


@inlined
def resolve(
    view: ViewText,
    end: int,
    has_numerals: bool,  # noqa: FBT001 - kernels take no keywords
    data: Bytes,
    tables: FoldTables,
    room: Room,
) -> int:
    """Make numbers out of what looks like one, words out of numerals that are none; the new end.

    Args:
        view: The view, written to.
        end: Where the cell ends in it.
        has_numerals: Whether one of its digits was a numeral.
        data: The bytes of all cells.
        tables: What characters mean.
        room: Which digits were numerals, and where the cell begins; no numeral is set afterwards.
    """
    text, masks, edges = view.text, room.masks, room.edges
    count, mixed = _read_masks(text, masks, end, edges)
    runs = Runs(edges, 0, count)
    if mixed:
        _read_lookalikes(text, masks, runs, tables.alarms.lookalikes, room.digits)
    blanks = False
    if has_numerals:
        blanks = read_numerals(text, masks, runs, end, tables.separators)
        masks.numerals[: (end - masks.start + BLOCK - 1) // BLOCK] = NONE
    end = join_digits(view, masks.start, end, runs, tables.separators, room.digits)
    if blanks:
        end = restore_words(view, masks.start, end, data, room.places.found)
    return end
