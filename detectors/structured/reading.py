"""A cell as masks: where its runs of letters and digits are, and whether it must be put off."""

import numpy as np

from leakbench.detectors.structured.bit_rows import (
    BLOCK,
    NONE,
    ONE,
    Words,
    bits_below,
    ones,
    write_places,
)
from leakbench.detectors.structured.byte_masks import LETTERS, REACH, bytes_within
from leakbench.detectors.structured.doubts import hinting, is_doubtful, odd_characters
from leakbench.detectors.structured.folds import EXACT_GROUPS, TAIL
from leakbench.detectors.structured.sieve import sieved
from leakbench.detectors.structured.symbols import AT, Bytes, Ints
from leakbench.generator.engine.compiled import inlined, inner

_LAST, _THREE, _CARRIED = np.uint64(63), np.uint64(3), np.uint64(61)
_AT_END = ~((ONE << _CARRIED) - ONE)  # characters beside which the next block goes on
_TAIL_MIDDLE, _TAIL_END = chr(TAIL).encode()[1:]


@inlined
def read_cell(
    data: Bytes,
    first: int,
    end: int,
    raw: bool,  # noqa: FBT001 - kernels take no keywords
    alarms: Bytes,
    hints: Bytes,
    sieve: Bytes,
    rest: Bytes,
    rest_begin: int,
    letters: Words,
    inside: Words,
    inside_before: Ints,
    hinted: Words,
    edges: Ints,
) -> tuple[int, bool, bool]:
    """Read one cell, sixty-four bytes at a time.

    Args:
        data: The column's value bytes.
        first: Where the cell begins.
        end: Where it ends.
        raw: Whether a cell that needs the normalising view is put off, and read no further.
        alarms: Which code points need the view, and which are numerals.
        hints: Whether a Chinese character may need the view, by its last two bytes.
        sieve: A first look for those.
        rest: The last bytes of the data, with a block's room behind them.
        rest_begin: Where in the data they begin.
        letters: Set to which bytes are letters, a word a block and one more.
        inside: Set to which bytes begin no character, as ``letters``.
        inside_before: Set to how many such bytes stand before each block.
        hinted: Room for a word a block.
        edges: Set to where runs of letters and digits begin and end, by turns; ``SPARE`` entries
            more are written.

    Returns:
        How many edges there are, whether an @ stands in the cell, and whether it is put off.
    """
    count = 0
    so_far = 0
    signs = NONE
    run_goes_on = hint_goes_on = numeral_goes_on = some_goes_on = NONE
    doubt = NONE
    block = 0
    for base in range(first, end, BLOCK):
        valid = bits_below(min(BLOCK, end - base))
        source, at = (data, base) if base + REACH <= len(data) else (rest, base - rest_begin)
        lettered = bytes_within(source, at, LETTERS) & valid
        run = lettered | bytes_within(source, at, (48, 10)) & valid
        tails = bytes_within(source, at, (0x80, 0x40)) & valid
        signs |= bytes_within(source, at, (AT, 1)) & valid
        letters[block], inside[block], inside_before[block] = lettered, tails, so_far
        so_far += ones(tails)
        edge = run ^ (run << ONE | run_goes_on)
        count = write_places(edge, base, edges, count)
        if raw:
            chinese = bytes_within(source, at, (0xE4, 6)) & valid
            others = bytes_within(source, at, (0xC0, 0x40)) & valid & ~chinese
            some, plain = sieved(source, at, sieve, EXACT_GROUPS)
            some &= chinese
            numerals, off = odd_characters(data, first, end, base, others & ~plain, alarms)
            if off:
                return 0, False, True
            # A hint counts beside a letter, a digit or another one; one word by itself.
            telling = bytes_within(source, at + 1, (_TAIL_MIDDLE, 1)) & chinese
            telling &= bytes_within(source, at + 2, (_TAIL_END, 1))
            behind_run = run << ONE | run_goes_on
            behind_numeral = numerals << _THREE | numeral_goes_on
            beside = behind_run | behind_numeral | some << _THREE | some_goes_on
            beside |= (run | numerals | some) >> _THREE | _AT_END
            hint = hinting(source, at, some & beside, hints)
            behind_hint = hint << _THREE | hint_goes_on
            doubt |= hint & (behind_hint | behind_run | behind_numeral) | telling
            doubt |= behind_hint & (run | numerals)
            hinted[block] = hint | telling
            hint_goes_on, numeral_goes_on = hint >> _CARRIED, numerals >> _CARRIED
            some_goes_on = some >> _CARRIED
        run_goes_on = run >> _LAST
        block += 1
    if run_goes_on:
        edges[count] = end
        count += 1
    letters[block] = inside[block] = NONE
    inside_before[block] = so_far
    off = doubt != NONE and is_doubtful(data, first, end, hinted, block, alarms)
    return count, signs != NONE, off


@inner
def points_before(inside: Words, inside_before: Ints, place: int, from_block: int = 0) -> int:
    """How many characters begin before a place in a cell whose words begin at a block."""
    word = np.uint64((place >> 6) + from_block)
    return place - inside_before[word] - ones(inside[word] & bits_below(place & 63))
