"""A cell as masks: where its runs of letters and digits are, and whether it needs normalising."""

from typing import NamedTuple

import numpy as np

from leakbench.detectors.normalize.bitmaps import (
    NONE,
    ONE,
    SPARE,
    Words,
    carry,
    write_places,
)
from leakbench.detectors.normalize.blocks import (
    CONTINUATIONS,
    DIGITS,
    HAN_LEADS,
    LEADS,
    LETTERS,
    Text,
    block_at,
    byte_ranges,
    bytes_in,
)
from leakbench.detectors.normalize.character_kinds import TAIL
from leakbench.detectors.normalize.characters import Cell, Ints
from leakbench.detectors.normalize.fold_tables import Alarms
from leakbench.detectors.normalize.mapping import CharacterIndex
from leakbench.detectors.normalize.needs_normalizing import (
    any_suspicious,
    hinting,
    odd_characters,
)
from leakbench.generator.engine.compiled import compiled, inlined
from leakbench.generator.engine.intrinsics import BLOCK, bytes_in_ranges, nibble_filter, popcount

_THREE = np.uint64(3)  # bytes of most characters
_AT_END = ~((ONE << np.uint64(BLOCK - 3)) - ONE)  # characters beside which the next block goes on
_SIGN = byte_ranges(b"@")
_TAIL_MIDDLE, _TAIL_END = (byte_ranges(bytes([byte])) for byte in chr(TAIL).encode()[1:])


class CellMasks(NamedTuple):
    """What is read of a cell, a word for 64 of its bytes and one more.

    Attributes:
        letters: Which bytes are letters.
        characters: Where they begin.
        hinted: Which bytes begin characters that hint at digits.
        edges: Where runs of letters and digits begin and end, by turns; ``SPARE`` entries more.
    """

    letters: Words
    characters: CharacterIndex
    hinted: Words
    edges: Ints


@compiled
def room_for_masks(longest: int) -> CellMasks:
    """Memory for a cell of so many bytes."""
    blocks = longest // BLOCK + 2
    letters, hinted = np.empty(blocks, np.uint64), np.empty(blocks, np.uint64)
    characters = CharacterIndex(np.empty(blocks, np.uint64), np.empty(blocks, np.int32), 0)
    return CellMasks(letters, characters, hinted, np.empty(longest + 2 + SPARE, np.int32))


@inlined
def read_cell(
    text: Text,
    start: int,
    end: int,
    as_written: bool,  # noqa: FBT001 - kernels take no keywords
    alarms: Alarms,
    masks: CellMasks,
) -> tuple[int, bool, bool]:
    """Read one cell, sixty-four bytes at a time.

    Args:
        text: The bytes of all cells.
        start: Where the cell begins.
        end: Where it ends.
        as_written: Whether a cell that needs normalising is deferred, and read no further.
        alarms: What makes it need that.
        masks: Written over.

    Returns:
        How many edges there are, whether an @ stands in the cell, and whether it is deferred.
    """
    letters, characters, hinted, edges = masks
    inside, inside_before = characters.inside, characters.before
    cell = Cell(text.data, start, end)
    count = 0
    so_far = 0
    signs = alarm = NONE
    run_carried = run_before = hint_carried = numeral_carried = some_carried = NONE
    block = 0
    for base in range(start, end, BLOCK):
        here = block_at(text, base, end)
        letter = bytes_in(here, LETTERS)
        run = letter | bytes_in(here, DIGITS)
        continued = bytes_in(here, CONTINUATIONS)
        signs |= bytes_in(here, _SIGN)
        letters[block], inside[block], inside_before[block] = letter, continued, so_far
        so_far += popcount(continued)
        run_before, run_carried = carry(run, ONE, run_carried)
        count = write_places(run ^ run_before, base, edges, count)
        if as_written:
            han = bytes_in(here, HAN_LEADS)
            others = bytes_in(here, LEADS) & ~han
            some, plain = nibble_filter(here.source, here.at, alarms.nibbles)
            some &= han
            numerals, deferred = odd_characters(cell, base, others & ~plain, alarms.folds)
            if deferred:
                return 0, False, True
            # A hint counts beside a letter, a digit or another one; one word by itself.
            telling = bytes_in_ranges(here.source, here.at + 1, _TAIL_MIDDLE) & han
            telling &= bytes_in_ranges(here.source, here.at + 2, _TAIL_END)
            numeral_before, numeral_carried = carry(numerals, _THREE, numeral_carried)
            some_before, some_carried = carry(some, _THREE, some_carried)
            beside = run_before | numeral_before | some_before
            beside |= (run | numerals | some) >> _THREE | _AT_END
            hint = hinting(here, some & beside, alarms.hints)
            hint_before, hint_carried = carry(hint, _THREE, hint_carried)
            alarm |= hint & (hint_before | run_before | numeral_before) | telling
            alarm |= hint_before & (run | numerals)
            hinted[block] = hint | telling
        block += 1
    if run_carried:
        edges[count] = end
        count += 1
    letters[block] = inside[block] = NONE
    inside_before[block] = so_far
    deferred = alarm != NONE and any_suspicious(cell, hinted, block, alarms.folds)
    return count, signs != NONE, deferred
